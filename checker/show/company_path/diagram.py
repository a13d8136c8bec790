"""The path from the PC to the company as a picture and as a line of text, with the segment marked where it fails."""

import textwrap

from checker.model.finding import Level
from checker.model.report import Report
from checker.model.text import Language
from checker.show.company_path.broken_link import segment_levels
from checker.show.company_path.icons import LEVEL_ICONS, MEDIUM_ICONS, SEGMENT_ICONS
from checker.show.company_path.segments import PathSegment
from checker.show.company_path.sentences import link_medium
from checker.show.level_symbols import SYMBOLS
from checker.show.markup import Attribute, Html, join, tag
from checker.show.translations import translator

_STEP = {"wide": 120, "tall": 70}
_RADIUS = {"wide": 27, "tall": 22.5}
_DOT = 10.5
_NAME_LETTERS = 14
"""A longer name goes on in a second line, or it would run into its neighbours."""
_LINE = 18


def segment_name(segment: PathSegment, language: Language, home_medium: str = "") -> str:
    """The name of a segment for people; `home_medium` is how the PC is connected at home, where that is known."""
    tr = translator(language)
    at_home = {"wifi": tr("WLAN"), "cable": tr("Kabel"), "mobile": tr("Mobilfunk")}
    return {
        PathSegment.PC: tr("Computer"),
        PathSegment.HOME: at_home.get(home_medium, tr("WLAN, Kabel")),
        PathSegment.ROUTER: tr("Router"),
        PathSegment.PROVIDER: tr("Anbieter"),
        PathSegment.GATEWAY: tr("Verbindung zur Firma"),
        PathSegment.COMPANY: tr("Firma"),
    }[segment]


def segment_state(level: Level, language: Language) -> str:
    """What is known of it."""
    tr = translator(language)
    return {
        Level.OK: tr("in Ordnung"),
        Level.WARNING: tr("gestört"),
        Level.UNKNOWN: tr("nicht geprüft"),
        Level.BLOCKER: tr("unterbrochen"),
    }[level]


def path_text(report: Report, language: Language) -> str:
    """`Computer ✓ – Router ✕ unterbrochen – …`: what is in order needs no word next to its symbol."""
    home_medium = link_medium(report)
    return " – ".join(
        f"{segment_name(segment, language, home_medium)} {SYMBOLS[level]}"
        + ("" if level is Level.OK else f" {segment_state(level, language)}")
        for segment, level in segment_levels(report).items()
    )


def path_svg(report: Report, language: Language, *, tall: bool = False) -> Html:
    """The picture; `tall` for a narrow screen. Drawn in currentColor, and in colour where the style is there."""
    tr = translator(language)
    shape = "tall" if tall else "wide"
    levels = list(segment_levels(report).items())
    home_medium = link_medium(report)
    title = tr("Der Weg von Ihrem Computer zur Firma")
    description = (
        ". ".join(
            f"{segment_name(segment, language, home_medium)}: {segment_state(level, language)}"
            for segment, level in levels
        )
        + "."
    )
    connectors = [_connector(at, level, shape) for at, (_, level) in enumerate(levels) if at]
    nodes = [_node(at, segment, level, shape, language, home_medium) for at, (segment, level) in enumerate(levels)]
    size = f"0 0 320 {_STEP['tall'] * len(levels)}" if tall else f"0 0 {_STEP['wide'] * len(levels)} 140"
    return tag(
        "svg",
        tag("title", title),
        tag("desc", description),
        *connectors,
        *nodes,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=size,
        class_=f"path path-{shape}",
        role="img",
        aria_label=f"{title}. {description}",
        fill="none",
        stroke="currentColor",
        stroke_width="2",
        stroke_linecap="round",
        stroke_linejoin="round",
        font_family="system-ui, sans-serif",
    )


def _centre(at: int, shape: str) -> tuple[float, float]:
    return (30, 30 + _STEP["tall"] * at) if shape == "tall" else (60 + _STEP["wide"] * at, 34)


def _connector(at: int, level: Level, shape: str) -> Html:
    """The line that leads to segment `at`; cut where that one is broken, dotted where nothing is known."""
    (x, y), step, radius = _centre(at, shape), _STEP[shape], _RADIUS[shape]
    length = step - 2 * radius - 8
    dashes = {Level.BLOCKER: f"{length * 0.3:g} {length * 0.4:g}", Level.UNKNOWN: "0.1 6"}.get(level)
    path_data = (
        f"M{x} {y - step + radius + 4}v{length}" if shape == "tall" else f"M{x - step + radius + 4} {y}h{length}"
    )
    return tag("path", d=path_data, class_=f"way way-{level.value}", stroke_dasharray=dashes)


def _node(at: int, segment: PathSegment, level: Level, shape: str, language: Language, home_medium: str) -> Html:
    (x, y), radius = _centre(at, shape), _RADIUS[shape]
    icon = (
        MEDIUM_ICONS.get(home_medium, SEGMENT_ICONS[segment]) if segment is PathSegment.HOME else SEGMENT_ICONS[segment]
    )
    size = radius / 22.5
    out, up = round(radius * 0.74, 1), round(radius * 0.7, 1)
    return tag(
        "g",
        tag("circle", cx=x, cy=y, r=radius, class_="stop"),
        tag("path", d=icon, transform=_translate(x - 12 * size, y - 12 * size) + f" scale({size:.3g})", class_="icon"),
        tag("circle", cx=x + out, cy=y - up, r=_DOT, class_="dot", fill="currentColor", stroke="none"),
        tag("path", d=LEVEL_ICONS[level], transform=_translate(x + out - 8, y - up - 8), class_="glyph", stroke="#fff"),
        *_labels(x, y, segment_name(segment, language, home_medium), segment_state(level, language), shape),
        class_=f"place place-{level.value}",
    )


def _translate(x: float, y: float) -> str:
    return f"translate({x:.4g} {y:.4g})"


def _labels(x: float, y: float, title: str, state: str, shape: str) -> tuple[Html, ...]:
    left, upper, anchor = (x + 44, y - 4, "start") if shape == "tall" else (x, y + 51, "middle")
    attributes: dict[str, Attribute] = {"x": left, "text_anchor": anchor, "fill": "currentColor", "stroke": "none"}
    lines = [title] if shape == "tall" else textwrap.wrap(title, _NAME_LETTERS)
    names = (
        tag("text", line, y=upper + at * _LINE, font_size=15, class_="name", **attributes)
        for at, line in enumerate(lines)
    )
    lower = upper + 2 + len(lines) * _LINE
    return (*names, tag("text", state, y=lower, font_size=13, class_="state", **attributes))


def path_svgs(report: Report, language: Language) -> Html:
    """The picture in both shapes; the style shows the one that fits the screen."""
    return join([path_svg(report, language), path_svg(report, language, tall=True)])
