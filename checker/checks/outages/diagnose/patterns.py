"""What outages have in common, named only where chance hardly does it: rhythm, traffic, hour, address, roaming.

The one that begins at home each time is the finding of its place. Pure.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.checks.outages.outage import Outage, OutagePlace, began, find_outages, numbers_of
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observations

RHYTHM_OUTAGES = 4
RHYTHM_TOLERANCE = 0.1
"""Three intervals within a tenth of their mean: by chance in fewer than one of a hundred (a uniform split of the
time between the first and the last, 6 x 0.033^2)."""
RHYTHM_LEAST_S = 30.0
"""Below it a silence that pulses is one outage rather than a rhythm."""
BUSY_MBIT = 5.0
"""As in timeline/timeline.py: traffic that counts as much."""
LOAD_OUTAGES = 2
MAX_CHANCE = 0.01
DAY_S = 86_400.0
SAME_HOUR_S = 600.0
"""A provider that reconnects each night does so within minutes; a clock at home drifts less."""
OTHER_DAY_S = 20 * 3600.0
MOST_A_DAY = 3
"""More outages in one watch, and one of them is at the same hour as yesterday's by mere chance."""
WITH_OUTAGE_S = 90.0
"""The outside address is looked at once a minute: a change within so long after an outage came with it."""
WITH_ROAMING_S = 5.0
"""Before and after a change of access points: what is looked at every two seconds, and a silence's first requests."""
_OF_PROVIDER = (OutagePlace.LINE, OutagePlace.INTERNET, OutagePlace.BEHIND_ROUTER, OutagePlace.UNDECIDED)


def find_patterns(outages: Sequence[Outage], observations: Observations) -> Iterator[Finding]:
    """Each pattern once; outages of gateways and of the desk's own have their own reasons."""
    own = [outage for outage in outages if outage.place not in (OutagePlace.GATEWAY, OutagePlace.DESK)]
    yield from _regular(own, observations)
    yield from _under_load(own, observations)
    yield from _daily(own, observations)
    yield from _new_address(own, observations)
    yield from _roaming(own, observations)


def times_words(count: int) -> dict[str, str]:
    """How often, in both languages, as values of a sentence."""
    german = {1: "einmal", 2: "zweimal"}.get(count, f"{count}-mal")
    english = {1: "once", 2: "twice"}.get(count, f"{count} times")
    return {"times_de": german, "times_en": english}


def outage_moments(observations: Observations) -> list[int]:
    """When the outages of a run were, in seconds since 1970: what later runs are compared with."""
    moment = began(observations)
    if moment is None:
        return []
    places = (OutagePlace.GATEWAY, OutagePlace.DESK)
    outages = [outage for outage in find_outages(observations) if outage.place not in places]
    return [round(moment.timestamp() + outage.from_s) for outage in outages]


def _regular(outages: Sequence[Outage], observations: Observations) -> Iterator[Finding]:
    intervals = [second.from_s - first.from_s for first, second in pairwise(outages)]
    if len(outages) < RHYTHM_OUTAGES or min(intervals) < RHYTHM_LEAST_S:
        return
    mean_s = sum(intervals) / len(intervals)
    if all(abs(interval - mean_s) <= RHYTHM_TOLERANCE * mean_s for interval in intervals):
        yield Finding.note(
            "outages.regular",
            evidence=observations["watched"],
            sure=Sureness.LIKELY,
            count=len(outages),
            minutes=round(mean_s / 60, 1),
        )


def _under_load(outages: Sequence[Outage], observations: Observations) -> Iterator[Finding]:
    """Each began while much was moved, and much was moved for so small a part of the time that this is no chance."""
    share, loads = observations.number("load.busy"), [outage.load_mbit for outage in outages]
    if share is None or len(loads) < LOAD_OUTAGES or not all(load is not None and load > BUSY_MBIT for load in loads):
        return
    if math.pow(share / 100, len(loads)) < MAX_CHANCE:
        yield Finding.note(
            "outages.under-load", evidence=observations["load.busy"], sure=Sureness.LIKELY, count=len(loads)
        )


def _daily(outages: Sequence[Outage], observations: Observations) -> Iterator[Finding]:
    moment = began(observations)
    if moment is None or not 0 < len(outages) <= MOST_A_DAY:
        return
    now_s = moment.timestamp()
    earlier = [at_s for at_s in numbers_of(observations, "earlier.at") if now_s - at_s > OTHER_DAY_S]
    days = _days(earlier)
    for outage in outages:
        same = [day for day in days if len(day) <= MOST_A_DAY and _is_same_hour(now_s + outage.from_s, day)]
        if same:
            yield Finding.note(
                "outages.daily", evidence=observations["earlier.at"], sure=Sureness.POSSIBLE, days=len(same) + 1
            )
            return


def _days(moments: Sequence[float]) -> list[list[float]]:
    """Those of one watch together: between two watches that count lie hours."""
    days: list[list[float]] = []
    for at_s in sorted(moments):
        if days and at_s - days[-1][-1] < OTHER_DAY_S / 4:
            days[-1].append(at_s)
        else:
            days.append([at_s])
    return days


def _is_same_hour(at_s: float, day: Sequence[float]) -> bool:
    distances = [(at_s - other_s) % DAY_S for other_s in day]
    return any(min(distance, DAY_S - distance) <= SAME_HOUR_S for distance in distances)


def _new_address(outages: Sequence[Outage], observations: Observations) -> Iterator[Finding]:
    changes = numbers_of(observations, "address.changes")
    with_change = [
        outage
        for outage in outages
        if outage.place in _OF_PROVIDER
        and any(0 <= at_s - outage.from_s <= outage.seconds + WITH_OUTAGE_S for at_s in changes)
    ]
    if with_change:
        yield Finding.note(
            "outages.new-address",
            evidence=observations["address.changes"],
            sure=Sureness.LIKELY if len(with_change) > 1 else Sureness.POSSIBLE,
            count=len(with_change),
            **times_words(len(with_change)),
        )


def _roaming(outages: Sequence[Outage], observations: Observations) -> Iterator[Finding]:
    """At home, and with a change of access points each time but one at most."""
    changes = numbers_of(observations, "roaming.changes")
    at_home = [outage for outage in outages if outage.place is OutagePlace.HOME]
    roaming = [
        outage
        for outage in at_home
        if any(-WITH_ROAMING_S <= at_s - outage.from_s <= outage.seconds + WITH_ROAMING_S for at_s in changes)
    ]
    if len(roaming) > 1 and len(roaming) >= len(at_home) - 1:
        yield Finding.note(
            "outages.roaming",
            evidence=observations["roaming.changes"],
            sure=Sureness.LIKELY,
            count=len(roaming),
        )
