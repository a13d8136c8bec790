"""What a desk has to offer and what it still takes, signed: how a program learns that there is a newer one.

Unlike reports and profiles, a manifest may hold keys that this version does not know: programs that are years older
must be able to read it.
"""

import datetime
import re
from typing import Annotated

import msgspec

from checker.model.text import Text

VERSION = r"^[0-9]{1,5}(\.[0-9]{1,5}){0,3}$(?!\n)"
SHA256 = r"^[0-9a-f]{64}$(?!\n)"
_AFTER_EVERY_RELEASE = 100_000
"""Larger than any part of VERSION."""

Version = Annotated[str, msgspec.Meta(pattern=VERSION)]
"""A version as programs name it: numbers and dots, `1.10` newer than `1.9`."""


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """One program to download. `system`: windows, macos or linux; `processor`: x64, arm64, or empty for all of them."""

    system: str
    processor: str = ""
    name: str
    version: Version | None = None
    size: Annotated[int, msgspec.Meta(ge=0)]
    sha256: Annotated[str, msgspec.Meta(pattern=SHA256)]


class AcceptedReportVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A version of the report that the desk takes, and until when; None: no end is set."""

    number: int
    until: datetime.date | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """`made` orders manifests: an older one than the last accepted is refused.

    `oldest`: the oldest version of the program whose reports the desk takes; None: any. `news`: what is new.
    """

    version: int = 1
    made: Annotated[datetime.datetime, msgspec.Meta(tz=True)]
    oldest: Version | None = None
    news: Text | None = None
    reports: tuple[AcceptedReportVersion, ...] = ()
    programs: tuple[Offer, ...] = ()


def parse_version(version: str) -> tuple[int, ...]:
    """To compare by: `1.10` is newer than `1.9` and the same as `1.10.0`; `2.0.dev0` lies between `1.999` and `2.0`.

    Raises ValueError for what is no version.
    """
    release, development, _ = version.partition(".dev")
    if not re.match(VERSION, release):
        raise ValueError(version)
    parts = [int(part) for part in release.split(".")]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return (*parts[:-1], parts[-1] - 1, _AFTER_EVERY_RELEASE) if development else tuple(parts)
