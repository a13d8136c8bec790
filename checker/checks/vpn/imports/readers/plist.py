"""Apple's property lists, from whoever wrote them: one sentence instead of any error, and no more than a tree."""

import plistlib
from typing import Any
from xml.parsers.expat import ExpatError

from checker.checks.vpn.imports.readers.cms import signed_content
from checker.checks.vpn.imports.refusals import damaged_file

FORMAT = "Apple"
_STARTS = (b"<?xml", b"<!DOCTYPE plist", b"<plist", b"bplist00")
_BOM = b"\xef\xbb\xbf"
_SEQUENCE = 0x30
_ERRORS = (ValueError, ExpatError, AttributeError, LookupError, TypeError, OverflowError, RecursionError, MemoryError)
"""What plistlib raises besides its own InvalidFileException (a ValueError): for dates, references, and depth."""


def is_plist(raw: bytes) -> bool:
    """Whether this is a property list, as it is or signed."""
    return _bare(raw).startswith(_STARTS) or is_signed(raw)


def is_signed(raw: bytes) -> bool:
    """Whether it is wrapped in a signature (CMS)."""
    return raw[:1] == bytes([_SEQUENCE]) and signed_content(raw) is not None


def parse_plist(raw: bytes) -> dict[str, Any]:
    """Its dictionary. Entities, and with them their bombs, are refused by plistlib itself. Raises Unreadable."""
    content = signed_content(raw) if raw[:1] == bytes([_SEQUENCE]) else raw
    try:
        tree = plistlib.loads(_bare(content or b""))
    except _ERRORS as error:
        raise damaged_file(FORMAT, type(error).__name__) from error
    if not isinstance(tree, dict):
        raise damaged_file(FORMAT, "no dictionary")
    return tree


def _bare(raw: bytes) -> bytes:
    return raw.removeprefix(_BOM).lstrip()
