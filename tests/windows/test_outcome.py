"""pytest's last line and exit code become one word; a run that breaks off is never clean."""

import pytest

from tests.windows.outcome import BROKEN, CLEAN, FAILING, NOT_COLLECTABLE, Outcome, outcome_of, table

FAILED = """
=========================== short test summary info ===========================
FAILED tests/a/test_b.py::test_c[1 - x] - AssertionError: assert 1 == 2
ERROR tests/a/test_b.py::test_d - OSError: gone
1 failed, 4 passed, 2 skipped, 1 error in 3.50s
"""
NOT_COLLECTED = """
ERROR tests/a/test_b.py - ModuleNotFoundError: No module named 'fcntl'
!!!!!!!!!!!!!!!!!!! Interrupted: 1 error during collection !!!!!!!!!!!!!!!!!!!!
1 error in 0.52s
"""


@pytest.mark.parametrize(
    ("code", "output", "outcome"),
    [
        (0, "..\n2 passed, 1 skipped, 3 deselected in 1.20s\n", Outcome(CLEAN, passed=2, skipped=1)),
        (5, "3 deselected in 0.10s\n", Outcome(CLEAN)),
        (2, NOT_COLLECTED, Outcome(NOT_COLLECTABLE, failed=1, tests=["tests/a/test_b.py"])),
        (3221225477, "Fatal Python error: access violation\n", Outcome(BROKEN)),
        (1, "....\nTimeout\n", Outcome(BROKEN)),
    ],
)
def test_outcomes(code: int, output: str, outcome: Outcome) -> None:
    assert outcome_of(code, output) == outcome


def test_failed_tests_are_named() -> None:
    outcome = outcome_of(1, FAILED)
    assert (outcome.kind, outcome.passed, outcome.failed, outcome.skipped) == (FAILING, 4, 2, 2)
    assert outcome.tests == ["tests/a/test_b.py::test_c[1 - x]", "tests/a/test_b.py::test_d"]
    text = table({"tests/a/test_b.py": outcome, "tests/a/test_e.py": Outcome(CLEAN, passed=3)})
    assert "    tests/a/test_b.py::test_d\n" in text
    assert text.endswith("2 files: 1 clean, 1 failing\nTests: 7 passed, 2 failed, 2 skipped")
