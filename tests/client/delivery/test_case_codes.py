"""The code of a trouble stays on this PC for its days, is written when a report leaves, and never stops anything."""

import datetime
import json
from pathlib import Path

import pytest

from checker.client.delivery.case_codes import MAX_CUSTOMERS, CaseCodes
from checker.client.environment.data_directory import DataDirectory
from checker.model.privacy import CASE_CODE_DAYS


@pytest.fixture
def directory(tmp_path: Path) -> DataDirectory:
    return DataDirectory(tmp_path / "home")


def sent_before(directory: DataDirectory, days: float) -> str:
    """A code that was last sent so many days ago."""
    codes = CaseCodes(directory)
    codes.keep("ACME")
    cases = json.loads(directory.cases.read_bytes())
    cases["cases"]["ACME"]["sent"] = (datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)).isoformat()
    directory.cases.write_text(json.dumps(cases))
    return codes.current("ACME")


def test_nothing_is_written_before_a_report_leaves(directory: DataDirectory) -> None:
    codes = CaseCodes(directory)
    assert codes.current("ACME") == codes.current("ACME") != codes.current("OTHER")
    assert not directory.cases.exists()
    codes.keep("ACME")
    assert set(json.loads(directory.cases.read_bytes())["cases"]) == {"ACME"}
    assert directory.cases in directory.entries, "removing the program removes it"


@pytest.mark.parametrize(("days", "same"), [(CASE_CODE_DAYS - 0.1, True), (CASE_CODE_DAYS + 0.1, False), (-1, False)])
def test_the_next_start_goes_on_with_it_within_its_days(directory: DataDirectory, days: float, same: bool) -> None:
    code = sent_before(directory, days)
    assert (CaseCodes(directory).current("ACME") == code) is same


def test_another_trouble_replaces_it(directory: DataDirectory) -> None:
    first = sent_before(directory, 1)
    codes = CaseCodes(directory)
    second = codes.begin("ACME")
    assert CaseCodes(directory).current("ACME") == first, "as long as nothing was sent about it"
    codes.keep("ACME")
    assert CaseCodes(directory).current("ACME") == second != first


def test_what_was_taken_for_another_trouble_can_be_the_last_one_after_all(directory: DataDirectory) -> None:
    assert CaseCodes(directory).last_sent("ACME") == "", "nothing was ever sent"
    first = sent_before(directory, 1)
    codes = CaseCodes(directory)
    assert codes.begin("ACME") != first == codes.last_sent("ACME")
    assert codes.resume("ACME") == first
    assert codes.resume("OTHER") == codes.current("OTHER"), "without a last one it stays what it is"


def test_where_nothing_can_be_kept_each_start_is_its_own(directory: DataDirectory) -> None:
    directory.home.write_text("a file in the folder's place")
    codes = CaseCodes(directory)
    codes.keep("ACME")
    assert len(codes.current("ACME")) == 32


def test_a_damaged_file_is_put_aside_and_many_customers_do_not_pile_up(directory: DataDirectory) -> None:
    sent_before(directory, 1)
    directory.cases.write_text("{damaged")
    codes = CaseCodes(directory)
    for number in range(MAX_CUSTOMERS + 3):
        codes.keep(f"C{number}")
    assert len(json.loads(directory.cases.read_bytes())["cases"]) == MAX_CUSTOMERS
    assert list(directory.damaged.iterdir())
