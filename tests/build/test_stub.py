"""The start program of a damaged file speaks our words, in the stubs that NSIS really has."""

from pathlib import Path

import pytest

from systems.nsis_stub import REPLACEMENTS, main_stub, replace_texts

NSIS = Path("/usr/share/nsis")
needs_nsis = pytest.mark.skipif(not (NSIS / "Stubs").exists(), reason="no NSIS: apt install nsis")


@needs_nsis
def test_every_sentence_is_there_once_it_spoke() -> None:
    before = main_stub(NSIS)[1].read_bytes()
    after = replace_texts(before)
    assert len(after) == len(before)
    for original, replacement in REPLACEMENTS.items():
        assert original.encode("utf-16-le") not in after
        assert replacement.encode("utf-16-le") + b"\0\0" in after


@needs_nsis
def test_a_stub_without_the_sentences_ends_the_build() -> None:
    with pytest.raises(SystemExit, match="does not say"):
        replace_texts(b"another program")


def test_a_64_bit_stub_is_taken_first(tmp_path: Path) -> None:
    (tmp_path / "Stubs").mkdir()
    with pytest.raises(SystemExit):
        main_stub(tmp_path)
    for target in ("x86-unicode", "amd64-unicode"):
        (tmp_path / "Stubs" / f"lzma_solid-{target}").touch()
        assert main_stub(tmp_path)[0] == target
