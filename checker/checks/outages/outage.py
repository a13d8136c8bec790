"""The outages that were watched, and whose each is: the nearer place answered in the same seconds, or nobody is blamed.

Pure. Whoever shows a run reads it by this, while it goes on and afterwards.
"""

import datetime
from enum import Enum

from checker.model.observation import Observations
from checker.model.record import Record

PLACES = ("router", "provider", "desk", "other")
REFERENCES = ("desk", "other")
"""Whose silence is an outage, the first that was asked: both lie behind everything that can be blamed."""
MAX_CHANCE = 0.001
"""How likely lost requests may fall into a row by mere chance before the row counts, over all of the time."""
SHARED = 0.5
"""Share of an outage for which another place must have been silent too."""
STEADY = 2.0
"""Answers for each miss, and at least so many, of a place that answered all the while."""
ANSWERING = 0.9
"""Share of the desk's answers while a gateway is silent: what takes minutes to see has an interruption between."""
MAX_LISTED = 200
"""A report is not trusted: more than that is read of none."""


class OutagePlace(Enum):
    """Where it broke. `undecided`: more than one place would have looked the same."""

    HOME = "home"
    LINE = "line"
    INTERNET = "internet"
    BEHIND_ROUTER = "behind-router"
    DESK = "desk"
    NAMES = "names"
    GATEWAY = "gateway"
    UNDECIDED = "undecided"


class Outage(Record, frozen=True, kw_only=True):
    """Seconds since the begin and how long; `subject`: the gateway. `is_sealed`: this PC itself had no way out.

    `load_mbit`: the traffic just before it, None where it was not measured.
    """

    from_s: float
    seconds: float
    place: OutagePlace
    subject: str = ""
    is_sealed: bool = False
    load_mbit: float | None = None


class ControlState(Enum):
    """What another place did in the seconds of an outage."""

    ABSENT = "absent"
    SILENT = "silent"
    ANSWERS = "answers"
    UNCLEAR = "unclear"


class SilenceRecord(Record, frozen=True, kw_only=True):
    """One silence of a place, as the report holds it; `controls`: answers and misses of the others meanwhile."""

    from_s: float
    seconds: float
    misses: int
    no_route: int
    load_mbit: float | None
    controls: dict[str, tuple[int, int]]

    @property
    def to_s(self) -> float:
        """When it was over."""
        return self.from_s + self.seconds


def began(observations: Observations) -> datetime.datetime | None:
    """When watching began, by the PC's clock."""
    value = observations["began"].value
    try:
        moment = datetime.datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def watched_minutes(observations: Observations) -> float:
    """How long was watched, without pauses and sleep."""
    return observations.number("watched") or 0.0


def asked_places(observations: Observations) -> list[str]:
    """The places that ever answered, from the PC outwards."""
    return [place for place in PLACES if observations.has("method", place)]


def reference_place(observations: Observations) -> str:
    """Whose silence is an outage; empty where nobody outside ever answered."""
    places = asked_places(observations)
    return next((place for place in REFERENCES if place in places), "")


def silences(observations: Observations, place: str) -> list[SilenceRecord]:
    """Those of this place that mere chance does not explain, in their order."""
    records = _records(observations, place)
    chance = loss_share(observations, place)
    sent = observations.number("sent", place) or 0.0
    return [record for record in records if sent * chance**record.misses < MAX_CHANCE]


def loss_share(observations: Observations, place: str) -> float:
    """The part of the requests that is lost between the silences."""
    records = _records(observations, place)
    in_silences = sum(record.misses for record in records)
    sent = (observations.number("sent", place) or 0.0) - in_silences
    missed = (observations.number("missed", place) or 0.0) - in_silences
    return min(1.0, max(0.0, missed / sent)) if sent > 0 else 0.0


def gateway_name(observations: Observations, subject: str) -> str:
    """What the profile calls the gateway of this id."""
    name = observations["gateway.name", subject].value
    return name if isinstance(name, str) and name else subject


def find_outages(observations: Observations) -> list[Outage]:
    """All of them, in their order."""
    reference = reference_place(observations)
    by_place = {place: silences(observations, place) for place in PLACES}
    is_tunnel = observations["through-vpn"].value is True
    outages = []
    for silence in by_place.get(reference, ()):
        states = {place: _state(place, silence, observations, by_place[place]) for place in PLACES}
        is_sealed = silence.no_route * 2 > silence.misses
        outages.append(
            Outage(
                from_s=silence.from_s,
                seconds=silence.seconds,
                place=OutagePlace.HOME if is_sealed else _place(states, reference, is_tunnel=is_tunnel),
                is_sealed=is_sealed,
                load_mbit=silence.load_mbit,
            )
        )
    outages += _name_outages(observations)
    outages += _gateway_outages(observations)
    return sorted(outages, key=lambda outage: outage.from_s)


def _place(states: dict[str, ControlState], reference: str, *, is_tunnel: bool) -> OutagePlace:
    """The first place whose silence has an answer before it. Nothing is blamed because all others are cleared."""
    router, provider, other = states["router"], states["provider"], states["other"]
    if router is ControlState.SILENT:
        return OutagePlace.HOME
    is_home_well = router is ControlState.ANSWERS or provider is ControlState.ANSWERS
    if is_tunnel or not is_home_well:
        return OutagePlace.UNDECIDED
    if provider is ControlState.SILENT and other is not ControlState.ANSWERS:
        return OutagePlace.LINE
    if provider is ControlState.UNCLEAR or reference != "desk":
        return OutagePlace.UNDECIDED
    if other is ControlState.ANSWERS:
        return OutagePlace.DESK
    if other is ControlState.SILENT:
        return OutagePlace.INTERNET if provider is ControlState.ANSWERS else OutagePlace.BEHIND_ROUTER
    return OutagePlace.UNDECIDED


def _state(place: str, silence: SilenceRecord, observations: Observations, own: list[SilenceRecord]) -> ControlState:
    if place not in silence.controls or not observations.has("method", place):
        return ControlState.ABSENT
    answers, misses = silence.controls[place]
    shared_s = sum(max(0.0, min(record.to_s, silence.to_s) - max(record.from_s, silence.from_s)) for record in own)
    if shared_s >= SHARED * silence.seconds and answers <= misses:
        return ControlState.SILENT
    if place == "other" and not answers and misses >= STEADY:  # asked later than the desk: its row is shorter
        return ControlState.SILENT
    is_steady = answers >= STEADY and answers >= STEADY * misses
    return ControlState.ANSWERS if is_steady and not shared_s else ControlState.UNCLEAR


def _name_outages(observations: Observations) -> list[Outage]:
    """No name is answered for while hosts are, by their addresses."""
    reference = reference_place(observations)
    return [
        Outage(from_s=silence.from_s, seconds=silence.seconds, place=OutagePlace.NAMES, load_mbit=silence.load_mbit)
        for silence in silences(observations, "dns")
        if _answers_throughout(silence.controls.get(reference))
    ]


def _gateway_outages(observations: Observations) -> list[Outage]:
    """A gateway is silent for minutes while the desk is not."""
    outages = []
    for subject in observations.subjects("gateway.sent"):
        columns = [
            _numbers(observations, f"gateway.{name}", subject)
            for name in ("silent-from", "silent-seconds", "desk-answers", "desk-misses")
        ]
        for from_s, seconds, answers, misses in zip(*columns, strict=False):
            if _answers_throughout((int(answers), int(misses))):
                outages.append(Outage(from_s=from_s, seconds=seconds, place=OutagePlace.GATEWAY, subject=subject))
    return outages


def _answers_throughout(control: tuple[int, int] | None) -> bool:
    if control is None:
        return False
    answers, misses = control
    return answers >= STEADY and answers >= ANSWERING * (answers + misses)


def _records(observations: Observations, place: str) -> list[SilenceRecord]:
    """A report is not trusted: rows that are not whole are left out."""
    from_s, seconds, misses, no_route = (
        _numbers(observations, f"silent.{name}", place) for name in ("from", "seconds", "misses", "no-route")
    )
    loads = _numbers(observations, "silent.load", place)
    controls = {
        control: list(
            zip(
                _numbers(observations, f"silent.{control}-answers", place),
                _numbers(observations, f"silent.{control}-misses", place),
                strict=False,
            )
        )
        for control in PLACES
    }
    return [
        SilenceRecord(
            from_s=row[0],
            seconds=row[1],
            misses=int(row[2]),
            no_route=int(row[3]),
            load_mbit=loads[at] if at < len(loads) else None,
            controls={
                control: (int(counts[at][0]), int(counts[at][1]))
                for control, counts in controls.items()
                if at < len(counts)
            },
        )
        for at, row in enumerate(zip(from_s, seconds, misses, no_route, strict=False))
    ]


def _numbers(observations: Observations, name: str, subject: str) -> list[float]:
    """A list of numbers from 0 on; up to the first that is none."""
    value = observations[name, subject].value
    numbers: list[float] = []
    for item in value[:MAX_LISTED] if isinstance(value, list) else []:
        if isinstance(item, bool) or not isinstance(item, (int, float)) or not 0 <= item < MAX_NUMBER:
            break
        numbers.append(float(item))
    return numbers


MAX_NUMBER = 1e11


def numbers_of(observations: Observations, name: str) -> list[float]:
    """The same of a fact without a subject: changes, spans, earlier outages."""
    return _numbers(observations, name, "")
