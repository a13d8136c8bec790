"""What the IT firm knows to be broken right now, signed: so that an employee does not look for it at home.

Like a manifest, and unlike reports and profiles, it may hold keys that this version does not know.
"""

import datetime
from typing import Annotated

import msgspec

from checker.model.text import Text

MAX_WORDS = 200
"""Letters of the firm's own sentence."""


class Announcement(msgspec.Struct, frozen=True, kw_only=True):
    """One incident: since when, what does not work, the firm's own words, and whether somebody works on it.

    `what` is None where the words say it.
    """

    began: Annotated[datetime.datetime, msgspec.Meta(tz=True)]
    what: Text | None = None
    words: Annotated[str, msgspec.Meta(max_length=MAX_WORDS)] = ""
    in_work: bool = False


class Announcements(msgspec.Struct, frozen=True, kw_only=True):
    """Those for one customer, as of `made`; mostly none."""

    version: int = 1
    code: str
    made: Annotated[datetime.datetime, msgspec.Meta(tz=True)]
    incidents: Annotated[tuple[Announcement, ...], msgspec.Meta(max_length=20)] = ()
