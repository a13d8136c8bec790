"""The outages of a watch as people read them: when, how long, and whose; while it goes on and in its report."""

import datetime

from checker.checks.outages.diagnose import CODES
from checker.checks.outages.outage import (
    Outage,
    OutagePlace,
    asked_places,
    began,
    find_outages,
    gateway_name,
    numbers_of,
    silences,
    watched_minutes,
)
from checker.model.finding import Level
from checker.model.observation import Observations
from checker.model.record import Record
from checker.model.text import Language
from checker.show.formatting import format_duration, format_value
from checker.show.sanitizer import sanitize
from checker.show.translations import translator

MAX_ROWS = 100
"""Of a table: more are no list that anybody reads."""
_NOW_S = 4.0
"""A silence that ended no longer ago still lasts: what is under way is answered within two seconds."""
LEVELS = {OutagePlace.DESK: Level.NOTE}
"""Of an outage; every other disturbs the work."""


class OutageRow(Record, frozen=True, kw_only=True):
    """One outage in words: the time of day, how long, and where; `code`: of the finding that is made of it."""

    time: str
    length: str
    place: str
    level: Level
    code: str


class PlaceRow(Record, frozen=True, kw_only=True):
    """One place over the whole time: `silent` from and to, seconds since the begin; `state`: what it does now."""

    name: str
    title: str
    silent: tuple[tuple[float, float], ...]
    state: str
    level: Level


def outage_rows(observations: Observations, language: Language) -> list[OutageRow]:
    """In their order."""
    moment = began(observations)
    return [
        OutageRow(
            time=time_of_day(moment, outage.from_s, language),
            length=format_duration(outage.seconds, language),
            place=place_text(outage, observations, language),
            level=LEVELS.get(outage.place, Level.WARNING),
            code=CODES[outage.place],
        )
        for outage in find_outages(observations)[:MAX_ROWS]
    ]


def place_text(outage: Outage, observations: Observations, language: Language) -> str:
    """Where it broke."""
    tr = translator(language)
    if outage.place is OutagePlace.GATEWAY:
        return tr("Verbindung zur Firma „{name}“", name=sanitize(gateway_name(observations, outage.subject)))
    return {
        OutagePlace.HOME: tr("zwischen Computer und Router"),
        OutagePlace.LINE: tr("zwischen Router und Anbieter"),
        OutagePlace.INTERNET: tr("im Netz des Anbieters"),
        OutagePlace.BEHIND_ROUTER: tr("hinter dem Router"),
        OutagePlace.DESK: tr("nur der Server der IT-Firma"),
        OutagePlace.NAMES: tr("Namen wurden nicht gefunden"),
    }.get(outage.place, tr("Ort nicht sicher"))


def time_of_day(moment: datetime.datetime | None, at_s: float, language: Language) -> str:
    """So many seconds after the begin, in the zone of the machine that shows it; without a date the seconds alone."""
    try:
        if moment is not None:
            return f"{(moment + datetime.timedelta(seconds=at_s)).astimezone():%H:%M:%S}"
    except (OverflowError, ValueError, OSError):
        pass
    return format_value(round(at_s), "s", language)


def summary_sentence(observations: Observations, language: Language) -> str:
    """How many so far, and where most of them are."""
    tr = translator(language)
    outages = find_outages(observations)
    if not outages:
        return tr("Bisher ist nichts abgebrochen.")
    counts: dict[str, int] = {}
    for outage in outages:
        text = place_text(outage, observations, language)
        counts[text] = counts.get(text, 0) + 1
    parts = [f"{count} × {text}" for text, count in sorted(counts.items(), key=lambda item: -item[1])]
    head = tr.plural("Bisher {n} Abbruch", "Bisher {n} Abbrüche", len(outages))
    return f"{head}: {', '.join(parts)}."


def elapsed_s(observations: Observations) -> float:
    """Seconds since the begin, those without watching among them."""
    return watched_minutes(observations) * 60 + sum(numbers_of(observations, "unwatched.seconds"))


def unwatched_spans(observations: Observations) -> tuple[tuple[float, float], ...]:
    """Pauses, sleep and the like, from and to."""
    begins, lengths = numbers_of(observations, "unwatched.from"), numbers_of(observations, "unwatched.seconds")
    return tuple((begin, begin + length) for begin, length in zip(begins, lengths, strict=False))


def place_rows(observations: Observations, language: Language) -> list[PlaceRow]:
    """A row for each place that is asked all the time, from the PC outwards."""
    tr = translator(language)
    titles = {
        "router": tr("Ihr Router"),
        "provider": tr("Ihr Anbieter"),
        "desk": tr("Server Ihrer IT-Firma"),
    }
    answering, now_s = asked_places(observations), elapsed_s(observations)
    rows = []
    for name, title in titles.items():
        if name not in answering:
            state = tr("antwortet auf solche Fragen nicht")
            rows.append(PlaceRow(name=name, title=title, silent=(), state=state, level=Level.UNKNOWN))
            continue
        spans = tuple((silence.from_s, silence.to_s) for silence in silences(observations, name))
        is_silent = bool(spans) and now_s - spans[-1][1] < _NOW_S
        if is_silent:
            state = tr("schweigt seit {time}", time=format_duration(now_s - spans[-1][0], language))
        elif spans:
            state = tr.plural("antwortet, war einmal weg", "antwortet, war {n}-mal weg", len(spans))
        else:
            state = tr("antwortet")
        level = Level.WARNING if is_silent else Level.NOTE if spans else Level.OK
        rows.append(PlaceRow(name=name, title=title, silent=spans, state=state, level=level))
    return rows
