"""Looking words up: everything a card, a clerk or a spreadsheet may say."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tokutei import vocabulary
from tokutei.errors import AmbiguousTermError, TokuteiError, UnknownTermError
from tokutei.vocabulary import LossCause, Sex, StatusOfResidence, Word
from tokutei.vocabulary.words import fold

S = StatusOfResidence
VOCABULARIES = [
    kind
    for kind in (getattr(vocabulary, name) for name in vocabulary.__all__)
    if issubclass(kind, Word) and kind is not Word
]
MEMBERS = [member for kind in VOCABULARIES for member in kind]
AMBIGUOUS_NUMBERS = ("hsp1", "tit1", "tit2", "tit3")


def forms(member: Word) -> tuple[str, ...]:
    return (member.value, member.ja, member.en, *member.also)


def outcome(kind: type[Word], term: str) -> Word | TokuteiError:
    try:
        return kind.find(term)
    except TokuteiError as error:
        return error


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@pytest.mark.parametrize(
    ("term", "status"),
    [
        ("技人国", S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES),
        ("技術・人文知識・国際業務", S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES),
        ("技術･人文知識･国際業務", S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES),
        ("技術", S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES),
        ("人文国際", S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES),
        (
            "Engineer / Specialist in Humanities / International Services",
            S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES,
        ),
        ("留学", S.STUDENT),
        ("ＳＴＵＤＥＮＴ", S.STUDENT),
        (" student ", S.STUDENT),
        ("家滞", S.DEPENDENT),
        ("経管", S.BUSINESS_MANAGER),
        ("経営管理", S.BUSINESS_MANAGER),
        ("日配", S.SPOUSE_OR_CHILD_OF_JAPANESE_NATIONAL),
        ("永配", S.SPOUSE_OR_CHILD_OF_PERMANENT_RESIDENT),
        ("特活", S.DESIGNATED_ACTIVITIES),
        ("永住", S.PERMANENT_RESIDENT),
        ("永住者", S.PERMANENT_RESIDENT),
        ("特別永住者", S.SPECIAL_PERMANENT_RESIDENT),
        ("Long Term Resident", S.LONG_TERM_RESIDENT),
        ("技能", S.SKILLED_LABOR),
        ("企転", S.INTRA_COMPANY_TRANSFEREE),
        ("企業内転勤", S.INTRA_COMPANY_TRANSFEREE),
        ("企業内転勤１号", S.INTRA_COMPANY_TRANSFEREE),
        ("Intra-company Transferee(i)", S.INTRA_COMPANY_TRANSFEREE),
        ("企業内転勤第二号", S.INTRA_COMPANY_TRANSFEREE_2),
        ("高度専門職１号イ", S.HIGHLY_SKILLED_PROFESSIONAL_1A),
        ("高度専門職第一号ロ", S.HIGHLY_SKILLED_PROFESSIONAL_1B),
        ("高度1号ﾊ", S.HIGHLY_SKILLED_PROFESSIONAL_1C),
        ("Highly Skilled Professional(i)(b)", S.HIGHLY_SKILLED_PROFESSIONAL_1B),
        ("HSP 1(c)", S.HIGHLY_SKILLED_PROFESSIONAL_1C),
        ("高度２号", S.HIGHLY_SKILLED_PROFESSIONAL_2),
        ("特定技能１号", S.SPECIFIED_SKILLED_WORKER_1),
        ("SSW（ⅱ）", S.SPECIFIED_SKILLED_WORKER_2),
        ("技実1号イ", S.TECHNICAL_INTERN_TRAINING_1A),
        ("技能実習３号ロ", S.TECHNICAL_INTERN_TRAINING_3B),
        ("Technical Intern Training (ii)(b)", S.TECHNICAL_INTERN_TRAINING_2B),
        ("育成就労", S.EMPLOYMENT_FOR_SKILL_DEVELOPMENT),
    ],
)
def test_what_people_write(term: str, status: StatusOfResidence) -> None:
    assert StatusOfResidence.find(term) is status


@pytest.mark.parametrize(
    ("term", "values"),
    [
        ("高度専門職", "hsp1a hsp1b hsp1c hsp2"),
        ("高度専門職1号", "hsp1a hsp1b hsp1c"),
        ("Highly Skilled Professional (i)", "hsp1a hsp1b hsp1c"),
        ("特定技能", "ssw1 ssw2"),
        ("技能実習", "tit1a tit1b tit2a tit2b tit3a tit3b"),
        ("技実１号", "tit1a tit1b"),
        ("TIT(ii)", "tit2a tit2b"),
        ("配偶者", "spouse_child_of_japanese spouse_child_of_pr"),
        ("Spouse or Child", "spouse_child_of_japanese spouse_child_of_pr"),
        ("特", "ssw1 ssw2 designated_activities special_permanent_resident"),
    ],
)
def test_ambiguous_terms_give_the_candidates(term: str, values: str) -> None:
    with pytest.raises(AmbiguousTermError) as caught:
        StatusOfResidence.find(term)
    assert [str(candidate) for candidate in caught.value.candidates] == values.split()
    assert caught.value.candidates[0].text("ja") in caught.value.text("ja")


@pytest.mark.parametrize(
    "term", ["", "　", "・・・", "nothing of the kind", "留", "x" * 5000, "\ud800", "%s{0}"]
)
def test_unknown_terms(term: str) -> None:
    with pytest.raises(UnknownTermError) as caught:
        StatusOfResidence.find(term)
    assert caught.value.known
    str(caught.value).encode("utf-8")


@pytest.mark.parametrize(("term", "near"), [("留", "student"), ("studant", "student"), ("特定行為", "ssw1")])
def test_an_unknown_term_names_what_is_near(term: str, near: str) -> None:
    with pytest.raises(UnknownTermError) as caught:
        StatusOfResidence.find(term)
    assert near in caught.value.known


@pytest.mark.parametrize("term", [None, 5, b"student", ["student"]])
def test_what_is_no_text_is_unknown(term: object) -> None:
    with pytest.raises(UnknownTermError) as caught:
        StatusOfResidence.find(term)  # type: ignore[arg-type]
    assert caught.value.term == type(term).__name__


def test_messages_hold_no_control_characters() -> None:
    with pytest.raises(UnknownTermError) as caught:
        StatusOfResidence.find("ab\n\x1b[31m\x00")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: f"{type(member).__name__}.{member}")
def test_every_member_has_words_and_is_found_by_them(member: Word) -> None:
    kind = type(member)
    assert member.ja
    assert member.en
    assert member.value.isascii()
    assert (member.text("ja"), member.text("en")) == (member.ja, member.en)
    for term in (member.value, member.ja, member.en, full_width(member.en), member.en.upper()):
        assert kind.find(term) is member
    assert kind(member.value) is member
    assert kind.__doc__


@pytest.mark.parametrize("kind", VOCABULARIES)
def test_no_two_members_share_a_word_of_their_own(kind: type[Word]) -> None:
    for words in ([m.value for m in kind], [fold(m.ja) for m in kind], [fold(m.en) for m in kind]):
        assert len(set(words)) == len(words)


def test_a_language_without_the_word_says_it_in_english() -> None:
    assert Sex.FEMALE.text("tlh") == "female"


@pytest.mark.parametrize("kind", VOCABULARIES)
@given(term=st.text(max_size=12))
@example("ﾊ")
@example("ｦ゛")
def test_any_text_is_a_member_or_a_typed_error(kind: type[Word], term: str) -> None:
    found = outcome(kind, term)
    if isinstance(found, Word):
        assert any(form.startswith(fold(term)) for form in map(fold, forms(found)))
    else:
        assert found.text("ja")
        assert found.text("en")
    if isinstance(found, AmbiguousTermError):
        assert len(set(map(str, found.candidates))) == len(found.candidates) > 1


@given(status=st.sampled_from(list(S)), data=st.data())
def test_width_case_and_blanks_do_not_matter(status: StatusOfResidence, data: st.DataObject) -> None:
    term = data.draw(st.sampled_from((status.value, status.ja, status.en)))
    at = data.draw(st.integers(0, len(term)))
    changed = data.draw(
        st.sampled_from((full_width, str.upper, str.title, lambda text: unicodedata.normalize("NFKC", text)))
    )(term)
    assert (
        StatusOfResidence.find(
            changed[:at] + data.draw(st.sampled_from((" ", "　", "\t", "・"))) + changed[at:]
        )
        is status
    )


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(term: str) -> None:
    assert fold(fold(term)) == fold(term)


@given(st.sampled_from(MEMBERS), st.data())
def test_a_form_finds_its_member_or_names_it_among_the_candidates(member: Word, data: st.DataObject) -> None:
    found = outcome(type(member), data.draw(st.sampled_from(forms(member))))
    assert found is member or (isinstance(found, AmbiguousTermError) and member in found.candidates)


def test_only_shared_names_are_ambiguous() -> None:
    """A short form is ambiguous for numbered groups and spouses only."""
    ambiguous = {
        member.value
        for member in MEMBERS
        for form in member.also
        if isinstance(outcome(type(member), form), AmbiguousTermError)
    }
    spouses = {S.SPOUSE_OR_CHILD_OF_JAPANESE_NATIONAL, S.SPOUSE_OR_CHILD_OF_PERMANENT_RESIDENT}
    assert ambiguous == {s for s in S if s.startswith(AMBIGUOUS_NUMBERS)} | spouses


def test_causes_of_loss() -> None:
    assert LossCause.find("盗難") is LossCause.THEFT
    assert LossCause.find("stolen") is LossCause.THEFT
