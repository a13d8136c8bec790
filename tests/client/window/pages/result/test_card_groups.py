"""Which cards there are, in which order, and what became of a finding that was checked again."""

import pytest

from checker.client.window.pages.result.card_groups import RecheckOutcome, compare_recheck, group_by_actor
from checker.knowledge.causes import Actor
from checker.model.finding import Finding, Level
from checker.show.findings import affected_check

CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
CLOCK_LESS = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 3})
BATTERY = Finding(code="computer.battery-low", level=Level.WARNING, values={"percent": 9})
MEMORY = Finding(code="computer.memory-small", level=Level.WARNING, values={"have": 4, "want": 7})
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


def test_groups_by_who_acts_the_worst_first() -> None:
    groups = group_by_actor((MEMORY, BATTERY, CLOCK, FINE, RESTART), ())
    assert [(group.actor, [item.root.finding.code for item in group.items]) for group in groups] == [
        (Actor.YOU, ["computer.clock-wrong", "computer.battery-low"]),
        (Actor.EMPLOYER, ["computer.memory-small"]),
    ]


def test_what_is_gone_stays_where_it_stood_and_says_so() -> None:
    groups = group_by_actor((MEMORY, BATTERY), (compare_recheck(CLOCK, (FINE,)),))
    assert [item.root.finding.code for item in groups[0].items] == ["computer.clock-wrong", "computer.battery-low"]
    assert [item.is_gone for item in groups[0].items] == [True, False]


def test_what_is_gone_keeps_its_group_though_nothing_else_is_in_it() -> None:
    groups = group_by_actor((FINE,), (compare_recheck(CLOCK, (FINE,)),))
    assert [(group.actor, len(group.items)) for group in groups] == [(Actor.YOU, 1)]


def test_consequences_are_folded_under_their_cause() -> None:
    follows = Finding(code="vpn.silent", level=Level.BLOCKER, subject="a", caused_by="computer.clock-wrong")
    groups = group_by_actor((follows, CLOCK), ())
    assert len(groups) == 1
    assert groups[0].items[0].root.consequences == (follows,)
