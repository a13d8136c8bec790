"""A profile as the client uses it, and how it came here."""

from enum import Enum

from checker.model.profile import Profile
from checker.model.record import Record
from checker.model.text import Text


class Origin(Enum):
    """Where a profile was taken from."""

    BUILT_IN = "built-in"
    FILE = "file"
    DESK = "desk"
    KEPT = "kept"


class LoadedProfile(Record, frozen=True, kw_only=True):
    """`trusted_key`: fingerprint of the key that signed it, empty where none was looked at.

    `note`: what the employee should know about it, or None. `expired`: the IT firm will not accept its reports.
    """

    profile: Profile
    origin: Origin
    trusted_key: str = ""
    note: Text | None = None
    expired: bool = False
