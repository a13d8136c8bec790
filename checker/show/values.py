"""Numbers, units, times and failures as people write and say them."""

import datetime
import math

from checker.model.observation import Observation, Value
from checker.model.text import Language
from checker.show.failures import failure
from checker.show.words import words

NOTHING = "–"
_MONTHS = {
    "de": "Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember",
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
}
_SECONDS = {"s": 1, "min": 60, "h": 3_600, "d": 86_400}
_SPELLED_OUT_S = 120
_FOREVER_S = 1e12
_GROUPED_FROM = 10_000
_PLACES = 12
_BARE = {"", "1"}
_UNSPACED = {"°"}


def number(value: float, language: Language, grouped: bool = False) -> str:
    """Three significant digits at least, none invented; `grouped` sets thousands apart from 10 000 on."""
    comma = "," if grouped and abs(value) >= _GROUPED_FROM else ""
    if isinstance(value, int):
        said = format(value, f"{comma}d")
    elif math.isfinite(value):
        said = format(value, f"{comma}.{_places(value)}f")
        said = said.rstrip("0").rstrip(".") if "." in said else said
    else:
        return NOTHING
    said = "0" if said == "-0" else said.replace("-", "−")
    return said.translate(str.maketrans(",.", ".,")) if language == "de" else said


def exact(value: Value | None, language: Language) -> str:
    """Every digit that leaves the PC; text as it is."""
    tr = words(language)
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return tr("ja") if value else tr("nein")
    if isinstance(value, list):
        return ", ".join(exact(one, language) for one in value) or tr("keine")
    if isinstance(value, float) and language == "de":
        return repr(value).replace(".", ",")
    return str(value) if value != "" else tr("leer")


def measured(value: Value | None, unit: str, language: Language) -> str:
    """A value with its unit, rounded for reading."""
    tr = words(language)
    if isinstance(value, list):
        between = " × " if unit == "px" else ", "
        return with_unit(between.join(measured(one, "", language) for one in value) or tr("keine"), unit, language)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return exact(value, language)
    if unit in _SECONDS and _SPELLED_OUT_S <= abs(value) * _SECONDS[unit] < _FOREVER_S:
        return duration(value * _SECONDS[unit], language)
    return with_unit(number(value, language, grouped=unit not in _BARE), unit, language)


def observed(seen: Observation, language: Language) -> str:
    """The value of an observation, or the failure in its place."""
    if seen.failure is not None:
        return failure(seen.failure, language)
    return measured(seen.value, seen.unit, language)


def uncertainty(seen: Observation, language: Language) -> str:
    """How far the true value may lie away, or nothing."""
    if seen.uncertainty is None or seen.failure is not None:
        return ""
    return "± " + measured(seen.uncertainty, seen.unit, language)


def with_unit(said: str, unit: str, language: Language) -> str:
    """The number and its unit, which no line break parts; a unit that has a plain word is said as that."""
    tr = words(language)
    if unit in _BARE:
        return said
    name = tr("Sekunde") if unit == "s" and said == "1" else _units(language).get(unit, unit)
    return said + ("" if unit in _UNSPACED else "\N{NO-BREAK SPACE}") + name


def duration(seconds: float, language: Language) -> str:
    """The two largest of days, hours, minutes and seconds."""
    tr = words(language)
    left = round(abs(seconds))
    days, left = divmod(left, 86_400)
    hours, left = divmod(left, 3_600)
    minutes, left = divmod(left, 60)
    parts = [
        tr.some("{n} Tag", "{n} Tage", days) if days else "",
        tr.some("{n} Stunde", "{n} Stunden", hours) if hours else "",
        tr.some("{n} Minute", "{n} Minuten", minutes) if minutes else "",
        tr.some("{n} Sekunde", "{n} Sekunden", left) if left or not (days or hours or minutes) else "",
    ]
    first = next(at for at, part in enumerate(parts) if part)
    return ("−" if seconds < 0 else "") + " ".join(part for part in parts[first : first + 2] if part)


def moment(at: datetime.datetime, language: Language) -> str:
    """Day and time in the zone of the machine that shows it; in its own zone, named, where that cannot be."""
    try:
        local = at.astimezone()
        zone = ""
    except (OverflowError, ValueError, OSError):
        local = at
        zone = f" {at.tzname()}"
    month = _MONTHS[language].split(",")[local.month - 1]
    if language == "de":
        return f"{local.day}. {month} {local.year}, {local:%H:%M}{zone} Uhr"
    return f"{local.day} {month} {local.year}, {local:%H:%M}{zone}"


def _places(value: float) -> int:
    return 0 if value == 0 else min(_PLACES, max(0, 2 - math.floor(math.log10(abs(value)))))


def _units(language: Language) -> dict[str, str]:
    tr = words(language)
    return {
        "s": tr("Sekunden"),
        "ms": tr("Millisekunden"),
        "min": tr("Minuten"),
        "h": tr("Stunden"),
        "d": tr("Tage"),
        "1/s": tr("pro Sekunde"),
        "dBFS": tr("Dezibel"),
        "px": tr("Bildpunkte"),
        "GiB": "GB",  # as the systems themselves label it to people
    }
