"""Reports of a firm whose profile has a key to seal with."""

import zlib

import msgspec

from checker.model.finding import Finding, Level
from checker.model.profile import FirmContact
from checker.model.report import Report
from checker.model.secrecy.sealing import new_sealing_key, sealing_key_text

TOKEN = "v1:MUSTER-01:2027-05-29:" + "a" * 86
SECRET = new_sealing_key()
FIRM = FirmContact(name="Muster IT", desk_url="https://desk.example", sealing_key=sealing_key_text(SECRET))
MANY = tuple(
    Finding(code=f"x.{zlib.crc32(str(n).encode()):x}-{zlib.adler32(str(n).encode()):x}", level=level)
    for level in (Level.OK, Level.BLOCKER)
    for n in range(150)
)
"""More than any code holds."""


def of_firm(made: Report, firm: FirmContact | None = FIRM) -> Report:
    """The report with this firm in its profile."""
    return msgspec.structs.replace(made, profile=msgspec.structs.replace(made.profile, firm=firm))
