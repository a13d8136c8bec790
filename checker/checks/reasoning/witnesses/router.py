"""What the router says of its own line. Pure. Remarks: `line-down`, `line-up`."""

from collections.abc import Iterator

from checker.checks.reasoning.witness import Place, Protocol, Traffic, TrafficOutcome, Witness
from checker.model.observation import Observations

_LINE = Traffic(protocol=Protocol.SYSTEM, end=Place.PROVIDER)


def router_witnesses(observations: Observations) -> Iterator[Witness]:
    """Its answer reached this PC; of its line it is a witness of its own, as far as its values agree."""
    if observations["told"].value is not True:
        return
    yield Witness(
        outcome=TrafficOutcome.PASSED,
        traffic=Traffic(protocol=Protocol.HTTP, end=Place.ROUTER),
        reached=Place.ROUTER,
        source="router-status",
        evidence=("told",),
    )
    line, connected = observations["line.up"].value, observations["connected"].value
    evidence = ("line.up", "connected")
    if line is False and connected is False:
        yield Witness(
            outcome=TrafficOutcome.LOST,
            traffic=_LINE,
            reached=Place.ROUTER,
            source="router-status",
            evidence=evidence,
            remark="line-down",
        )
    elif connected is True:
        yield Witness(
            outcome=TrafficOutcome.PASSED,
            traffic=_LINE,
            reached=Place.PROVIDER,
            source="router-status",
            evidence=evidence,
            remark="line-up",
        )
