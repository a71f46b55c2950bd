"""Words for statuses of residence, every sub-division a member of its own."""

from __future__ import annotations

from collections.abc import Iterator

from tokutei.vocabulary.words import Word

__all__ = ["StatusOfResidence"]

_NUMERALS = (("1", "一", "i"), ("2", "二", "ii"), ("3", "三", "iii"))
_LETTERS = (("a", "イ"), ("b", "ロ"), ("c", "ハ"))


def _spellings(ja: tuple[str, ...], en: tuple[str, ...], number: str, letter: str) -> Iterator[str]:
    """Yield how one numbered sub-division is written: 第一号イ, 1号イ, (i)(a), 1a."""
    kana = dict(_LETTERS).get(letter, "")
    arabic, kanji, roman = next(row for row in _NUMERALS if row[0] == number)
    for name in ja:
        yield from (f"{name}{nth}{numeral}号{kana}" for nth in ("", "第") for numeral in (arabic, kanji))
    for name in en:
        yield from (f"{name}{numeral}{letter}" for numeral in (arabic, roman))


def _numbered(ja: tuple[str, ...], en: tuple[str, ...], number: str, letter: str = "") -> tuple[str, ...]:
    """Return the usual forms of a numbered sub-division and, where letters divide it further, of the number.

    The forms of the number alone (高度専門職1号) are shared by its letters, so that they are ambiguous.
    """
    alone = _spellings(ja, en, number, "") if letter else ()
    return (*_spellings(ja, en, number, letter), *alone)


_HSP = ("高度専門職", "高度"), ("HSP", "Highly Skilled Professional")
_SSW = ("特定技能", "特技"), ("SSW", "Specified Skilled Worker")
_TIT = ("技能実習", "技実"), ("TIT", "Technical Intern Training")


class StatusOfResidence(Word):
    """A status of residence (在留資格), or the status of a special permanent resident.

    Sub-divisions that a card shows (１号イ …) are members; a name that they share is ambiguous.

    Example:
        >>> StatusOfResidence.find("技人国").value
        'engineer_humanities_intl'
        >>> StatusOfResidence.find("高度専門職第一号ロ") is StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_1B
        True
    """

    DIPLOMAT = "diplomat", "外交", "Diplomat"
    OFFICIAL = "official", "公用", "Official"
    PROFESSOR = "professor", "教授", "Professor"
    ARTIST = "artist", "芸術", "Artist"
    RELIGIOUS_ACTIVITIES = "religious_activities", "宗教", "Religious Activities"
    JOURNALIST = "journalist", "報道", "Journalist"
    HIGHLY_SKILLED_PROFESSIONAL_1A = (
        "hsp1a",
        "高度専門職1号イ",
        "Highly Skilled Professional (i)(a)",
        *_numbered(*_HSP, "1", "a"),
    )
    HIGHLY_SKILLED_PROFESSIONAL_1B = (
        "hsp1b",
        "高度専門職1号ロ",
        "Highly Skilled Professional (i)(b)",
        *_numbered(*_HSP, "1", "b"),
    )
    HIGHLY_SKILLED_PROFESSIONAL_1C = (
        "hsp1c",
        "高度専門職1号ハ",
        "Highly Skilled Professional (i)(c)",
        *_numbered(*_HSP, "1", "c"),
    )
    HIGHLY_SKILLED_PROFESSIONAL_2 = (
        "hsp2",
        "高度専門職2号",
        "Highly Skilled Professional (ii)",
        *_numbered(*_HSP, "2"),
    )
    BUSINESS_MANAGER = "business_manager", "経営・管理", "Business Manager", "経管", "Business Management"
    LEGAL_ACCOUNTING_SERVICES = "legal_accounting", "法律・会計業務", "Legal/Accounting Services", "法会"
    MEDICAL_SERVICES = "medical_services", "医療", "Medical Services"
    RESEARCHER = "researcher", "研究", "Researcher"
    INSTRUCTOR = "instructor", "教育", "Instructor"
    ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES = (
        "engineer_humanities_intl",
        "技術・人文知識・国際業務",
        "Engineer/Specialist in Humanities/International Services",
        "技人国",
        "人文国際",
        "人文知識・国際業務",
        "Specialist in Humanities/International Services",
        "ESHIS",
    )
    INTRA_COMPANY_TRANSFEREE = (
        "intra_company_transferee",
        "企業内転勤",
        "Intra-company Transferee",
        "企転",
        "企内転",
        "ICT",
        *_numbered(("企業内転勤", "企転"), ("Intra-company Transferee", "ICT"), "1"),
    )
    NURSING_CARE = "nursing_care", "介護", "Nursing Care"
    INTRA_COMPANY_TRANSFEREE_2 = (
        "intra_company_transferee_2",
        "企業内転勤2号",
        "Intra-company Transferee (ii)",
        *_numbered(("企業内転勤", "企転"), ("Intra-company Transferee", "ICT"), "2"),
    )
    """From 2027-04-01."""
    ENTERTAINER = "entertainer", "興行", "Entertainer"
    SKILLED_LABOR = "skilled_labor", "技能", "Skilled Labor", "Skilled Labour"
    SPECIFIED_SKILLED_WORKER_1 = (
        "ssw1",
        "特定技能1号",
        "Specified Skilled Worker (i)",
        *_numbered(*_SSW, "1"),
    )
    SPECIFIED_SKILLED_WORKER_2 = (
        "ssw2",
        "特定技能2号",
        "Specified Skilled Worker (ii)",
        *_numbered(*_SSW, "2"),
    )
    TECHNICAL_INTERN_TRAINING_1A = (
        "tit1a",
        "技能実習1号イ",
        "Technical Intern Training (i)(a)",
        *_numbered(*_TIT, "1", "a"),
    )
    TECHNICAL_INTERN_TRAINING_1B = (
        "tit1b",
        "技能実習1号ロ",
        "Technical Intern Training (i)(b)",
        *_numbered(*_TIT, "1", "b"),
    )
    TECHNICAL_INTERN_TRAINING_2A = (
        "tit2a",
        "技能実習2号イ",
        "Technical Intern Training (ii)(a)",
        *_numbered(*_TIT, "2", "a"),
    )
    TECHNICAL_INTERN_TRAINING_2B = (
        "tit2b",
        "技能実習2号ロ",
        "Technical Intern Training (ii)(b)",
        *_numbered(*_TIT, "2", "b"),
    )
    TECHNICAL_INTERN_TRAINING_3A = (
        "tit3a",
        "技能実習3号イ",
        "Technical Intern Training (iii)(a)",
        *_numbered(*_TIT, "3", "a"),
    )
    TECHNICAL_INTERN_TRAINING_3B = (
        "tit3b",
        "技能実習3号ロ",
        "Technical Intern Training (iii)(b)",
        *_numbered(*_TIT, "3", "b"),
    )
    EMPLOYMENT_FOR_SKILL_DEVELOPMENT = "esd", "育成就労", "Employment for Skill Development"
    """From 2027-04-01; no official English name was seen."""
    CULTURAL_ACTIVITIES = "cultural_activities", "文化活動", "Cultural Activities", "文活"
    TEMPORARY_VISITOR = "temporary_visitor", "短期滞在", "Temporary Visitor", "短滞"
    STUDENT = "student", "留学", "Student"
    TRAINEE = "trainee", "研修", "Trainee"
    DEPENDENT = "dependent", "家族滞在", "Dependent", "家滞", "Dependant"
    DESIGNATED_ACTIVITIES = "designated_activities", "特定活動", "Designated Activities", "特活"
    """Which activity is designated (指定書) is a fact of its own."""
    PERMANENT_RESIDENT = "permanent_resident", "永住者", "Permanent Resident", "永住", "PR"
    SPOUSE_OR_CHILD_OF_JAPANESE_NATIONAL = (
        "spouse_child_of_japanese",
        "日本人の配偶者等",
        "Spouse or Child of Japanese National",
        "日配",
        "日本人配偶者",
        "配偶者等",
        "配偶者",
        "Spouse or Child",
        "Spouse of Japanese National",
    )
    SPOUSE_OR_CHILD_OF_PERMANENT_RESIDENT = (
        "spouse_child_of_pr",
        "永住者の配偶者等",
        "Spouse or Child of Permanent Resident",
        "永配",
        "永住者配偶者",
        "配偶者等",
        "配偶者",
        "Spouse or Child",
        "Spouse of Permanent Resident",
    )
    LONG_TERM_RESIDENT = "long_term_resident", "定住者", "Long-Term Resident", "定住"
    SPECIAL_PERMANENT_RESIDENT = (
        "special_permanent_resident",
        "特別永住者",
        "Special Permanent Resident",
        "特永",
        "SPR",
    )
    """Not a status of residence of the Immigration Act but a status by the Special Act (入管特例法)."""
