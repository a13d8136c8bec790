"""Every text can be read on every ground that it stands on (WCAG 2.2, 1.4.3), and every edge be seen (1.4.11)."""

import pytest

from checker.client.window.style.colours import (
    DARK,
    DARK_STRONG,
    LIGHT,
    LIGHT_STRONG,
    Colours,
    contrast,
    contrast_theme,
    with_firm_colour,
)

LEVELS = ("ok", "note", "unknown", "warning", "blocker")


WINDOWS_THEMES = {
    "aquatic": contrast_theme(ground="#202020", ink="#ffffff", link="#75e9fc"),
    "desert": contrast_theme(ground="#fffaef", ink="#3d3d3d", link="#1c5e75"),
    "dusk": contrast_theme(ground="#2d3236", ink="#ffffff", link="#70ebde"),
    "night sky": contrast_theme(ground="#000000", ink="#ffffff", link="#8080ff"),
}
"""Windows 11's own four (Microsoft, "Contrast themes")."""


FIRMS = ("#000000", "#ffffff", "#ffff00", "#00ff00", "#0000ff", "#ff0000", "#808080", "#1a5fb4", "#e01b24", "#fffffe")
BRANDED = [with_firm_colour(base, colour) for base in (LIGHT, DARK) for colour in FIRMS]


def test_contrast_as_wcag_defines_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_firms_colour_that_can_be_read_stays_as_it_is() -> None:
    assert with_firm_colour(LIGHT, "#1a5fb4").accent == "#1a5fb4"
    assert with_firm_colour(LIGHT, "#ffff00").accent not in ("#ffff00", "#000000"), "darker, and still its hue"
    assert with_firm_colour(LIGHT, "#ffff00").brand == "#ffff00"
    assert with_firm_colour(DARK, "#1a5fb4").blocker == DARK.blocker


@pytest.mark.parametrize("colours", [LIGHT, DARK, LIGHT_STRONG, DARK_STRONG, *WINDOWS_THEMES.values(), *BRANDED])
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
