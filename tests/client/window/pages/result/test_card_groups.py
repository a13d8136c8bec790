"""What became of a finding that was checked again."""

import pytest

from checker.client.window.pages.result.card_groups import RecheckOutcome, compare_recheck, gone_items
from checker.model.finding import Finding, Level
from checker.show.findings import affected_check

CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
CLOCK_LESS = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 3})
BATTERY = Finding(code="computer.battery-low", level=Level.WARNING, values={"percent": 9})
FINE = Finding(code="computer.fine", level=Level.OK)
RESTART = Finding(code="computer.restart-due", level=Level.NOTE, values={"days": 20})
TIMED_OUT = Finding(code="run.timed-out", level=Level.UNKNOWN, subject="computer")
CAMERA = Finding(code="run.not-allowed", level=Level.UNKNOWN, subject="camera")


@pytest.mark.parametrize(
    ("now", "change"),
    [
        ((FINE,), RecheckOutcome.SETTLED),
        ((RESTART,), RecheckOutcome.SETTLED),
        ((FINE, CAMERA), RecheckOutcome.SETTLED),
        ((CLOCK,), RecheckOutcome.SAME),
        ((CLOCK_LESS,), RecheckOutcome.CHANGED),
        ((BATTERY,), RecheckOutcome.CHANGED),
        ((TIMED_OUT,), RecheckOutcome.CHANGED),
    ],
)
def test_what_checking_again_brought(now: tuple[Finding, ...], change: RecheckOutcome) -> None:
    assert compare_recheck(CLOCK, now).outcome is change


def test_a_check_that_was_cut_off_is_compared_with_what_it_finds_now() -> None:
    assert affected_check(CAMERA) == "camera"
    compared = compare_recheck(TIMED_OUT, (FINE, CAMERA))
    assert compared.now == (FINE,)
    assert compared.outcome is RecheckOutcome.SETTLED


def test_only_what_no_longer_stands_is_gone() -> None:
    gone = compare_recheck(CLOCK, (FINE,))
    assert [item.root.finding for item in gone_items((gone, compare_recheck(BATTERY, (BATTERY,))))] == [CLOCK]
    assert gone_items((gone,))[0].is_gone
