"""Apple's property lists, from whoever wrote them: one sentence instead of any error, and no more than a tree."""

import plistlib
import re
from typing import Any
from xml.parsers.expat import ExpatError

from checker.checks.vpn.imports.readers.cms import signed_content
from checker.checks.vpn.imports.refusals import damaged_file
from checker.checks.vpn.imports.text_fields import decode_text

FORMAT = "Apple"
_BINARY = b"bplist00"
_ROOT = re.compile(r"\s*+(?:(?><\?.{0,400}?\?>|<!--.{0,4000}?-->)\s*+){0,9}+<(?:!DOCTYPE\s+)?plist\b", re.DOTALL)
"""The outermost element, or a document type that names it, behind a declaration and remarks. Nothing of them is read
another way once it was read: else a few dozen empty declarations take for ever."""
_DECLARATION = re.compile(r"\s*<\?xml.{0,400}?\?>", re.DOTALL)
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_SEQUENCE = 0x30
_ERRORS = (ValueError, ExpatError, AttributeError, LookupError, TypeError, OverflowError, RecursionError, MemoryError)
"""What plistlib raises besides its own InvalidFileException (a ValueError): for dates, references, and depth."""


def is_plist(raw: bytes) -> bool:
    """Whether this is a property list, as it is or signed."""
    content = (signed_content(raw) if raw[:1] == bytes([_SEQUENCE]) else raw) or b""
    return content.startswith(_BINARY) or _ROOT.match(decode_text(content)) is not None or _is_cut_off(raw)


def is_signed(raw: bytes) -> bool:
    """Whether it is wrapped in a signature (CMS)."""
    return raw[:1] == bytes([_SEQUENCE]) and signed_content(raw) is not None


def parse_plist(raw: bytes) -> dict[str, Any]:
    """Its dictionary. Entities, and with them their bombs, are refused by plistlib itself. Raises Unreadable."""
    content = (signed_content(raw) if raw[:1] == bytes([_SEQUENCE]) else raw) or b""
    if not content.startswith(_BINARY):
        content = _as_utf8(content)
    try:
        tree = plistlib.loads(content)
    except _ERRORS as error:
        raise damaged_file(FORMAT, type(error).__name__, line=_line_of(error)) from error
    if not isinstance(tree, dict):
        raise damaged_file(FORMAT, "no dictionary", line=1)
    return tree


def _line_of(error: Exception) -> int:
    """Expat counts it, plistlib writes it into its sentence; a binary list has none."""
    written = re.search(r"at line (\d{1,7})", str(error))
    return int(written[1]) if written else int(getattr(error, "lineno", 0))


def _as_utf8(content: bytes) -> bytes:
    """Without its declaration, which may name another encoding; its lines stay where they are."""
    text = decode_text(content)
    declaration = _DECLARATION.match(text)
    lines = "\n" * declaration[0].count("\n") if declaration else ""
    return (_XML + lines + (text[declaration.end() :] if declaration else text)).encode("utf-8", "replace")


def _is_cut_off(raw: bytes) -> bool:
    """A signed one that breaks off: no signature that can be opened, but the list is there."""
    return raw[:1] == bytes([_SEQUENCE]) and not is_signed(raw) and b"<plist" in raw
