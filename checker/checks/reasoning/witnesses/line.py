"""What the line's measurement saw of waiting, at home and on the whole way, and of too little that came. Pure.

The subject is the direction. Remarks: `queue` of packets on the whole way that wait while the line is full;
`home-queue` of the router's own answers, where they wait as long, and `home-clear` where they do not; `rate` of the
measured rate, `rate-again` where another path brings as little, `faster` where it brings clearly more.
"""

from collections.abc import Iterator

from checker.checks.line.comparison.compared_path import OTHER_SERVERS, ComparedPath
from checker.checks.line.diagnose.compared import OUTSIDE
from checker.checks.line.diagnose.figures import lower_bound, upper_bound
from checker.checks.line.diagnose.queue_place import QueuePlace, queue_place
from checker.checks.line.diagnose.thresholds import FASTER_FACTOR
from checker.checks.line.direction import Direction
from checker.checks.reasoning.witness import Place, Protocol, Traffic, TrafficOutcome, Witness, make_witness
from checker.model.observation import Observations

_VERSIONS = {ComparedPath.IPV4: 4, ComparedPath.IPV6: 6}


def line_witnesses(observations: Observations) -> Iterator[Witness]:
    """Of each direction whose queue was located, and whose rate may be too low."""
    for direction in Direction:
        yield from _queue_witnesses(observations, direction)
        yield from _rate_witnesses(observations, direction)


def _queue_witnesses(observations: Observations, direction: Direction) -> Iterator[Witness]:
    place = queue_place(observations, direction)
    if place is QueuePlace.UNKNOWN:
        return
    server = Traffic(protocol=Protocol.UDP, end=Place.DESK, subject=direction.value)
    router = Traffic(protocol=Protocol.ICMP, end=Place.ROUTER, subject=direction.value)
    source, evidence = f"router-{direction}", ("router.latency", f"{direction}.router.latency")
    yield make_witness(TrafficOutcome.SLOW, server, None, f"train-{direction}", f"{direction}.latency", remark="queue")
    if place is QueuePlace.BEYOND:
        yield make_witness(TrafficOutcome.PASSED, router, Place.ROUTER, source, *evidence, remark="home-clear")
    else:
        yield make_witness(TrafficOutcome.SLOW, router, None, source, *evidence, remark="home-queue")


def _rate_witnesses(observations: Observations, direction: Direction) -> Iterator[Witness]:
    """A rate that was clearly enough is no witness; nor is one that a stranger's program measured."""
    best = upper_bound(observations, f"{direction}.rate")
    is_own = str(observations["method"].value).startswith("LibreSpeed")
    if best is None or not is_own or observations[f"{direction}.ended"].value == "clear":
        return
    version = int(observations.number("ip.version") or 0)
    own = Traffic(protocol=Protocol.TCP, end=Place.DESK, subject=direction.value, ip_version=version)
    yield make_witness(TrafficOutcome.SLOW, own, None, f"rate-{direction}", f"{direction}.rate", remark="rate")
    for path in OUTSIDE:
        name = f"compared.{direction}.rate"
        low, high = lower_bound(observations, name, path.value), upper_bound(observations, name, path.value)
        if low is None or high is None or low < FASTER_FACTOR * best <= high:
            continue
        end = Place.BEYOND if path in OTHER_SERVERS else Place.DESK
        other = Traffic(protocol=Protocol.TCP, end=end, subject=direction.value, ip_version=_VERSIONS.get(path, 0))
        source, evidence = f"compared-{direction}-{path.value}", f"{name}@{path.value}"
        if low >= FASTER_FACTOR * best:
            yield make_witness(TrafficOutcome.PASSED, other, end, source, evidence, remark="faster")
        else:
            yield make_witness(TrafficOutcome.SLOW, other, None, source, evidence, remark="rate-again")
