"""What kind of datum a field is, and why it is needed: consent page, preview and annex are made from it."""

from enum import Enum
from typing import Any

import msgspec

from checker.model.record import Record
from checker.model.text import Text


class DataGroup(Enum):
    """A group of data that the employee agrees to, or not, as a whole (section 25 TDDDG: before reading)."""

    REPORT = "report"
    OWN_WORDS = "own-words"
    PC = "pc"
    NETWORK = "network"
    ROUTER = "router"
    CAMERA = "camera"
    MICROPHONE = "microphone"


MEASURED_GROUPS = tuple(group for group in DataGroup if group not in (DataGroup.REPORT, DataGroup.OWN_WORDS))
"""What is read from the PC, and asked for before. The others are made by the program, or typed by the employee."""


class Purpose(Enum):
    """Why a datum is read (Art. 5(1)(b) GDPR: each has one)."""

    DIAGNOSIS = "diagnosis"
    DELIVERY = "delivery"
    PURCHASE = "purchase"


GROUP_TITLES: dict[DataGroup, Text] = {
    DataGroup.REPORT: Text(de="Angaben zum Bericht selbst", en="About the report itself"),
    DataGroup.OWN_WORDS: Text(de="Was Sie selbst schreiben", en="What you write yourself"),
    DataGroup.PC: Text(de="Computer", en="Computer"),
    DataGroup.NETWORK: Text(de="Internet und Weg zur Firma", en="Internet and the way to the company"),
    DataGroup.ROUTER: Text(de="Router", en="Router"),
    DataGroup.CAMERA: Text(de="Kamera", en="Camera"),
    DataGroup.MICROPHONE: Text(de="Mikrofon und Lautsprecher", en="Microphone and speaker"),
}

PURPOSE_TITLES: dict[Purpose, Text] = {
    Purpose.DIAGNOSIS: Text(de="Fehler finden", en="Finding the fault"),
    Purpose.DELIVERY: Text(de="Bericht zustellen und zuordnen", en="Delivering and assigning the report"),
    Purpose.PURCHASE: Text(de="Ausstattung planen", en="Planning equipment"),
}


def privacy_meta(group: DataGroup, purpose: Purpose, *, de: str, en: str, **limits: Any) -> msgspec.Meta:
    """The annotation of a field: its group, its purpose, a plain sentence in each language, and msgspec limits."""
    facts = {"group": group.value, "purpose": purpose.value, "de": de, "en": en}
    return msgspec.Meta(description=en, extra_json_schema={"x-privacy": facts}, **limits)


# How long it stays, in days: what both programs do, and what both tell people (Art. 13 GDPR).
REPORT_DAYS = 30
"""A report at the desk."""
CLOSED_REPORT_DAYS = 14
"""A report at the desk after a technician has closed it; whichever of the two comes first."""
OWN_WORDS_DAYS = 7
"""What the employee wrote, name and number among it, after the case was closed: so long somebody may call back."""
REFUSED_UPLOAD_DAYS = 7
"""An upload that the desk did not accept."""
SENT_COPY_DAYS = 30
"""The PC's own copy of a report that the desk has."""
HISTORY_DAYS = 90
HISTORY_RUNS = 20
"""Earlier runs on the PC, which whoever sits before it compares and deletes."""
CHECKPOINT_DAYS = 7
"""What an interrupted watch for outages had seen, on the PC, until its report is made."""
CASE_CODE_DAYS = 14
"""The code by which the desk sees that several reports are about one trouble, counted from the last report.

As long as a closed report stays at the desk: whoever did not check for two weeks has another trouble, and nobody is
followed for longer than one takes.
"""


class Retention(Record, frozen=True, kw_only=True):
    """How long the desk has a group of data: `days` from the receipt, or `closed_days` from the end of the case.

    Whichever comes first.
    """

    days: int
    closed_days: int


GROUP_RETENTION: dict[DataGroup, Retention] = {
    group: Retention(days=REPORT_DAYS, closed_days=CLOSED_REPORT_DAYS) for group in DataGroup
} | {DataGroup.OWN_WORDS: Retention(days=REPORT_DAYS, closed_days=OWN_WORDS_DAYS)}
"""What was measured is needed as long as the case can be opened again; whom it was about is not."""
