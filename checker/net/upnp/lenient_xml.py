"""A router's XML, read as the programs that people use with it read it.

Routers write what is not quite XML, and the programs that people use with them read it (miniupnpc's minixml.c looks at
nothing but tags): padding around the document, Latin-1 that calls itself UTF-8, a bare ampersand.
"""

import re
from xml.parsers import expat

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.xml_tree import TreeLimits, XmlElement, parse_tree

_LIMITS = TreeLimits(depth=20, elements=3000, text=4096)
"""A FRITZ!Box's description has 7 levels and some 300 elements."""
_UTF8_MARK = b"\xef\xbb\xbf"
_PADDING = b"\0 \t\r\n"
_BARE_AMPERSAND = re.compile(rb"&(?!\w+;|#\w+;)")
_CONTROLS = re.compile(rb"[\0-\x08\x0b\x0c\x0e-\x1f]")
"""No XML has them, however written (XML 1.0, 2.2)."""


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
    try:
        return parse_tree(document, _LIMITS, encoding)
    except (ValueError, LookupError) as error:
        raise _bad_xml() from error


def _bad_xml() -> OperationFailed:
    return OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "xml")
