"""What the line's measurement saw of waiting: at home, and on the whole way. Pure.

Remarks: `queue` of packets on the whole way that wait while the line is full; `home-queue` of the router's own answers,
where they wait as long.
"""

from collections.abc import Iterator

from checker.checks.line.diagnose.queue_place import QueuePlace, queue_place
from checker.checks.line.direction import Direction
from checker.checks.reasoning.witness import Place, Protocol, Traffic, TrafficOutcome, Witness, make_witness
from checker.model.observation import Observations

_ROUTER = Traffic(protocol=Protocol.ICMP, end=Place.ROUTER)
_SERVER = Traffic(protocol=Protocol.UDP, end=Place.DESK)


def line_witnesses(observations: Observations) -> Iterator[Witness]:
    """Of each direction whose queue was located."""
    for direction in Direction:
        place = queue_place(observations, direction)
        if place is QueuePlace.UNKNOWN:
            continue
        evidence = ("router.latency", f"{direction}.router.latency")
        yield make_witness(
            TrafficOutcome.SLOW, _SERVER, None, f"train-{direction}", f"{direction}.latency", remark="queue"
        )
        if place is QueuePlace.BEYOND:
            yield make_witness(TrafficOutcome.PASSED, _ROUTER, Place.ROUTER, f"router-{direction}", *evidence)
        else:
            yield make_witness(
                TrafficOutcome.SLOW, _ROUTER, None, f"router-{direction}", *evidence, remark="home-queue"
            )
