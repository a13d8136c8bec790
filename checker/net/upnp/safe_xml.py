"""XML of a stranger, read safely: a document type ends it, so no entities; bounded in depth and in elements.

Routers write what is not quite XML, and the programs that people use with them read it (miniupnpc's minixml.c looks at
nothing but tags): padding around the document, Latin-1 that calls itself UTF-8, a bare ampersand.
"""

import re
from collections.abc import Iterator
from xml.parsers import expat

from checker.model.failure import FailureKind, Operation, OperationFailed

_MAX_DEPTH, _MAX_ELEMENTS = 20, 3000
"""A FRITZ!Box's description has 7 levels and some 300 elements."""
_MAX_TEXT = 4096
_UTF8_MARK = b"\xef\xbb\xbf"
_PADDING = b"\0 \t\r\n"
_BARE_AMPERSAND = re.compile(rb"&(?!\w+;|#\w+;)")
_CONTROLS = re.compile(rb"[\0-\x08\x0b\x0c\x0e-\x1f]")
"""No XML has them, however written (XML 1.0, 2.2)."""


class XmlElement:
    """A name without its prefix, the text directly inside, and what lies inside."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.text = ""
        self.children: list[XmlElement] = []

    def descendants(self, name: str) -> Iterator["XmlElement"]:
        """Every element of this name inside, however deep, in their order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.descendants(name)

    def child_text(self, name: str) -> str:
        """The text of the first element of this name directly inside; empty without one."""
        return next((child.text.strip() for child in self.children if child.name == name), "")


def parse_xml(data: bytes) -> XmlElement:
    """The outermost element. Raises OperationFailed for anything else than plain, small XML.

    What is no XML is tried once more with its usual slips mended.
    """
    document = _document(data)
    try:
        return _parse(document, None)
    except expat.ExpatError:
        pass
    try:
        return _parse(_mended(document), "utf-8")
    except expat.ExpatError as error:
        raise _bad_xml() from error


def _document(data: bytes) -> bytes:
    """Without the padding in front. What follows the last tag is ignored later."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data  # UTF-16: blanks are no single bytes
    return data.lstrip(_PADDING).removeprefix(_UTF8_MARK).lstrip(_PADDING)


def _mended(document: bytes) -> bytes:
    """In UTF-8, without a control character and a bare ampersand."""
    try:
        document.decode("utf-8")
    except UnicodeDecodeError:
        document = document.decode("latin-1").encode("utf-8")
    return _BARE_AMPERSAND.sub(b"&amp;", _CONTROLS.sub(b"", document))


def _parse(document: bytes, encoding: str | None) -> XmlElement:
    """Raises ExpatError; OperationFailed for what is refused."""
    builder = _TreeBuilder()
    parser = expat.ParserCreate(encoding)
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.EntityDeclHandler = builder.refuse
    parser.StartElementHandler = builder.begin
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.write
    try:
        parser.Parse(document, True)
    except expat.ExpatError:
        if not builder.is_complete:
            raise
    except (ValueError, LookupError) as error:
        raise _bad_xml() from error
    if builder.outermost is None:
        raise _bad_xml()
    return builder.outermost


class _TreeBuilder:
    def __init__(self) -> None:
        self.outermost: XmlElement | None = None
        self.is_complete = False
        self._open: list[XmlElement] = []
        self._count = 0

    def refuse(self, *_: object) -> None:
        raise _bad_xml()

    def begin(self, name: str, _attributes: object) -> None:
        element = XmlElement(name.rpartition(":")[2])
        self._count += 1
        if len(self._open) >= _MAX_DEPTH or self._count > _MAX_ELEMENTS:
            raise _bad_xml()
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.outermost = element
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()
        self.is_complete = not self._open

    def write(self, text: str) -> None:
        element = self._open[-1]
        if len(element.text) < _MAX_TEXT:
            element.text += text[:_MAX_TEXT]


def _bad_xml() -> OperationFailed:
    return OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "xml")
