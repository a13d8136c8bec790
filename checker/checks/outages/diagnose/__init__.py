"""Whose the outages are, and what they have in common. A place is blamed for what was seen there alone."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from checker.checks.outages.diagnose.patterns import find_patterns, times_words
from checker.checks.outages.need import OutagesNeed
from checker.checks.outages.outage import (
    Outage,
    OutagePlace,
    asked_places,
    find_outages,
    gateway_name,
    loss_share,
    reference_place,
    silences,
    watched_minutes,
)
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observation, Observations

CODES = {
    OutagePlace.HOME: "outages.home",
    OutagePlace.LINE: "outages.line",
    OutagePlace.INTERNET: "outages.internet",
    OutagePlace.BEHIND_ROUTER: "outages.behind-router",
    OutagePlace.DESK: "outages.desk",
    OutagePlace.NAMES: "outages.names",
    OutagePlace.UNDECIDED: "outages.undecided",
    OutagePlace.GATEWAY: "outages.gateway",
}
"""The finding that says so of a place's outages, in the order in which they are said."""
LEAST_MINUTES = 5.0
"""Less says nothing of what comes and goes: whoever has an outage an hour sees none in nine of ten such times."""
LOSSY_SHARE = 0.02
"""Of the requests to the desk, between the outages: above 1 to 2 % calls suffer (Microsoft Teams: below 1 %)."""
LOSSY_MISSES = 12
"""Requests: the 2 % of ten minutes, so that a few lost ones prove nothing."""
_IN_MINUTES_S = 120.0


def diagnose(observations: Observations, _need: OutagesNeed) -> Iterator[Finding]:
    """One finding for each place that broke, then what the outages have in common; or that there was none."""
    if not asked_places(observations) or not observations.has("watched"):
        yield Finding.unknown("outages.not-measured", evidence=_evidence(observations), minutes=0)
        return
    outages = find_outages(observations)
    for place, code in CODES.items():
        own = [outage for outage in outages if outage.place is place]
        if own and place is not OutagePlace.GATEWAY:
            yield _finding(code, own, observations)
    for subject in dict.fromkeys(outage.subject for outage in outages if outage.subject):
        own = [outage for outage in outages if outage.subject == subject]
        name = gateway_name(observations, subject)
        yield _finding(CODES[OutagePlace.GATEWAY], own, observations, subject=subject, name=name)
    yield from find_patterns(outages, observations)
    if not any(outage.place is not OutagePlace.GATEWAY for outage in outages):
        yield _calm(observations)


def advise(findings: Collection[Finding], observations_by_check: Mapping[str, Observations]) -> Finding | None:
    """Where nothing but outages was looked at, what works today is not known."""
    if set(observations_by_check) != {"outages"} or not findings:
        return None
    return Finding.unknown("outages.check-missing", sure=Sureness.CERTAIN)


def _finding(
    code: str, outages: Sequence[Outage], observations: Observations, subject: str = "", **values: str
) -> Finding:
    sealed = sum(outage.is_sealed for outage in outages)
    longest = max(outage.seconds for outage in outages)
    make = Finding.note if code == CODES[OutagePlace.DESK] else Finding.warning
    sure = Sureness.CERTAIN if sealed else Sureness.LIKELY if len(outages) > 1 else Sureness.POSSIBLE
    return make(
        code,
        evidence=_evidence(observations),
        subject=subject,
        sure=Sureness.POSSIBLE if code == CODES[OutagePlace.UNDECIDED] else sure,
        count=len(outages),
        **times_words(len(outages)),
        **_duration("longest", longest),
        **_duration("total", sum(outage.seconds for outage in outages)),
        **values,
    )


def _calm(observations: Observations) -> Finding:
    """No outage of the way out: well only where enough was watched, and little was lost."""
    minutes, reference = watched_minutes(observations), reference_place(observations)
    evidence = _evidence(observations)
    if minutes < LEAST_MINUTES or not reference:
        return Finding.unknown("outages.not-measured", evidence=evidence, minutes=round(minutes))
    share = loss_share(observations, reference)
    lost_between = (observations.number("missed", reference) or 0.0) - sum(
        silence.misses for silence in silences(observations, reference)
    )
    if share > LOSSY_SHARE and lost_between >= LOSSY_MISSES:
        return Finding.warning("outages.lossy", evidence=evidence, sure=Sureness.POSSIBLE, share=round(100 * share, 1))
    return Finding.ok("outages.none", evidence=evidence, minutes=round(minutes))


def _duration(name: str, seconds: float) -> dict[str, str]:
    """In words of both languages, with a space that no line break parts."""
    if seconds < _IN_MINUTES_S:
        number = max(1, round(seconds))
        german, english = ("Sekunde", "second") if number == 1 else ("Sekunden", "seconds")
    else:
        number, german, english = round(seconds / 60), "Minuten", "minutes"
    return {f"{name}_de": f"{number}\u00a0{german}", f"{name}_en": f"{number}\u00a0{english}"}


def _evidence(observations: Observations) -> tuple[Observation, ...]:
    keys = [("watched", ""), ("medium", "")]
    keys += [(name, place) for place in asked_places(observations) for name in ("sent", "missed", "silent.seconds")]
    return tuple(observations[key] for key in keys if observations.has(*key))
