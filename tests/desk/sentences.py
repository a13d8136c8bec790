"""Every sentence of the desk that gettext is asked for: in code by Babel, in templates by Django's own reader."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

DESK = Path(__file__).parents[2] / "checker" / "desk"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def sentences() -> dict[str | tuple[str, ...], str]:
    """Where each stands, by the sentence; a plural is a pair."""
    places_by_sentence: dict[str | tuple[str, ...], str] = {}
    for file in sorted(DESK.rglob("*")):
        if file.suffix not in (".py", ".html") or "measure" in file.parts:
            continue
        for line, message in _of(file):
            places_by_sentence.setdefault(message, f"{file.relative_to(DESK)}:{line}")
    return places_by_sentence


def _of(file: Path) -> Iterator[tuple[int, str | tuple[str, ...]]]:
    text = file.read_text("utf-8")
    if file.suffix == ".html":
        # What it makes of a template is Python but for its indentation.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(file)).splitlines())
    for line, function, message, _ in extract_python(io.BytesIO(text.encode()), KEYWORDS.keys(), [], {}):
        if isinstance(message, tuple | list):
            parts = [part for part in message if isinstance(part, str)]
            yield line, (tuple(parts[:2]) if function == "ngettext" else parts[0])
        elif message:
            yield line, message
