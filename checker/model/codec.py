"""Reports, receipts and refusals as JSON; profiles as TOML. What cannot be read is refused with a reason."""

import re
from collections.abc import Iterable
from typing import Any, TypeVar, cast

import msgspec

from checker.model.employee.announcement import Announcements
from checker.model.failure import Refusal
from checker.model.manifest import Manifest
from checker.model.profile import PROFILE_VERSION, Profile
from checker.model.record import Record
from checker.model.report import REPORT_VERSION, Receipt, Report
from checker.model.secrecy.own_report import ReportStatus

R = TypeVar("R", bound=Record)
MAX_TOML_BYTES = 1_000_000
MAX_DOTS = 400
"""In one line of TOML: the longest name of a host has 127 (RFC 1035, 2.3.4), and a line names two or three."""
MAX_DEPTH = 40
MAX_REASON = 300
_SEALING_PREFIX = b"# sealing: v1 "
_SEALING_LINE = re.compile(rb"^" + _SEALING_PREFIX + rb"([A-Za-z0-9_-]{43})$", re.MULTILINE)
"""A comment, so that programs that do not know the key yet read the profile all the same."""


class Unreadable(Exception):  # noqa: N818 - carries a Refusal, as OperationFailed carries a Failure
    """The bytes are not what they should be; `refusal` is for people, `where` for whoever mends it."""

    def __init__(self, refusal: Refusal, where: str = "") -> None:
        super().__init__(f"{refusal.kind}: {where}")
        self.refusal = refusal
        self.where = where


def to_json(record: Record) -> bytes:
    """Compact UTF-8 JSON."""
    return msgspec.json.encode(record)


def report_from_json(raw: bytes) -> Report:
    """Raises Unreadable: `report-newer` for a later version of the format, `report-unreadable` for anything else."""
    return _read_json(raw, Report, "report", REPORT_VERSION, "Der Bericht", "The report")


def receipt_from_json(raw: bytes) -> Receipt:
    """Raises Unreadable `receipt-unreadable`."""
    return _read_json(raw, Receipt, "receipt", 1, "Die Antwort der IT-Firma", "The answer of the IT firm")


def report_status_from_json(raw: bytes) -> ReportStatus:
    """Raises Unreadable `report-status-unreadable`."""
    return _read_json(raw, ReportStatus, "report-status", 1, "Die Antwort der IT-Firma", "The answer of the IT firm")


def refusal_from_json(raw: bytes) -> Refusal:
    """Raises Unreadable `refusal-unreadable`."""
    return _read_json(raw, Refusal, "refusal", 1, "Die Antwort der IT-Firma", "The answer of the IT firm")


class InvalidToml(ValueError):  # noqa: N818 - a state of the file, as Unreadable
    """Bytes that are no TOML, or more work than a file of ours can be."""


def decode_toml(raw: bytes) -> dict[str, Any]:
    """A document of TOML as builtins. Raises InvalidToml.

    Bounded before it is parsed: the standard parser's work grows with the square of the parts of a dotted key.
    """
    if len(raw) > MAX_TOML_BYTES or any(line.count(b".") > MAX_DOTS for line in raw.splitlines()):
        raise InvalidToml("too long")
    try:
        fields = msgspec.toml.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise InvalidToml(str(error)[:MAX_REASON]) from error
    if not _is_shallow(fields):
        raise InvalidToml("nested too deeply")
    return cast(dict[str, Any], fields)


def _is_shallow(fields: object) -> bool:
    """Whether it is nested no deeper than MAX_DEPTH: whoever walks it needs a stack."""
    level: list[object] = [fields]
    for _ in range(MAX_DEPTH):
        children = [child for entry in level for child in _children(entry)]
        if not children:
            return True
        level = children
    return False


def _children(entry: object) -> Iterable[object]:
    if isinstance(entry, dict):
        return entry.values()
    return entry if isinstance(entry, list) else ()


def profile_from_toml(raw: bytes) -> Profile:
    """The profile, its signature not looked at. Raises Unreadable `profile-newer` or `profile-unreadable`."""
    try:
        fields = decode_toml(raw)
        _refuse_newer(fields, "profile", PROFILE_VERSION, "Das Profil", "The profile")
        profile = msgspec.convert(fields, Profile)
    except (msgspec.DecodeError, InvalidToml) as error:
        raise _unreadable("profile", "Das Profil", "The profile", str(error)) from error
    line = _SEALING_LINE.search(raw)
    if line is None or profile.firm is None:
        return profile
    firm = msgspec.structs.replace(profile.firm, sealing_key=line[1].decode())
    return msgspec.structs.replace(profile, firm=firm)


def with_sealing_key(toml: bytes, sealing_key: str) -> bytes:
    """The profile's TOML, not yet signed, with the line that carries this key; `profile_from_toml` reads it back."""
    return toml.rstrip(b"\n") + b"\n" + _SEALING_PREFIX + sealing_key.encode() + b"\n"


def manifest_from_toml(raw: bytes) -> Manifest:
    """The manifest, its signature not looked at. Raises Unreadable `manifest-unreadable`."""
    try:
        return msgspec.convert(decode_toml(raw), Manifest)
    except (msgspec.DecodeError, InvalidToml) as error:
        raise _unreadable("manifest", "Das Verzeichnis der Programme", "The list of programs", str(error)) from error


def announcements_from_toml(raw: bytes) -> Announcements:
    """The announcements, their signature not looked at. Raises Unreadable `announcements-unreadable`."""
    try:
        return msgspec.convert(decode_toml(raw), Announcements)
    except (msgspec.DecodeError, InvalidToml) as error:
        raise _unreadable("announcements", "Die Störungen", "The incidents", str(error)) from error


def _read_json(raw: bytes, kind: type[R], word: str, version: int, de: str, en: str) -> R:
    try:
        fields = msgspec.json.decode(raw)
        _refuse_newer(fields, word, version, de, en)
        return msgspec.convert(fields, kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _unreadable(word, de, en, str(error)) from error


def _refuse_newer(fields: object, word: str, version: int, de: str, en: str) -> None:
    sent_version = fields.get("version") if isinstance(fields, dict) else None
    if isinstance(sent_version, int) and sent_version > version:
        raise Unreadable(
            Refusal(
                kind=f"{word}-newer",
                de=f"{de} stammt von einer neueren Version. Bitte aktualisieren Sie das Programm.",
                en=f"{en} comes from a newer version. Please update the program.",
            ),
            f"version {sent_version}, known up to {version}",
        )


def _unreadable(word: str, de: str, en: str, where: str) -> Unreadable:
    refusal = Refusal(
        kind=f"{word}-unreadable",
        de=f"{de} ist beschädigt oder unvollständig. Bitte fordern Sie die Datei neu an.",
        en=f"{en} is damaged or incomplete. Please ask for the file again.",
    )
    return Unreadable(refusal, where)
