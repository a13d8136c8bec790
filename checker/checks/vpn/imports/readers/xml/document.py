"""XML of a stranger, as a tree without prefixes: no document type, so no entities; bounded in depth and number."""

import contextlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from checker.checks.vpn.imports.refusals import damaged_file
from checker.checks.vpn.imports.text_fields import decode_text

MAX_DEPTH = 60
MAX_ELEMENTS = 60_000
"""A FortiClient backup has some 2,000 elements, a list of an IT firm's servers ten times that."""
_START = "<"
_HEAD = 20_000
"""Characters in which the outermost element begins."""


class Element:
    """A name without its prefix, in small letters; the text directly inside, and what lies inside."""

    def __init__(self, name: str, line: int) -> None:
        self.name, self.line = name, line
        self.text = ""
        self.children: list[Element] = []

    def find(self, *path: str) -> Iterator["Element"]:
        """Every element along a path of names, each directly inside the one before."""
        if not path:
            yield self
            return
        for child in self.children:
            if child.name == path[0]:
                yield from child.find(*path[1:])

    def descendants(self, name: str) -> Iterator["Element"]:
        """Every element of this name inside, however deep, in their order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.descendants(name)

    def value(self, *path: str) -> str:
        """The text of the first element along a path that has any; empty without one."""
        return next((text for item in self.find(*path) if (text := item.text.strip())), "")


def outermost_name(text: str) -> str:
    """The name of the outermost element, in small letters; empty for what is no XML."""
    if not text.lstrip().startswith(_START):
        return ""
    names: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _attributes: names.append(name)
    with contextlib.suppress(expat.ExpatError):
        parser.Parse(_encoded(text[:_HEAD]), False)
    return _local(names[0]) if names else ""


def parse_document(raw: bytes, format_name: str) -> Element:
    """The outermost element. Raises Unreadable, with the line."""
    builder = _TreeBuilder()
    parser = expat.ParserCreate()
    builder.line_of = lambda: parser.CurrentLineNumber
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.StartElementHandler = builder.begin
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.write
    try:
        parser.Parse(_encoded(decode_text(raw)), True)
    except expat.ExpatError as error:
        if not builder.is_complete:
            raise damaged_file(format_name, "xml", line=error.lineno) from error
    except _RefusedXml as error:
        raise damaged_file(format_name, str(error), line=parser.CurrentLineNumber) from error
    if builder.outermost is None:
        raise damaged_file(format_name, "xml", line=1)
    return builder.outermost


class _RefusedXml(ValueError):  # noqa: N818 - a property of the file, not a defect
    """It is XML, but of a sort that no configuration is."""


class _TreeBuilder:
    def __init__(self) -> None:
        self.outermost: Element | None = None
        self.is_complete = False
        self.line_of: Callable[[], int] = lambda: 0
        self._open: list[Element] = []
        self._count = 0

    def refuse(self, *_: object) -> None:
        raise _RefusedXml("document type")

    def begin(self, name: str, _attributes: object) -> None:
        element = Element(_local(name), self.line_of())
        self._count += 1
        if len(self._open) >= MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise _RefusedXml("too large")
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.outermost = element
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()
        self.is_complete = not self._open

    def write(self, text: str) -> None:
        self._open[-1].text += text


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _encoded(text: str) -> bytes:
    """As UTF-8, whatever its declaration says: it is decoded already."""
    head, end, rest = text.lstrip().partition("?>")
    body = rest if end and head.startswith("<?xml") else text.lstrip()
    blank_lines = "\n" * (text[: len(text) - len(body)].count("\n"))
    return (blank_lines + body).encode("utf-8", "replace")
