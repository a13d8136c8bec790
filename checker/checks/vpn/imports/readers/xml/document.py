"""A VPN program's XML as a tree, its names in small letters, and the name that tells whose it is."""

import contextlib
from xml.parsers import expat

from checker.checks.vpn.imports.refusals import damaged_file
from checker.checks.vpn.imports.text_fields import decode_text
from checker.net.xml_tree import RefusedXml, TreeLimits, XmlElement, local_name, parse_tree

LIMITS = TreeLimits(depth=60, elements=60_000, text=1_000_000)
"""A FortiClient backup has some 2,000 elements, a list of an IT firm's servers ten times that."""
_START = "<"
_HEAD = 20_000
"""Characters in which the outermost element begins."""


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


def parse_document(raw: bytes, format_name: str) -> XmlElement:
    """The outermost element. Raises Unreadable, with the line."""
    try:
        return parse_tree(_encoded(decode_text(raw)), LIMITS, name_of=_local)
    except expat.ExpatError as error:
        raise damaged_file(format_name, "xml", line=error.lineno) from error
    except RefusedXml as error:
        raise damaged_file(format_name, str(error), line=error.line) from error


def _local(name: str) -> str:
    return local_name(name).lower()


def _encoded(text: str) -> bytes:
    """As UTF-8, whatever its declaration says: it is decoded already."""
    head, end, rest = text.lstrip().partition("?>")
    body = rest if end and head.startswith("<?xml") else text.lstrip()
    blank_lines = "\n" * (text[: len(text) - len(body)].count("\n"))
    return (blank_lines + body).encode("utf-8", "replace")
