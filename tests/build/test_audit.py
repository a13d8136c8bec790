"""Known weaknesses are looked up for every package, and a look-up that did not happen is not one that found nothing."""

import json
import re
from pathlib import Path

import pytest

import audit


def test_every_locked_package_is_looked_up() -> None:
    pins = audit.locked_pins()
    for name in audit.LOCKED:
        lines = (audit.REQUIREMENTS / name).read_text("utf-8").splitlines()
        locked = [re.split(r"[\s;\\]", line)[0] for line in lines if re.match(r"[A-Za-z0-9]", line)]
        assert locked
        assert set(locked) <= set(pins)


def test_of_a_bill_what_is_from_pypi(tmp_path: Path) -> None:
    bill = tmp_path / "a.cdx.json"
    parts = [{"purl": "pkg:pypi/msgspec@0.19.0"}, {"purl": "pkg:generic/qt@6"}, {"name": "no purl"}]
    bill.write_text(json.dumps({"components": parts}))
    assert audit.billed_pins([bill]) == ["msgspec==0.19.0"]
    bill.write_text(json.dumps({"components": parts[1:]}))
    with pytest.raises(SystemExit):
        audit.billed_pins([bill])


@pytest.mark.parametrize(
    ("code", "err", "expected"),
    [
        (0, "No known vulnerabilities found\n", 0),
        (1, "Found 2 known vulnerabilities in 1 package\n", audit.EXIT_WEAK),
        (1, "Traceback\nrequests.exceptions.ConnectionError: no such name\n", audit.EXIT_NOT_LOOKED_UP),
        (1, "ERROR:pip_audit._cli:pip_audit._service.interface.ServiceError: 503\n", audit.EXIT_NOT_LOOKED_UP),
        (1, "ERROR: invalid requirement\n", audit.EXIT_FAILED),
        (1, "", audit.EXIT_FAILED),
    ],
)
def test_what_an_end_means(code: int, err: str, expected: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.report(code, "", err, 3) == expected
    printed = capsys.readouterr()
    assert (audit.NOT_LOOKED_UP in printed.err) is (expected == audit.EXIT_NOT_LOOKED_UP)
    assert ("none with a known weakness" in printed.out) is (expected == 0)


def test_a_package_that_was_passed_over_is_none_that_has_no_weakness(capsys: pytest.CaptureFixture[str]) -> None:
    """As pip-audit prints it where a service does not have the package, with status 0."""
    rule = "------- ----------------------------------------------"
    reason = "msgspec Dependency not found on PyPI and could not be audited: msgspec (0.19.0)"
    assert audit.report(0, f"Name    Skip Reason\n{rule}\n{reason}\n", "", 3) == audit.EXIT_NOT_LOOKED_UP
    assert capsys.readouterr().out == "2 packages, none with a known weakness. Not looked up: msgspec.\n"
