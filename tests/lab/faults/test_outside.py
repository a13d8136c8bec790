"""Faults from a folder are taken in by the interface that README.md describes."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lab.faults.kinds.every import FAULTS
from tests.lab.faults.outside import outside_faults
from tests.lab.faults.truth.injected import Scope

README = Path(__file__).with_name("README.md").read_text("utf-8")


@pytest.fixture(autouse=True)
def faults_as_before() -> Iterator[None]:
    names = set(FAULTS)
    yield
    for name in set(FAULTS) - names:
        del FAULTS[name]
    for module in [name for name in sys.modules if name.startswith("outside_faults_")]:
        del sys.modules[module]


def test_the_example_of_the_readme(tmp_path: Path) -> None:
    match = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert match
    (tmp_path / "mine.py").write_text(match[1])
    assert outside_faults(tmp_path) == ["openvpn-dropped-by-the-router"]
    made = FAULTS["openvpn-dropped-by-the-router"]
    assert made.cause is None and not made.layout.ipv6
    assert made.injected[0].scope == Scope(protocols=("udp",), ports=(1194,))


def test_a_file_may_import_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "a_words.py").write_text("SENTENCE = 'The desk is gone.'\n")
    (tmp_path / "b.py").write_text(
        "import a_words\n"
        "from tests.lab.faults.outside import Injected, broken_by\n"
        "@broken_by(a_words.SENTENCE, Injected('desk', 'down', 'it-firm'))\n"
        "def desk_gone(town):\n    town.internet.drop('desk')\n"
    )
    assert outside_faults(tmp_path) == ["desk-gone"]


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        outside_faults(tmp_path)


@pytest.mark.parametrize(
    "word", ["timed", "bridge_rules", "rules", "resolver", "start_dns", "key_file", "folder", "on"]
)
def test_what_the_readme_promises_is_there(word: str) -> None:
    source = Path(__file__).with_name("town.py").read_text("utf-8")
    assert f"{word}(" in README or f"`{word}" in README
    assert f"def {word}(" in source or f"self.{word}:" in source
