"""Names in the code are those of the glossary in checker/ARCHITECTURE.md: no retired word, no class name twice."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "checker" / "ARCHITECTURE.md").read_text("utf-8")
SOURCES = sorted(
    file
    for folder in ("checker", "build", "tests")
    for file in (ROOT / folder).rglob("*.py")
    if "migrations" not in file.parts
)
FRAMEWORK_NAMES = {"Command", "Migration"}


def _rows(heading: str) -> list[list[str]]:
    """The rows of the table behind the bold heading, without its head."""
    lines = iter(PAGE.splitlines()[PAGE[: PAGE.index(f"**{heading}")].count("\n") :])
    table: list[str] = []
    for line in lines:
        if line.startswith("|"):
            table.append(line)
        elif table:
            break
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


RETIRED = {word.strip() for row in _rows("Retired words") for word in row[0].split(",")}
EXCEPTIONS = {(file, word) for words, file, _ in _rows("Exceptions") for word in re.findall(r"`(\w+)`", words)}


def defined_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that the code defines: class, function, argument, variable, attribute, error."""
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name, node.lineno
            case ast.arg(arg=name):
                yield name, node.lineno
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node.lineno
            case ast.ExceptHandler(name=str(name)):
                yield name, node.lineno
            case _:
                pass


def retired_names(source: str, file: str) -> list[str]:
    """`file:line name` of every definition by a retired word."""
    return [
        f"{file}:{line} {name}"
        for name, line in defined_names(ast.parse(source))
        if name.strip("_").lower() in RETIRED and (file, name.strip("_").lower()) not in EXCEPTIONS
    ]


def test_no_retired_word_names_anything() -> None:
    hits = [hit for file in SOURCES for hit in retired_names(file.read_text("utf-8"), str(file.relative_to(ROOT)))]
    assert not hits, "\n".join(hits)


@pytest.mark.parametrize(
    "source",
    [
        "def told(): ...",
        "class Seen: ...",
        "for one in x: ...",
        "def f(kept): ...",
        "self._found = 1",
        "[said for said in x]",
        "try: ...\nexcept OSError as lost: ...",
        "with x as way: ...",
    ],
)
def test_a_retired_word_is_found_wherever_it_is_defined(source: str) -> None:
    assert len(retired_names(source, "x.py")) == 1


def test_every_exception_is_still_needed() -> None:
    for file, word in EXCEPTIONS:
        names = {name.strip("_").lower() for name, _ in defined_names(ast.parse((ROOT / file).read_text("utf-8")))}
        assert word in names, f"{file} defines no {word} any more"
    assert all(reason for _, _, reason in _rows("Exceptions"))


def test_no_two_public_classes_share_a_name() -> None:
    files_by_name: dict[str, list[str]] = defaultdict(list)
    for file in (ROOT / "checker").rglob("*.py"):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                files_by_name[node.name].append(str(file.relative_to(ROOT)))
    twice = {name: files for name, files in files_by_name.items() if len(files) > 1 and name not in FRAMEWORK_NAMES}
    assert not twice
