"""The colours of the window, by day and by night: the same that the printed report wears (show/style.py).

Every text colour keeps a contrast of 4.5 to every ground that it stands on (WCAG 2.2, 1.4.3).
"""

import colorsys

import msgspec

from checker.model.record import Record


class Colours(Record, frozen=True, kw_only=True):
    """Colours by what they are for. `<level>_soft` is the ground under a text in the level's colour."""

    ground: str
    card: str
    ink: str
    soft: str
    line: str
    edge: str
    accent: str
    accent_hover: str
    on_accent: str
    ok: str
    ok_soft: str
    note: str
    note_soft: str
    unknown: str
    unknown_soft: str
    warning: str
    warning_soft: str
    blocker: str
    blocker_soft: str
    brand: str = ""
    """Of a stripe that no text stands on; empty where there is none."""


READABLE_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: of text to its ground."""
HOVER_STEPS = 6
"""Percent of lightness by which a button moves under the mouse."""


LIGHT = Colours(
    ground="#faf9f7",
    card="#ffffff",
    ink="#1c2330",
    soft="#596372",
    line="#e2dfd8",
    edge="#7b8492",
    accent="#2a5fa5",
    accent_hover="#214c85",
    on_accent="#ffffff",
    ok="#1d7446",
    ok_soft="#e8f4ed",
    note="#2a5fa5",
    note_soft="#e9f1fb",
    unknown="#4d5b78",
    unknown_soft="#eceff6",
    warning="#8a5a00",
    warning_soft="#fdf2de",
    blocker="#b3261e",
    blocker_soft="#fcebe9",
)
DARK = Colours(
    ground="#14171c",
    card="#1c2027",
    ink="#e9ebee",
    soft="#a6afbc",
    line="#303742",
    edge="#768192",
    accent="#8fbcf3",
    accent_hover="#b4d3f8",
    on_accent="#10202f",
    ok="#74d19c",
    ok_soft="#182a20",
    note="#8fbcf3",
    note_soft="#192739",
    unknown="#aebbd6",
    unknown_soft="#232a38",
    warning="#f0bd63",
    warning_soft="#2f2615",
    blocker="#ff968c",
    blocker_soft="#361d1b",
)
LIGHT_STRONG = msgspec.structs.replace(
    LIGHT, ground="#ffffff", ink="#000000", soft="#000000", line="#000000", edge="#000000", accent="#003a8c"
)
DARK_STRONG = msgspec.structs.replace(
    DARK, ground="#000000", card="#000000", ink="#ffffff", soft="#ffffff", line="#ffffff", edge="#ffffff"
)


def colours(*, dark: bool, strong: bool) -> Colours:
    """The set for this scheme; `strong` where the system asks for more contrast."""
    if strong:
        return DARK_STRONG if dark else LIGHT_STRONG
    return DARK if dark else LIGHT


def with_firm_colour(base: Colours, colour: str) -> Colours:
    """The same set with the firm's colour (`#rrggbb`) for what can be pressed, as near to it as can be read.

    The colours of the levels keep their meaning, and stay.
    """
    on_dark = contrast(base.ink, "#000000") > contrast(base.ink, "#ffffff")
    grounds = (base.ground, base.card, base.note_soft, base.on_accent)
    accent = _readable(colour, grounds, lighter=on_dark)
    hover = _readable(accent, grounds, lighter=on_dark, begin=HOVER_STEPS)
    return msgspec.structs.replace(base, accent=accent, accent_hover=hover, brand=colour)


def contrast(first: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two colours `#rrggbb`: 1 to 21."""
    brighter, darker = sorted((_luminance(first), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _readable(colour: str, grounds: tuple[str, ...], *, lighter: bool, begin: int = 0) -> str:
    """This colour, lighter or darker by `begin` percent at least, until text in it is readable on all these grounds."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    sign = 1 if lighter else -1
    for percent in range(begin, 101):
        moved = min(1.0, max(0.0, lightness + sign * percent / 100))
        candidate = _name(colorsys.hls_to_rgb(hue, moved, saturation))
        if all(contrast(candidate, ground) >= READABLE_CONTRAST for ground in grounds):
            return candidate
    return _name((1.0, 1.0, 1.0) if lighter else (0.0, 0.0, 0.0))


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _name(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_theme(*, ground: str, ink: str, link: str) -> Colours:
    """The set for a contrast theme of Windows, in the colours that the employee chose there, and no others.

    Levels are told apart by their symbols and words alone (Microsoft, "Contrast themes": text on its ground, links).
    """
    levels = ("ok", "note", "unknown", "warning", "blocker")
    return Colours(
        **dict.fromkeys(levels, ink),
        **{f"{level}_soft": ground for level in levels},
        ground=ground,
        card=ground,
        ink=ink,
        soft=ink,
        line=ink,
        edge=ink,
        accent=link,
        accent_hover=ink,
        on_accent=ground,
    )
