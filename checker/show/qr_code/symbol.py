"""A QR code (ISO/IEC 18004) as cells, as SVG and as text; what a report's code holds is packed in payload.py."""

import segno

from checker.show.markup import Html, tag

QUIET_ZONE = 4
"""Modules of white on each side that a reader needs (ISO/IEC 18004, 6.3.8)."""


def qr_modules(content: str) -> list[list[bool]]:
    """The code's cells, True is dark, without the white around them.

    Correction M (15 %), raised where the size allows; never a Micro QR code, which phones do not read.
    """
    return [[bool(module) for module in line] for line in segno.make(content, error="m", micro=False).matrix]


def qr_svg(content: str, title: str) -> Html:
    """Black on white in the dark too, since many readers take no inverted code; sized by whoever shows it."""
    dark = [
        f"M{column + QUIET_ZONE} {line + QUIET_ZONE}h1v1h-1z"
        for line, modules in enumerate(qr_modules(content))
        for column, module in enumerate(modules)
        if module
    ]
    size = len(qr_modules(content)) + 2 * QUIET_ZONE
    return tag(
        "svg",
        tag("title", title),
        tag("rect", width=size, height=size, fill="#fff"),
        tag("path", d="".join(dark), fill="#000"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {size} {size}",
        class_="qr",
        role="img",
        aria_label=title,
        shape_rendering="crispEdges",
    )


def qr_text(content: str) -> str:
    """For a terminal: two modules a character, light ones drawn, so that it reads on a dark ground; no colour codes."""
    modules = qr_modules(content)
    side = len(modules)
    light = [
        [
            not (0 <= line < side and 0 <= column < side and modules[line][column])
            for column in range(-QUIET_ZONE, side + QUIET_ZONE)
        ]
        for line in range(-QUIET_ZONE, side + QUIET_ZONE + 1)
    ]
    pairs = zip(light[::2], light[1::2], strict=False)
    return "\n".join("".join(_HALVES[cell] for cell in zip(*pair, strict=True)) for pair in pairs)


_HALVES = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
