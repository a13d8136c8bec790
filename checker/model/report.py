"""A report: shown, stored, and sent when the employee agrees. Its reference is read out on the phone: `H4K-9TX`."""

import datetime
import secrets
from typing import Annotated

import msgspec

from checker.model.employee.own_words import OwnWords
from checker.model.finding import Finding
from checker.model.measurement import Measurement
from checker.model.privacy import DataGroup, Purpose, privacy_meta
from checker.model.profile import CODE_ALPHABET, Profile
from checker.model.record import Record
from checker.model.text import Language

REPORT_VERSION = 1
REPORT_ID = r"^[0-9a-f]{32}$(?!\n)"
ID_DIGITS = 32
CASE_CODE = r"^(?:[0-9a-f]{32})?$(?!\n)"
"""Random, and empty where the program keeps none."""
DIGEST = r"^(?:[0-9a-f]{64})?$(?!\n)"
"""Empty where the program keeps no secret of the report."""
REFERENCE_DIGITS = 8
"""Hexadecimal digits at the beginning of a report's id that its reference comes from."""
_HALF = 3
Moment = Annotated[datetime.datetime, msgspec.Meta(tz=True)]


class Consent(Record, frozen=True, kw_only=True):
    """What the employee agreed to, and when. Sending needs a consent of its own, after every value was shown."""

    groups: Annotated[
        tuple[DataGroup, ...],
        privacy_meta(
            DataGroup.REPORT, Purpose.DELIVERY, de="Erlaubte Gruppen von Angaben", en="Groups that may be read"
        ),
    ] = ()
    held_back: Annotated[
        tuple[DataGroup, ...],
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DELIVERY,
            de="Gelesene Gruppen, die nicht gesendet werden",
            en="Groups that were read and are not sent",
        ),
    ] = ()
    given: Annotated[
        Moment | None,
        privacy_meta(DataGroup.REPORT, Purpose.DELIVERY, de="Zeitpunkt der Einwilligung", en="When it was given"),
    ] = None
    send: Annotated[
        bool,
        privacy_meta(DataGroup.REPORT, Purpose.DELIVERY, de="Senden erlaubt", en="May be sent"),
    ] = False


class Report(Record, frozen=True, kw_only=True):
    """One run of the client. `id` is 32 random hexadecimal digits: the idempotency key of its upload."""

    version: Annotated[
        int,
        privacy_meta(DataGroup.REPORT, Purpose.DELIVERY, de="Version des Formats", en="Version of the format", ge=1),
    ] = msgspec.field(default_factory=lambda: REPORT_VERSION)  # a factory, because a plain default is never sent
    id: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DELIVERY,
            de="Zufällige Nummer des Berichts",
            en="Random number of the report",
            pattern=REPORT_ID,
        ),
    ]
    case_code: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DELIVERY,
            de="Zufällige Nummer Ihres Anliegens, gleich in allen Berichten darüber",
            en="Random number of your trouble, the same in all reports about it",
            pattern=CASE_CODE,
        ),
    ] = ""
    secret_digest: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DELIVERY,
            de="Prüfsumme des Schlüssels, der auf diesem Computer bleibt und mit dem nur Sie den Bericht löschen",
            en="Digest of the key that stays on this computer and by which only you delete the report",
            pattern=DIGEST,
        ),
    ] = ""
    own_words: Annotated[
        OwnWords | None,
        privacy_meta(
            DataGroup.OWN_WORDS, Purpose.DIAGNOSIS, de="Was Sie selbst schreiben", en="What you write yourself"
        ),
    ] = None
    created: Annotated[
        Moment,
        privacy_meta(DataGroup.REPORT, Purpose.DIAGNOSIS, de="Zeitpunkt der Prüfung", en="When the checks ran"),
    ]
    program: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT, Purpose.DIAGNOSIS, de="Programmversion", en="Version of the program", max_length=40
        ),
    ]
    language: Annotated[
        Language,
        privacy_meta(DataGroup.REPORT, Purpose.DELIVERY, de="Sprache", en="Language"),
    ] = "de"
    system: Annotated[
        str,
        privacy_meta(
            DataGroup.PC,
            Purpose.DIAGNOSIS,
            de="Betriebssystem: windows, macos oder linux",
            en="Operating system: windows, macos or linux",
            max_length=20,
        ),
    ] = ""
    profile: Annotated[
        Profile,
        privacy_meta(DataGroup.REPORT, Purpose.DELIVERY, de="Profil des Arbeitgebers", en="Profile of the employer"),
    ]
    consent: Annotated[
        Consent,
        privacy_meta(DataGroup.REPORT, Purpose.DELIVERY, de="Einwilligung", en="Consent"),
    ]
    measurements: Annotated[
        tuple[Measurement, ...],
        privacy_meta(DataGroup.REPORT, Purpose.DIAGNOSIS, de="Messungen", en="Measurements", max_length=60),
    ] = ()
    findings: Annotated[
        tuple[Finding, ...],
        privacy_meta(DataGroup.REPORT, Purpose.DIAGNOSIS, de="Befunde", en="Findings", max_length=400),
    ] = ()


class Receipt(Record, frozen=True, kw_only=True):
    """The desk's answer to a report: the reference is what the employee reads out on the phone."""

    id: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DELIVERY,
            de="Nummer des Berichts",
            en="Number of the report",
            pattern=REPORT_ID,
        ),
    ]
    reference: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DELIVERY,
            de="Kennzeichen zum Vorlesen",
            en="Reference to read out",
            max_length=20,
        ),
    ]
    received: Annotated[
        Moment,
        privacy_meta(DataGroup.REPORT, Purpose.DELIVERY, de="Zeitpunkt des Empfangs", en="When it was received"),
    ]
    firm: Annotated[
        str,
        privacy_meta(DataGroup.REPORT, Purpose.DELIVERY, de="Empfänger", en="Recipient", max_length=120),
    ] = ""


def new_case_code() -> str:
    """32 random hexadecimal digits."""
    return secrets.token_hex(ID_DIGITS // 2)


def new_report_id(reference_digits: str = "") -> str:
    """32 random hexadecimal digits. With the first 8 of an earlier id it has the reference of that one."""
    return reference_digits + secrets.token_hex((ID_DIGITS - len(reference_digits)) // 2)


def report_reference(report_id: str) -> str:
    """The reference of the report of this id. The desk draws another where it is taken by an older report."""
    number = int(report_id[:REFERENCE_DIGITS], 16)
    letters = ""
    for _ in range(2 * _HALF):
        number, at = divmod(number, len(CODE_ALPHABET))
        letters += CODE_ALPHABET[at]
    return f"{letters[:_HALF]}-{letters[_HALF:]}"
