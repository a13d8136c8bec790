import re

import pytest

from checker.show.report_html.stylesheet import STYLE

AA = 4.5
"""Contrast of text with its ground (WCAG 2.2, 1.4.3)."""

PAIRS = [
    ("ink", "ground"),
    ("ink", "card"),
    ("soft", "ground"),
    ("soft", "card"),
    ("note", "card"),
    *((level, ground) for level in ("ok", "note", "unknown", "warning", "blocker") for ground in ("ground", "card")),
    *(("ink", f"{level}-soft") for level in ("ok", "unknown", "warning", "blocker")),
    *((level, f"{level}-soft") for level in ("ok", "unknown", "warning", "blocker")),
    *(("card", level) for level in ("ok", "note", "unknown", "warning", "blocker")),
]


def palette(at: int) -> dict[str, str]:
    """The colours of the first (light) or second (dark) list in the style."""
    lists = re.findall(r"--ground: #[^}]*?--blocker-soft: #\w{6};", STYLE)
    return dict(re.findall(r"--([a-z-]+): (#\w{6})", lists[at]))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_everything_is_readable(scheme: int, text: str, ground: str) -> None:
    colours = palette(scheme)
    light, dark = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= AA


def test_every_rule_stays_within_the_report() -> None:
    selectors = [
        selector.strip() for rule in re.findall(r"(?:^|[{}])([^{};@]+)\{", STYLE) for selector in rule.split(",")
    ]
    assert len(selectors) > 60
    outside = [selector for selector in selectors if not re.match(r"(:root:has\(> )?\.report(-page)?\b", selector)]
    assert not outside
