"""Reports, receipts and refusals as JSON; profiles as TOML. What cannot be read is refused with a reason."""

from typing import TypeVar

import msgspec

from checker.model.failure import Refusal
from checker.model.manifest import Manifest
from checker.model.profile import PROFILE_VERSION, Profile
from checker.model.record import Record
from checker.model.report import REPORT_VERSION, Receipt, Report

R = TypeVar("R", bound=Record)


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


def refusal_from_json(raw: bytes) -> Refusal:
    """Raises Unreadable `refusal-unreadable`."""
    return _read_json(raw, Refusal, "refusal", 1, "Die Antwort der IT-Firma", "The answer of the IT firm")


def profile_from_toml(raw: bytes) -> Profile:
    """The profile, its signature not looked at. Raises Unreadable `profile-newer` or `profile-unreadable`."""
    try:
        fields = msgspec.toml.decode(raw)
        _refuse_newer(fields, "profile", PROFILE_VERSION, "Das Profil", "The profile")
        return msgspec.convert(fields, Profile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unreadable("profile", "Das Profil", "The profile", str(error)) from error


def manifest_from_toml(raw: bytes) -> Manifest:
    """The manifest, its signature not looked at. Raises Unreadable `manifest-unreadable`."""
    try:
        return msgspec.toml.decode(raw, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unreadable("manifest", "Das Verzeichnis der Programme", "The list of programs", str(error)) from error


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
