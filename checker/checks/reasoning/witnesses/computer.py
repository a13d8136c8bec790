"""What the check of the computer says about the way: its clock. Pure.

Remarks: `clock`.
"""

from collections.abc import Iterator

from checker.checks.computer.diagnose import is_clock_wrong
from checker.checks.reasoning.witness import Place, Protocol, Traffic, TrafficOutcome, Witness
from checker.model.observation import Observations


def computer_witnesses(observations: Observations) -> Iterator[Witness]:
    """A clock that is compared with a server's is right, or it alters what every certificate's dates mean here."""
    if observations.number("clock.offset") is None:
        return
    outcome = TrafficOutcome.ALTERED if is_clock_wrong(observations) else TrafficOutcome.PASSED
    yield Witness(
        outcome=outcome,
        traffic=Traffic(protocol=Protocol.SYSTEM, end=Place.PC),
        reached=Place.PC,
        source="clock",
        evidence=("clock.offset",),
        remark="clock",
    )
