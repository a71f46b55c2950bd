"""The reminder: who is reminded of what and when, nobody twice, nothing lost and nothing told to others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest

from examples import renewal_reminder as reminder
from examples.renewal_reminder import Memory, Message
from tokutei.errors import DocumentError, FileError

ROOT: Final = Path(__file__).resolve().parents[2]
CARD: Final = {"issued_on": "2024-10-01", "valid_until": "2026-10-01"}
FACTS: Final = {
    "tokutei": "facts/1",
    "born": "1994-05-02",
    "status": "student",
    "stay_until": "2026-10-01",
    "card": CARD,
}
LAST: Final = date(2026, 10, 1)


def line(key: str = "person-1", known_on: str = "2026-05-01", **changed: object) -> str:
    return json.dumps({"key": key, "known_on": known_on, "facts": {**FACTS, **changed}})


class Post:
    """Keeps what is sent, and can be out of order."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.out_of_order = False

    def __call__(self, message: Message) -> None:
        if self.out_of_order:
            raise ConnectionError
        self.sent.append(message)

    def about(self, words: str) -> list[Message]:
        return [one for one in self.sent if words in one.body]


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "memory.json"


def day_of(path: Path, post: Post, on: date, *lines: str | bytes) -> reminder.Outcome:
    return reminder.run(lines or [line()], Memory(path), post, on=on)


def test_somebody_is_reminded_at_each_stage_once(path: Path, post: Post) -> None:
    told: dict[int, int] = {}
    for left in range(60, -1, -1):
        for _ in range(2):  # run twice a day by mistake
            before = len(post.about("last day of the period of stay"))
            day_of(path, post, LAST - timedelta(days=left))
            if more := len(post.about("last day of the period of stay")) - before:
                told[left] = told.get(left, 0) + more
    assert told == {30: 1, 7: 1, 1: 1, 0: 1}
    assert len({one.id for one in post.sent}) == len(post.sent)


def test_after_days_without_a_run_only_the_most_pressing_comes(path: Path, post: Post) -> None:
    day_of(path, post, LAST - timedelta(days=3))
    (one,) = post.about("last day of the period of stay")
    assert "あと3日" in one.body
    assert "3 days left" in one.body
    assert "入管法施行規則" in one.body


def test_a_day_that_moves_is_told_once_and_counted_anew(path: Path, post: Post) -> None:
    day_of(path, post, LAST - timedelta(days=5))
    later = line(known_on="2026-09-29", stay_until="2027-01-15", card={**CARD, "valid_until": "2027-01-15"})
    for _ in range(2):
        day_of(path, post, LAST - timedelta(days=2), later)
    (moved,) = post.about("moved from 2026-10-01 to 2027-01-15")
    assert "2026-10-01から2027-01-15に変わりました" in moved.body
    day_of(path, post, date(2027, 1, 10), later)
    assert len(post.about("last day of the period of stay: 2027-01-15 (5 days left)")) == 1


def test_what_is_no_longer_due_is_told_once(path: Path, post: Post) -> None:
    day_of(path, post, LAST - timedelta(days=5))
    card = {"issued_on": "2026-09-28", "valid_until": "2033-09-28"}
    without_end = line(known_on="2026-09-28", status="permanent_resident", stay_until=None, card=card)
    for _ in range(2):
        day_of(path, post, LAST - timedelta(days=2), without_end)
    assert len(post.about("last day of the period of stay (2026-10-01): no longer due")) == 1


def test_somebody_who_left_the_file_is_forgotten_and_told_nothing(path: Path, post: Post) -> None:
    day_of(path, post, LAST - timedelta(days=5), line(), line("person-2"))
    count = len(post.sent)
    day_of(path, post, LAST - timedelta(days=4), line())
    assert len(post.sent) == count
    assert "person-2" not in path.read_text("utf-8")


def test_who_it_is_stays_out_of_subjects_and_messages(path: Path, post: Post) -> None:
    day_of(path, post, LAST - timedelta(days=5), line(nationality="VNM", municipality="131016"))
    assert post.sent
    assert {one.subject for one in post.sent} == {"期日のお知らせ / A date to look at"}
    kept = path.read_text("utf-8")
    for one in post.sent:
        for secret in ("1994", "VNM", "131016", "student", "留学"):
            assert secret not in one.body + one.subject + one.id + kept


def test_what_did_not_go_out_goes_out_the_next_day(path: Path, post: Post) -> None:
    post.out_of_order = True
    first = day_of(path, post, LAST - timedelta(days=5))
    assert (first.sent, first.failed) == (0, 2)
    post.out_of_order = False
    second = day_of(path, post, LAST - timedelta(days=4))
    assert (second.sent, second.failed, len(post.sent)) == (2, 0, 2)


def test_killed_while_sending_it_is_said_and_not_sent_again(path: Path, post: Post) -> None:
    class Killed(BaseException):
        pass

    def kill(message: Message) -> None:
        post.sent.append(message)
        raise Killed

    with pytest.raises(Killed):
        reminder.run([line()], Memory(path), kill, on=LAST - timedelta(days=5))
    (gone_out,) = post.sent
    again = day_of(path, post, LAST - timedelta(days=5))
    assert again.uncertain == (gone_out.id,)
    assert [one.id for one in post.sent].count(gone_out.id) == 1
    assert day_of(path, post, LAST - timedelta(days=5)).uncertain == ()


@pytest.mark.parametrize(
    "bad",
    [
        "PLANTEDMARKER",
        b"\xff\xfe PLANTEDMARKER",
        line().encode().replace(b"person-1", b"PLANTED\xed\xa0\x80"),
        line("PLANTED\ud800"),
        line("PLANTED\n"),
        line(""),
        "[]",
        '{"key": "x"}',
        json.dumps({"key": "x", "known_on": "PLANTEDMARKER", "facts": FACTS}),
        json.dumps({"key": 1, "known_on": "2026-05-01", "facts": FACTS}),
        json.dumps({"key": "x", "known_on": "2026-05-01", "facts": {**FACTS, "tokutei": "facts/2"}}),
        json.dumps({"key": "x", "known_on": "2026-05-01", "facts": {**FACTS, "PLANTEDMARKER": 1}}),
        json.dumps({"key": "x", "known_on": "2026-05-01", "facts": "PLANTEDMARKER"}),
        json.dumps({"key": "x", "known_on": "2999-05-01", "facts": FACTS}),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_reminded(path: Path, post: Post, bad: str | bytes) -> None:
    on = LAST - timedelta(days=5)
    outcome = day_of(path, post, on, line(), bad, line("person-3"))
    (said,) = outcome.refused
    assert said.startswith("line 2: ")
    assert "PLANTED" not in said.upper()
    assert {one.key for one in post.sent} == {"person-1", "person-3"}


def test_a_line_that_cannot_be_read_today_makes_nobody_forgotten(path: Path, post: Post) -> None:
    day_of(path, post, LAST - timedelta(days=5))
    day_of(path, post, LAST - timedelta(days=4), "damaged")
    assert not post.about("no longer due")
    count = len(post.sent)
    day_of(path, post, LAST - timedelta(days=3))
    assert len(post.sent) == count


@pytest.mark.parametrize(
    "held", ["", "{", "[]", '{"kind": "other"}', '{"things": {"x": {}}}', '{"sending": 1}']
)
def test_a_damaged_memory_is_refused_and_left_as_it_is(path: Path, held: str) -> None:
    path.write_text(held, "utf-8")
    with pytest.raises(DocumentError):
        Memory(path)
    assert path.read_text("utf-8") == held


def test_the_memory_is_written_whole(path: Path, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    day_of(path, post, LAST - timedelta(days=20))
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError

    monkeypatch.setattr(os, "fsync", full)
    count = len(post.sent)
    with pytest.raises(FileError):
        day_of(path, post, LAST - timedelta(days=5))
    assert path.read_bytes() == before
    assert len(post.sent) == count  # what cannot be remembered is not sent
    assert Memory(path).things
    assert path.stat().st_mode & 0o077 == 0
    assert list(path.parent.iterdir()) == [path]


def test_it_is_a_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people, memory = tmp_path / "people.jsonl", tmp_path / "memory.json"
    people.write_text(f"{line()}\n\n{line('person-2')}\n", "utf-8")
    arguments = [str(people), str(memory), "--on", "2026-09-28"]
    assert reminder.main(arguments) == 0
    assert "4 sent, 0 not sent" in capsys.readouterr().out
    assert reminder.main(arguments) == 0
    assert capsys.readouterr() == ("0 sent, 0 not sent\n", "")
    people.write_text("{}\n", "utf-8")
    assert reminder.main(arguments) == 1
    assert capsys.readouterr().err.startswith("line 1: facts: ")
    memory.write_text("{}}", "utf-8")
    assert reminder.main(arguments) == 2
    assert reminder.main([str(tmp_path / "nobody"), str(tmp_path / "new"), "--on", "2026-09-28"]) == 2
    assert {one.name for one in tmp_path.iterdir()} == {"people.jsonl", "memory.json"}


def test_two_lines_with_one_key_are_named_and_neither_is_used(path: Path, post: Post) -> None:
    on = LAST - timedelta(days=5)
    day_of(path, post, LAST - timedelta(days=30), line())
    before = list(post.sent)
    later = line(stay_until="2027-01-15", card={**CARD, "valid_until": "2027-01-15"})
    outcome = day_of(path, post, on, line(), "{}", line("person-3"), later)
    assert [one.partition(":")[0] for one in outcome.refused] == ["line 1", "line 2", "line 4"]
    assert outcome.refused[0].endswith("one key on lines 1 and 4: none of them is used")
    assert "person" not in "".join(outcome.refused)
    assert {one.key for one in post.sent[len(before) :]} == {"person-3"}
    day_of(path, post, on, line(), line("person-3"))  # nothing was forgotten meanwhile
    assert len(post.about("last day of the period of stay: 2026-10-01 (5 days left)")) == 2


def test_lines_are_counted_as_an_editor_counts_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "people.jsonl"
    odd = line("person-2").replace("{", "{\r", 1)  # white space to JSON, and no end of a line here
    text = f"\ufeff{line()}\r\n\n  \n{odd}\n"
    people.write_bytes(text.encode() + b"\xff\n" + line("p\u2028q").replace("\\u2028", "\u2028").encode())
    assert reminder.main([str(people), str(tmp_path / "memory.json"), "--on", "2026-09-28"]) == 1
    out, err = capsys.readouterr()
    assert "4 sent, 0 not sent" in out
    assert [one.partition(": ")[0] for one in err.splitlines()] == ["line 5", "line 6"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full: run on Linux")
@pytest.mark.parametrize("output", ["> /dev/full", ">&-", "| true"])
def test_what_nobody_saw_is_tried_again(tmp_path: Path, output: str) -> None:
    people, memory, status = (tmp_path / name for name in ("people.jsonl", "memory.json", "status"))
    people.write_text(line(), "utf-8")
    program = f"{sys.executable} -W error examples/renewal_reminder.py {people} {memory} --on 2026-09-28"
    # By the time that it prints into a pipe nobody reads any more.
    whole = f"(sleep 0.3; {program}; echo $? > {status}) {output}"
    first = subprocess.run(["/bin/sh", "-c", whole], cwd=ROOT, capture_output=True, check=False)  # noqa: S603
    assert (first.stderr, status.read_text("utf-8")) == (b"", "1\n")
    second = subprocess.run(["/bin/sh", "-c", program], cwd=ROOT, capture_output=True, check=False)  # noqa: S603
    assert b"2 sent, 0 not sent" in second.stdout


def test_what_an_output_cannot_show_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "people.jsonl").write_text(line(), "utf-8")
    done = subprocess.run(  # noqa: S603
        [
            *(sys.executable, "-W", "error", "examples/renewal_reminder.py"),
            *(str(tmp_path / "people.jsonl"), str(tmp_path / "memory.json"), "--on", "2026-09-28"),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, b"0 sent, 2 not sent\n", b"")


def test_a_memory_that_is_a_link_stays_one(tmp_path: Path, path: Path, post: Post) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    path.symlink_to(elsewhere)
    day_of(path, post, LAST - timedelta(days=5))
    assert path.is_symlink()
    assert Memory(elsewhere).things


def test_the_demonstration_shows_four_days() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "examples/renewal_reminder.py"],
        cwd=ROOT,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"moved from 2026-10-01 to 2028-10-01" in done.stdout
    assert b"1994" not in done.stdout
