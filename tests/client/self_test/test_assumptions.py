"""The list is one list: each assumption once, with its source, its place in the code, and its row in the README."""

import re
from pathlib import Path

import pytest

import checker
from checker.client.self_test import table
from checker.client.self_test.assumption import Assumption, Confirmation, Reach
from checker.client.self_test.assumptions import ASSUMPTIONS
from checker.model.systems import SYSTEMS

PROGRAM = Path(checker.__file__).parent
ID = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+")


def test_each_stands_once() -> None:
    ids = [assumption.id for assumption in ASSUMPTIONS]
    assert len(set(ids)) == len(ids)
    assert all(ID.fullmatch(identifier) for identifier in ids)


@pytest.mark.parametrize("assumption", ASSUMPTIONS, ids=lambda assumption: assumption.id)
def test_each_says_what_and_where_and_who_says_so(assumption: Assumption) -> None:
    assert assumption.expected.endswith(".")
    assert assumption.source
    assert assumption.confirmed
    assert assumption.systems
    assert assumption.where
    assert not [file for file in assumption.where if not (PROGRAM / file).is_file()]


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_has_some_that_need_no_network(system: str) -> None:
    here = [assumption for assumption in ASSUMPTIONS if system in assumption.systems]
    assert len([assumption for assumption in here if assumption.reach is Reach.PC]) > 35
    assert {assumption.id.partition(".")[0] for assumption in here} >= {
        "clock",
        "tcp",
        "udp",
        "dns",
        "files",
        "network",
        "devices",
    }


def test_what_ran_on_linux_is_measured_on_linux() -> None:
    assert not [
        assumption.id
        for assumption in ASSUMPTIONS
        if Confirmation.LINUX in assumption.confirmed and "linux" not in assumption.systems
    ]


def test_the_readme_holds_the_list() -> None:
    page = table.stored_page()
    assert page == table.page_with_table(page), "run python3 -m checker.client.self_test.table"
    assert all(f"`{assumption.id}`" in page for assumption in ASSUMPTIONS)


def test_a_list_that_changed_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "README.md").write_text("# Head\n<!-- begin of the table -->\nold\n<!-- end of the table -->\ntail\n")
    monkeypatch.setattr(table, "__file__", str(tmp_path / "table.py"))
    monkeypatch.setattr(table, "stored_page", (tmp_path / "README.md").read_text)
    table.main()
    written = (tmp_path / "README.md").read_text()
    assert "\nold\n" not in written
    assert written.startswith("# Head\n")
    assert written.endswith("tail\n")
    assert ASSUMPTIONS[0].expected in written
