"""A profile as the client uses it, and how it came here."""

from enum import Enum

from checker.model.firm.appearance import FirmAppearance
from checker.model.phrase import phrase
from checker.model.profile import Profile
from checker.model.record import Record
from checker.model.text import Text


class ProfileOrigin(Enum):
    """Where a profile was taken from."""

    BUILT_IN = "built-in"
    FILE = "file"
    DESK = "desk"
    CACHED = "kept"


class LoadedProfile(Record, frozen=True, kw_only=True):
    """`trusted_key`: fingerprint of the key that signed it, empty where none was looked at.

    `appearance`: what the signature covers of how the firm looks. `note`: what the employee should know
    about it, or None. `is_expired`: the IT firm will not accept its reports.
    """

    profile: Profile
    origin: ProfileOrigin
    trusted_key: str = ""
    appearance: FirmAppearance = FirmAppearance()
    note: Text | None = None
    is_expired: bool = False

    @property
    def phrase(self) -> Text | None:
        """Four words that the firm's page shows too; None where no signature was believed. Takes some 50 ms once."""
        return phrase(self.trusted_key, self.profile.code) if self.trusted_key else None
