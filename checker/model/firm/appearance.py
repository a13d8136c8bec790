"""How the IT firm looks, as the signed profile carries it: in comment lines that the signature covers.

`# colour: v1 #1a5fb4` and `# logo: v1 <SHA-256 of the PNG, hexadecimal>`. They are no fields, so programs that do not
know them read the profile all the same, and no report carries them. The picture itself lies at the firm's desk.
"""

import re
from typing import Annotated

import msgspec

from checker.model.profile import COLOUR, Profile
from checker.model.record import Record

_COLOUR_PREFIX = b"# colour: v1 "
_LOGO_PREFIX = b"# logo: v1 "
_COLOUR_LINE = re.compile(rb"^" + _COLOUR_PREFIX + rb"(#[0-9a-fA-F]{6})$", re.MULTILINE)
_LOGO_LINE = re.compile(rb"^" + _LOGO_PREFIX + rb"([0-9a-f]{64})$", re.MULTILINE)


class FirmAppearance(Record, frozen=True, kw_only=True):
    """`colour`: `#rrggbb`; `logo_digest`: SHA-256 of a PNG, hexadecimal. Each empty where the firm has none."""

    colour: Annotated[str, msgspec.Meta(pattern=COLOUR)] = ""
    logo_digest: Annotated[str, msgspec.Meta(pattern=r"^(?:[0-9a-f]{64})?$(?!\n)")] = ""


def with_appearance(toml: bytes, appearance: FirmAppearance) -> bytes:
    """The profile's TOML, not yet signed, with the lines that carry it."""
    lines = [(_COLOUR_PREFIX, appearance.colour), (_LOGO_PREFIX, appearance.logo_digest)]
    return toml.rstrip(b"\n") + b"\n" + b"".join(prefix + text.encode() + b"\n" for prefix, text in lines if text)


def appearance_from_toml(raw: bytes, profile: Profile) -> FirmAppearance:
    """What the lines carry of which this profile was read, its signature not looked at.

    A colour can also be the field of `[firm]`.
    """
    colour, logo = _COLOUR_LINE.search(raw), _LOGO_LINE.search(raw)
    field = profile.firm.colour if profile.firm is not None else ""
    return FirmAppearance(
        colour=colour[1].decode() if colour is not None else field,
        logo_digest=logo[1].decode() if logo is not None else "",
    )
