"""Every text can be read on every ground that it stands on (WCAG 2.2, 1.4.3), and every edge be seen (1.4.11)."""

import pytest
from PySide6.QtGui import QColor

from checker.client.window.style.colours import DARK, DARK_STRONG, LIGHT, LIGHT_STRONG, Colours, contrast_theme

LEVELS = ("ok", "note", "unknown", "warning", "blocker")


WINDOWS_THEMES = {
    "aquatic": contrast_theme(ground="#202020", ink="#ffffff", link="#75e9fc"),
    "desert": contrast_theme(ground="#fffaef", ink="#3d3d3d", link="#1c5e75"),
    "dusk": contrast_theme(ground="#2d3236", ink="#ffffff", link="#70ebde"),
    "night sky": contrast_theme(ground="#000000", ink="#ffffff", link="#8080ff"),
}
"""Windows 11's own four (Microsoft, "Contrast themes")."""


def contrast(first: str, other: str) -> float:
    def light(name: str) -> float:
        parts = (QColor(name).redF(), QColor(name).greenF(), QColor(name).blueF())
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    brighter, darker = sorted((light(first), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK, LIGHT_STRONG, DARK_STRONG, *WINDOWS_THEMES.values()])
def test_texts(colours: Colours) -> None:
    grounds = [colours.ground, colours.card]
    for ground in [*grounds, *(getattr(colours, f"{level}_soft") for level in LEVELS)]:
        assert contrast(colours.ink, ground) >= 7
    for ground in grounds:
        assert contrast(colours.soft, ground) >= 4.5
        assert contrast(colours.accent, ground) >= 4.5
        assert contrast(colours.edge, ground) >= 3
    assert contrast(colours.accent, colours.note_soft) >= 4.5
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.on_accent, colours.accent_hover) >= 4.5
    for level in LEVELS:
        tone = getattr(colours, level)
        for ground in (*grounds, getattr(colours, f"{level}_soft")):
            assert contrast(tone, ground) >= 4.5, (level, ground)
