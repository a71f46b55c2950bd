"""A dump is loaded from a path as well; what can hold none says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tokutei import chip, testing
from tokutei.errors import ArgumentError, DocumentError


def test_a_path_is_loaded(tmp_path: Path) -> None:
    card = testing.issue_card(testing.person("engineer"), type="05")
    document = chip.dump(chip.read(card, number=card.number), face=True)
    path = tmp_path / "dump.json"
    path.write_text(document, "utf-8")
    assert chip.load(path) == chip.load(document)
    for nowhere in (tmp_path / "none", tmp_path, Path("a\0b")):
        with pytest.raises(DocumentError) as caught:
            chip.load(nowhere)
        assert caught.value.reason == "unreadable"
        assert caught.value.__context__ is None
    path.write_bytes(b" " * ((1 << 20) + 1))
    with pytest.raises(DocumentError) as caught:
        chip.load(path)
    assert caught.value.details == ("size",)
    with pytest.raises(DocumentError) as caught:
        chip.load(str(path))  # a text is the document
    assert caught.value.reason == "not_json"


@pytest.mark.parametrize("source", [None, 5, {"tokutei": "dump/1"}, ["dump"], bytearray(b"{}")])
def test_what_is_no_source_says_what_one_is(source: object) -> None:
    with pytest.raises(ArgumentError, match="as a Path") as caught:
        chip.load(source)  # type: ignore[arg-type]
    assert caught.value.reason == "document"
    assert caught.value.__context__ is None
