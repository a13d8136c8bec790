"""Every check is of the one shape, complete, and told to whoever reads of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from checker.checks.registry import NAMES, check, checks, modules, selected_checks
from checker.checks.schema import SCHEMAS, schema_text, stored_schema

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = [
    "What it tests",
    "Preconditions",
    "Impact",
    "Inputs",
    "Description",
    "Output",
    "Conclusions",
    "Sample",
    "Privacy",
    "Not yet confirmed",
]


@pytest.mark.parametrize("name", NAMES)
def test_readme_has_its_sections(name: str) -> None:
    path = ROOT / "checker" / "checks" / name / "README.md"
    title, *_ = page = path.read_text("utf-8").splitlines()
    assert title == f"# {name}", f"{path}: the first line names the check"
    headings = [line.removeprefix("## ") for line in page if line.startswith("## ")]
    assert headings == HEADINGS, f"{path}: the headings, in this order"


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_is_declared_once_and_lies_in_an_allowed_group(name: str) -> None:
    check_ = check(name)
    names = [fact.name for fact in check_.facts]
    assert len(names) == len(set(names))
    assert {fact.group for fact in check_.facts} <= {*check_.groups, *check_.optional_groups}
    assert all(fact.meaning.de and fact.meaning.en for fact in check_.facts)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_table_of_needs_is_a_need(name: str) -> None:
    check(name).need()


def test_every_module_that_is_imported_by_name_exists() -> None:
    for module in modules():
        path = ROOT / Path(*module.split("."))
        assert path.with_suffix(".py").exists() or (path / "__init__.py").exists(), module


def test_the_schemas_are_written_by_a_bare_python_too() -> None:
    python = sys._base_executable  # type: ignore[attr-defined] - the one that .venv was made of
    command = [python, "-m", "checker.checks.schema"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_who_watches_the_others_has_more_time_than_any_of_them() -> None:
    longest = max(check_.deadline_s for check_ in selected_checks().values() if not check_.lingers)
    assert all(check_.deadline_s > longest for check_ in checks().values() if check_.lingers)


@pytest.mark.parametrize("name", SCHEMAS)
def test_kept_schema_is_the_structs_own(name: str) -> None:
    assert stored_schema(name) == schema_text(name), "run: python3 -m checker.checks.schema"
