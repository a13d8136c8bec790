"""The way from the PC to the company as a picture and as a line of text, with the place marked where it fails."""

from checker.model.finding import Level
from checker.model.report import Report
from checker.model.text import Language
from checker.show.broken import medium
from checker.show.icons import LEVEL_ICONS, MEDIUM_ICONS, PLACE_ICONS
from checker.show.link import states
from checker.show.markup import Attribute, Html, join, tag
from checker.show.places import Place
from checker.show.signs import SYMBOLS
from checker.show.words import words

_STEP = {"wide": 120, "tall": 70}
_RADIUS = {"wide": 27, "tall": 22.5}
_DOT = 10.5


def name(place: Place, language: Language, connected: str = "") -> str:
    """What people call the place; `connected` is how the PC is connected at home, where that is known."""
    tr = words(language)
    at_home = {"wifi": tr("WLAN"), "cable": tr("Kabel"), "mobile": tr("Mobilfunk")}
    return {
        Place.PC: tr("Computer"),
        Place.HOME: at_home.get(connected, tr("WLAN, Kabel")),
        Place.ROUTER: tr("Router"),
        Place.PROVIDER: tr("Anbieter"),
        Place.GATEWAY: tr("Firmenzugang"),
        Place.COMPANY: tr("Firma"),
    }[place]


def word(level: Level, language: Language) -> str:
    """What is known of it."""
    tr = words(language)
    return {
        Level.OK: tr("in Ordnung"),
        Level.WARNING: tr("gestört"),
        Level.UNKNOWN: tr("nicht geprüft"),
        Level.BLOCKER: tr("unterbrochen"),
    }[level]


def line(report: Report, language: Language) -> str:
    """`Computer ✓ – Router ✕ unterbrochen – …`: what is in order needs no word beside its sign."""
    connected = medium(report)
    return " – ".join(
        f"{name(place, language, connected)} {SYMBOLS[level]}"
        + ("" if level is Level.OK else f" {word(level, language)}")
        for place, level in states(report).items()
    )


def svg(report: Report, language: Language, *, tall: bool = False) -> Html:
    """The picture; `tall` for a narrow screen. Drawn in currentColor, and in colour where the style is there."""
    tr = words(language)
    shape = "tall" if tall else "wide"
    found = list(states(report).items())
    connected = medium(report)
    title = tr("Der Weg von Ihrem Computer zur Firma")
    told = ". ".join(f"{name(place, language, connected)}: {word(level, language)}" for place, level in found) + "."
    ways = [_way(at, level, shape) for at, (_, level) in enumerate(found) if at]
    stops = [_stop(at, place, level, shape, language, connected) for at, (place, level) in enumerate(found)]
    size = f"0 0 320 {_STEP['tall'] * len(found)}" if tall else f"0 0 {_STEP['wide'] * len(found)} 122"
    return tag(
        "svg",
        tag("title", title),
        tag("desc", told),
        *ways,
        *stops,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=size,
        class_=f"path path-{shape}",
        role="img",
        aria_label=f"{title}. {told}",
        fill="none",
        stroke="currentColor",
        stroke_width="2",
        stroke_linecap="round",
        stroke_linejoin="round",
        font_family="system-ui, sans-serif",
    )


def _centre(at: int, shape: str) -> tuple[float, float]:
    return (30, 30 + _STEP["tall"] * at) if shape == "tall" else (60 + _STEP["wide"] * at, 34)


def _way(at: int, level: Level, shape: str) -> Html:
    """The line that leads to place `at`; cut where that place is broken, dotted where nothing is known."""
    (x, y), step, radius = _centre(at, shape), _STEP[shape], _RADIUS[shape]
    long = step - 2 * radius - 8
    dashes = {Level.BLOCKER: f"{long * 0.3:g} {long * 0.4:g}", Level.UNKNOWN: "0.1 6"}.get(level)
    ends = f"M{x} {y - step + radius + 4}v{long}" if shape == "tall" else f"M{x - step + radius + 4} {y}h{long}"
    return tag("path", d=ends, class_=f"way way-{level.value}", stroke_dasharray=dashes)


def _stop(at: int, place: Place, level: Level, shape: str, language: Language, connected: str) -> Html:
    (x, y), radius = _centre(at, shape), _RADIUS[shape]
    icon = MEDIUM_ICONS.get(connected, PLACE_ICONS[place]) if place is Place.HOME else PLACE_ICONS[place]
    size = radius / 22.5
    out, up = round(radius * 0.74, 1), round(radius * 0.7, 1)
    return tag(
        "g",
        tag("circle", cx=x, cy=y, r=radius, class_="stop"),
        tag("path", d=icon, transform=_moved(x - 12 * size, y - 12 * size) + f" scale({size:.3g})", class_="icon"),
        tag("circle", cx=x + out, cy=y - up, r=_DOT, class_="dot", fill="currentColor", stroke="none"),
        tag("path", d=LEVEL_ICONS[level], transform=_moved(x + out - 8, y - up - 8), class_="glyph", stroke="#fff"),
        *_labels(x, y, name(place, language, connected), word(level, language), shape),
        class_=f"place place-{level.value}",
    )


def _moved(x: float, y: float) -> str:
    return f"translate({x:.4g} {y:.4g})"


def _labels(x: float, y: float, named: str, said: str, shape: str) -> tuple[Html, Html]:
    left, upper, lower, anchor = (x + 44, y - 4, y + 17, "start") if shape == "tall" else (x, y + 51, y + 70, "middle")
    look: dict[str, Attribute] = {"x": left, "text_anchor": anchor, "fill": "currentColor", "stroke": "none"}
    return (
        tag("text", named, y=upper, font_size=15, class_="name", **look),
        tag("text", said, y=lower, font_size=13, class_="state", **look),
    )


def both(report: Report, language: Language) -> Html:
    """The picture in both shapes; the style shows the one that fits the screen."""
    return join([svg(report, language), svg(report, language, tall=True)])
