"""HTML and SVG that cannot be broken out of: every string is escaped, only `Html` passes as it is."""

import html
from collections.abc import Iterable

from checker.show.sanitizer import sanitize


class Html(str):
    """Finished markup. Made by `tag`, `join` and `escape` only."""

    __slots__ = ()


MarkupPart = Html | str | None
Attribute = str | int | float | bool | None
_VOID = {"meta", "br", "hr"}


def escape(text: str) -> Html:
    """Any text, for use between tags and inside quoted attributes."""
    return Html(html.escape(sanitize(text), quote=True))


def join(parts: Iterable[MarkupPart], between: str = "") -> Html:
    """The parts one after the other; None is left out."""
    return Html(between.join(_markup(part) for part in parts if part is not None))


def tag(name: str, /, *children: MarkupPart, **attributes: Attribute) -> Html:
    """An element. `class_` and `aria_label` become `class` and `aria-label`; None and False leave an attribute out."""
    attribute_text = "".join(_attribute(key, value) for key, value in attributes.items() if value not in (None, False))
    if name in _VOID:
        return Html(f"<{name}{attribute_text}>")
    return Html(f"<{name}{attribute_text}>{join(children)}</{name}>")


def _attribute(key: str, value: Attribute) -> str:
    word = key.rstrip("_").replace("_", "-")
    return f" {word}" if value is True else f' {word}="{escape(str(value))}"'


def _markup(part: Html | str) -> str:
    return part if isinstance(part, Html) else escape(part)
