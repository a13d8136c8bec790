"""Numbers, units, times and failures as people write them."""

import datetime
import math

from checker.model.observation import Observation, Value
from checker.model.text import Language
from checker.show.failures import failure_text
from checker.show.translations import translator

NOTHING = "–"
_MONTHS = {
    "de": "Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember",
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
}
_SECONDS = {"s": 1, "min": 60, "h": 3_600, "d": 86_400}
_SPELLED_OUT_S = 120
_FOREVER_S = 1e12
_GROUPED_FROM = 10_000
_MAX_DECIMALS = 12
_BARE = {"", "1"}
_UNSPACED = {"°"}


def format_number(value: float, language: Language, grouped: bool = False) -> str:
    """Three significant digits at least, none invented; `grouped` sets thousands apart from 10 000 on."""
    comma = "," if grouped and abs(value) >= _GROUPED_FROM else ""
    if isinstance(value, int):
        text = format(value, f"{comma}d")
    elif math.isfinite(value):
        text = format(value, f"{comma}.{_decimals(value)}f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        return NOTHING
    text = "0" if text == "-0" else text.replace("-", "−")
    return text.translate(str.maketrans(",.", ".,")) if language == "de" else text


def format_exact(value: Value | None, language: Language) -> str:
    """Every digit that leaves the PC; text as it is."""
    tr = translator(language)
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return tr("ja") if value else tr("nein")
    if isinstance(value, list):
        return ", ".join(format_exact(item, language) for item in value) or tr("keine")
    if isinstance(value, float) and language == "de":
        return repr(value).replace(".", ",")
    return str(value) if value != "" else tr("leer")


def format_value(value: Value | None, unit: str, language: Language) -> str:
    """A value with its unit, rounded for reading."""
    tr = translator(language)
    if isinstance(value, list):
        between = " × " if unit == "px" else ", "
        return with_unit(
            between.join(format_value(item, "", language) for item in value) or tr("keine"), unit, language
        )
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return format_exact(value, language)
    if unit in _SECONDS and _SPELLED_OUT_S <= abs(value) * _SECONDS[unit] < _FOREVER_S:
        return format_duration(value * _SECONDS[unit], language)
    return with_unit(format_number(value, language, grouped=unit not in _BARE), unit, language)


def format_observation(observation: Observation, language: Language) -> str:
    """The value of an observation, or its failure."""
    if observation.failure is not None:
        return failure_text(observation.failure, language)
    return format_value(observation.value, observation.unit, language)


def format_uncertainty(observation: Observation, language: Language) -> str:
    """How far the true value may lie away, or nothing."""
    if observation.uncertainty is None or observation.failure is not None:
        return ""
    return "± " + format_value(observation.uncertainty, observation.unit, language)


def with_unit(number_text: str, unit: str, language: Language) -> str:
    """The number and its unit, which no line break parts; a unit that has a plain word is written as that."""
    tr = translator(language)
    if unit in _BARE:
        return number_text
    name = tr("Sekunde") if unit == "s" and number_text == "1" else _unit_names(language).get(unit, unit)
    return number_text + ("" if unit in _UNSPACED else "\N{NO-BREAK SPACE}") + name


def format_duration(seconds: float, language: Language) -> str:
    """The two largest of days, hours, minutes and seconds."""
    tr = translator(language)
    left = round(abs(seconds))
    days, left = divmod(left, 86_400)
    hours, left = divmod(left, 3_600)
    minutes, left = divmod(left, 60)
    parts = [
        tr.plural("{n} Tag", "{n} Tage", days) if days else "",
        tr.plural("{n} Stunde", "{n} Stunden", hours) if hours else "",
        tr.plural("{n} Minute", "{n} Minuten", minutes) if minutes else "",
        tr.plural("{n} Sekunde", "{n} Sekunden", left) if left or not (days or hours or minutes) else "",
    ]
    first = next(at for at, part in enumerate(parts) if part)
    return ("−" if seconds < 0 else "") + " ".join(part for part in parts[first : first + 2] if part)


def format_moment(at: datetime.datetime, language: Language) -> str:
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


def _decimals(value: float) -> int:
    return 0 if value == 0 else min(_MAX_DECIMALS, max(0, 2 - math.floor(math.log10(abs(value)))))


def _unit_names(language: Language) -> dict[str, str]:
    tr = translator(language)
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
