"""The rooms nest: no crowded folder, few modules that only a neighbour needs, no import in a circle."""

from collections import defaultdict
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECKER = ROOT / "checker"
MOST_FILES = 20
MOST_PRIVATE_SHARE = 0.15
"""Of all modules, those that one module alone imports and that lies in the same folder."""


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("checker", cache_dir=None)


def test_no_folder_is_crowded() -> None:
    counts = defaultdict(int)
    for file in CHECKER.rglob("*.py"):
        counts[str(file.parent.relative_to(ROOT))] += 1
    crowded = {folder: count for folder, count in counts.items() if count > MOST_FILES}
    assert not crowded


def test_every_folder_of_code_says_what_it_is() -> None:
    for page in CHECKER.rglob("__init__.py"):
        if {"migrations", "formats"} & set(page.parts) or page.parent.name in {
            "management",
            "commands",
            "templatetags",
        }:
            continue
        assert page.read_text("utf-8").startswith('"""'), f"{page.relative_to(ROOT)} has no sentence"


def test_few_modules_serve_one_neighbour_alone(imports: grimp.ImportGraph) -> None:
    modules = [module for module in imports.modules if _file(module).is_file() and "migrations" not in module]
    private = []
    for module in modules:
        importers = imports.find_modules_that_directly_import(module)
        if len(importers) == 1 and _folder(next(iter(importers))) == _folder(module):
            private.append(module)
    print(f"{len(private)} of {len(modules)} modules have one importer, in their own folder")
    assert len(private) < MOST_PRIVATE_SHARE * len(modules), "\n".join(sorted(private))


def test_no_import_goes_in_a_circle(imports: grimp.ImportGraph) -> None:
    assert not [sorted(circle) for circle in _circles(imports)]


def _file(module: str) -> Path:
    return ROOT / Path(*module.split(".")).with_suffix(".py")


def _folder(module: str) -> Path:
    file = _file(module)
    return file.parent if file.is_file() else file.with_suffix("")


def _circles(imports: grimp.ImportGraph) -> list[set[str]]:
    """Modules that reach each other (Tarjan, 1972), imports inside functions included."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    circles: list[set[str]] = []

    def visit(module: str) -> None:
        order[module] = low[module] = len(order)
        stack.append(module)
        for imported in imports.find_modules_directly_imported_by(module):
            if imported not in order:
                visit(imported)
            if imported in stack:
                low[module] = min(low[module], low[imported])
        if low[module] == order[module]:
            cut = stack.index(module)
            circle = set(stack[cut:])
            del stack[cut:]
            if len(circle) > 1:
                circles.append(circle)

    for module in sorted(imports.modules):
        if module not in order:
            visit(module)
    return circles
