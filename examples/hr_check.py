"""May this applicant work in our shop? An employer's check from the card to the record, for three people.

    python examples/hr_check.py       in English
    python examples/hr_check.py ja    in Japanese

Everybody here is invented, and the cards are emulated. Nothing of it is legal advice.
"""

import sys
import textwrap
from datetime import UTC, date, datetime

from tokutei import chip, employment, intake, testing
from tokutei.vocabulary import ReportEvent
from tokutei.vocabulary import StatusOfResidence as Status

TODAY = date(2026, 9, 1)
NOON_IN_TOKYO = datetime(2026, 9, 1, 3, tzinfo=UTC)  # nothing here looks at a clock

WORDS = {
    "en": {
        "head": "An employer looks at three applicants",
        "why": "An employer of somebody who may not work is punished, and not having looked is no excuse. So the "
        "card is read, not just looked at, and what was decided is kept, and nothing more than that.",
        "steps": "The steps of a check, and who or what asks for each:",
        "student": "A student wants to work 20 hours a week in the shop",
        "elsewhere": "The applicant works {hours} hours a week elsewhere.",
        "shifts": "The first week, shift by shift: {verdict}",
        "left": "Could still be worked on {day}: {hours} h {minutes} min",
        "record": "What is kept (no name, no birth date, no address, no picture, no number):",
        "again": "Look again on {day} at the latest. Erase: {erase}.",
        "not_yet": "not known before the employment ends",
        "report": "Report of the hiring to the employment office, by {day}: {form}",
        "engineer": "An engineer shows a new card; nobody reads its chip",
        "worker": "A specified skilled worker asks for work in the factory",
        "unseen": "Nobody has looked at the designation paper yet:",
        "seen": "The designation paper names this employer and this field:",
    },
    "ja": {
        "head": "三人の応募者の就労資格を確かめる",
        "why": "働くことができない外国人を雇うと罰せられ、確かめなかったことは言い訳になりません。そこで、カードは見るだけ"
        "でなく読み取り、判断の結果だけを記録します。",
        "steps": "確認の手順と、それぞれの根拠：",
        "student": "留学生が、店で週20時間働くことを希望している",
        "elsewhere": "ほかの勤務先で週{hours}時間働いている場合：",
        "shifts": "最初の一週間の勤務：{verdict}",
        "left": "{day}にあと働ける時間：{hours}時間{minutes}分",
        "record": "記録するもの（氏名・生年月日・住所・画像・番号は含まない）：",
        "again": "遅くとも{day}に再確認する。消去する日：{erase}。",
        "not_yet": "雇用が終わるまで決まらない",
        "report": "雇入れの届出（公共職業安定所）：{day}まで、{form}",
        "engineer": "技術者が新しいカードを示したが、ICチップは読み取っていない",
        "worker": "特定技能の者が、工場での仕事を希望している",
        "unseen": "指定書をまだ見ていない場合：",
        "seen": "指定書にこの会社とこの分野が記載されている場合：",
    },
}


WIDTH = {"en": 100, "ja": 50}  # Japanese letters are twice as wide


def say(text: str, lang: str, *, indent: int = 2) -> None:
    """Print lines, each a little to the right and broken where it is too long."""
    margin = " " * indent
    for line in text.splitlines():
        print(textwrap.fill(line, WIDTH[lang], initial_indent=margin, subsequent_indent=margin + "  "))


def the_student(lang: str) -> None:
    """Read a card, decide, count hours, keep a record, report."""
    words = WORDS[lang]
    card = testing.issue_card(
        testing.person("student_with_permission"), type="05"
    )  # for a real one: tokutei.reader
    record = chip.read(card, number=card.number)
    findings = chip.verify(record, card.trust, at=NOON_IN_TOKYO)
    # The chip has the status only as a code, so somebody reads the word off the card.
    seen = intake.combine(chip=(record, findings), face=intake.Face(status="留学"))
    school = employment.Papers(enrolled=True)

    decisions = {}
    for elsewhere in (10, 6):
        job = employment.Job(
            kind=employment.JobKind.RETAIL,
            hours_per_week=20,
            hours_elsewhere=elsewhere,
            long_holiday=False,
        )
        decisions[elsewhere] = employment.assess_work(seen, job, on=TODAY, papers=school)
        say(words["elsewhere"].format(hours=elsewhere), lang)
        say(decisions[elsewhere].text(lang), lang, indent=4)

    permission = employment.Permission(
        kind=employment.PermissionKind.COMPREHENSIVE, status=Status.STUDENT, until=date(2028, 7, 1)
    )
    shifts = [
        employment.Shift.in_japan(date(2026, 9, day), "17:00", "22:00", workplace=place)
        for day, place in ((3, "shop"), (4, "shop"), (5, "bakery"), (6, "shop"), (8, "shop"))
    ]
    worked = employment.hours(shifts, permission)
    say(words["shifts"].format(verdict=worked.verdict.text(lang)), lang)
    left = worked.left_on(date(2026, 9, 9)) or 0
    say(words["left"].format(day="2026-09-09", hours=left // 60, minutes=left % 60), lang)

    check = employment.CheckRecord.of(
        decisions[6], key="E-1042", by="HR-7", purpose="hiring", consent_on=TODAY
    )
    say(words["record"], lang)
    say(check.text(lang), lang, indent=4)
    say(words["again"].format(day=check.next_check_on, erase=check.erase_on or words["not_yet"]), lang)

    hired = employment.ReportCase(
        event=ReportEvent.HIRE,
        happened_on=TODAY,
        insured=False,
        status=Status.STUDENT,
        mid_to_long_term=True,
        other_activity_permission=True,
    )
    report = employment.EmploymentReport.of(hired, on=TODAY)
    if isinstance(report, employment.EmploymentReport):
        say(words["report"].format(day=report.due_on, form=report.form.text(lang)), lang)


def the_engineer(lang: str) -> None:
    """Only look at a card of the form of 2026: that is not enough."""
    face = intake.Face(status="技人国", form="form_2026", stay_until=date(2028, 3, 31))
    job = employment.Job(kind=employment.JobKind.ENGINEERING)
    say(employment.assess_work(intake.combine(face=face), job, on=TODAY).text(lang), lang)


def the_skilled_worker(lang: str) -> None:
    """The card alone does not decide: a paper names the employer and the field."""
    face = intake.Face(status="特定技能1号", form="form_2012", stay_until=date(2027, 6, 30))
    job = employment.Job(kind=employment.JobKind.FACTORY)
    seen = intake.combine(face=face)
    say(WORDS[lang]["unseen"], lang)
    say(employment.assess_work(seen, job, on=TODAY).text(lang), lang, indent=4)
    paper = employment.Papers(designation_names_employer=True, designation_names_field=True)
    say(WORDS[lang]["seen"], lang)
    say(employment.assess_work(seen, job, on=TODAY, papers=paper).text(lang), lang, indent=4)


def main(lang: str) -> None:
    """Tell the three stories."""
    words = WORDS[lang]
    print(words["head"])
    say(words["why"], lang, indent=0)
    print()
    print(words["steps"])
    for row in employment.STEPS:
        say(f"{row.step.text(lang)}: {row.demand.text(lang)}", lang)
    for name, story in (
        ("student", the_student),
        ("engineer", the_engineer),
        ("worker", the_skilled_worker),
    ):
        print(f"\n== {words[name]} ==")
        story(lang)


if __name__ == "__main__":
    main("ja" if "ja" in sys.argv[1:] else "en")
