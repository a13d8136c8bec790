"""The threat model and the table of privacy: each row names tests, and these are there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAPERS = (".github/THREATS.md", "checker/client/PRIVACY.md")
_LINK = re.compile(r"\]\(([^)#]+)\)")


def _rows(paper: str) -> list[list[str]]:
    """The cells of every table's rows, without heads and rules."""
    rows: list[list[str]] = []
    is_head = True
    for line in (ROOT / paper).read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if cells and not is_head and not set(line) <= set("|- "):
            rows.append(cells)
        is_head = not cells
    return rows


def _is_there(test: str) -> bool:
    path, _, name = test.partition("::")
    file = ROOT / path
    if not name:
        return file.is_file() or any(file.rglob("test_*.py"))
    if not file.is_file():
        return False
    return name in {node.name for node in ast.walk(ast.parse(file.read_text("utf-8"))) if hasattr(node, "name")}


@pytest.mark.parametrize("paper", PAPERS)
def test_every_row_names_tests_that_are_there(paper: str) -> None:
    rows = _rows(paper)
    assert len(rows) >= 10
    for cells in rows:
        tests = [test.strip() for test in cells[-1].split(";")]
        assert all(test.startswith("tests/") for test in tests), cells
        assert not [test for test in tests if not _is_there(test)], cells


@pytest.mark.parametrize("paper", [*PAPERS, ".github/SECURITY.md"])
def test_links_lead_somewhere(paper: str) -> None:
    links = _LINK.findall((ROOT / paper).read_text("utf-8"))
    assert not [link for link in links if "://" not in link and not ((ROOT / paper).parent / link).exists()]


def test_a_row_without_its_test_is_seen() -> None:
    assert not _is_there("tests/house/test_security_papers.py::test_of_nothing")
    assert not _is_there("tests/nowhere")
