"""Every value of a report that leaves the PC, made from what is sent and from the privacy annotation of each field.

It walks the encoded report, so a field that somebody adds later is listed without anything being changed here.
"""

import re
from itertools import groupby

import msgspec

from checker.model.employee.task import Task
from checker.model.observation import Observation
from checker.model.privacy import GROUP_TITLES, PURPOSE_TITLES, DataGroup, Purpose
from checker.model.record import Record
from checker.model.report import Report
from checker.model.text import Language, Text
from checker.show.declarations import check_title, declared_facts, observation_label
from checker.show.findings import describe_finding
from checker.show.formatting import format_exact, format_observation, format_uncertainty
from checker.show.level_symbols import level_word
from checker.show.privacy_preview.field_values import FieldValue, field_values
from checker.show.privacy_preview.value_words import plain_value
from checker.show.sanitizer import sanitize
from checker.show.work_tasks.task_status import task_title

_MEASUREMENT = re.compile(r"measurements\[(\d+)\]")
_OBSERVATION = re.compile(r"measurements\[(\d+)\]\.observations\[(\d+)\]")
_FINDING = re.compile(r"findings\[(\d+)\]")
_TRAILING_INDEXES = re.compile(r"(\[\d+\])*\Z")


class PreviewRow(Record, frozen=True, kw_only=True):
    """What it is, its value, what it is for, and where it stands in the JSON.

    An observation and a finding are one row in words, with each of their values to every digit in `details`.
    """

    what: str
    value: str
    purpose: str
    path: str
    details: tuple["PreviewRow", ...] = ()


class PreviewSection(Record, frozen=True, kw_only=True):
    """The rows of one group of data; without a group those of one check."""

    group: DataGroup | None = None
    title: str
    rows: tuple[PreviewRow, ...]


def preview_sections(report: Report, language: Language) -> list[PreviewSection]:
    """All groups that the report holds values of, in the order of the consent form."""
    rows: dict[DataGroup, list[PreviewRow]] = {group: [] for group in DataGroup}
    for owner, owned in groupby(field_values(report), key=_owner):
        group, group_rows = _rows(report, owner, list(owned), language)
        rows[group] += group_rows
    return [
        PreviewSection(group=group, title=GROUP_TITLES[group].render(language), rows=tuple(group_rows))
        for group, group_rows in rows.items()
        if group_rows
    ]


def typed_rows(report: Report, language: Language) -> list[PreviewRow]:
    """What the employee wrote, as it was typed."""
    leaves = (leaf for leaf in field_values(report) if leaf.path.startswith("own_words."))
    return [_typed_row(leaf, language) for leaf in leaves]


def plain_sections(report: Report, language: Language) -> list[PreviewSection]:
    """What the employee wrote, what was found out, what each check saw, what the report says of itself: all in words.

    What the IT firm itself wrote into the profile is one row, and how each check ran is left to `preview_sections`.
    """
    result: list[PreviewRow] = []
    by_check: dict[str, list[PreviewRow]] = {}
    about: list[PreviewRow] = []
    given_by_firm = 0
    for owner, owned in groupby(field_values(report), key=_owner):
        leaves = list(owned)
        if owner.startswith("profile."):
            given_by_firm += len(leaves)
        elif match := _OBSERVATION.fullmatch(owner):
            measurement = report.measurements[int(match[1])]
            _, [row] = _rows(report, owner, leaves, language)
            row = _in_words(row, measurement.observations[int(match[2])], language)
            by_check.setdefault(sanitize(check_title(measurement.check, language)), []).append(row)
        elif _FINDING.fullmatch(owner):
            result += _rows(report, owner, leaves, language)[1]
        elif owner.startswith("own_words."):
            continue
        elif not _MEASUREMENT.match(owner):
            about += _rows(report, owner, leaves, language)[1]
    if given_by_firm:
        about.append(_profile_row(report.profile.customer, given_by_firm, language))
    sections = [
        (GROUP_TITLES[DataGroup.OWN_WORDS].render(language), typed_rows(report, language)),
        (_RESULT.render(language), result),
        *by_check.items(),
        (GROUP_TITLES[DataGroup.REPORT].render(language), about),
    ]
    return [PreviewSection(title=title, rows=tuple(rows)) for title, rows in sections if rows]


def _in_words(row: PreviewRow, observation: Observation, language: Language) -> PreviewRow:
    value = f"{plain_value(observation, language)} {format_uncertainty(observation, language)}".rstrip()
    return msgspec.structs.replace(row, value=sanitize(value))


def _profile_row(customer: str, count: int, language: Language) -> PreviewRow:
    return PreviewRow(
        what=_GIVEN_BY_FIRM.render(language),
        value=sanitize(", ".join(filter(None, (customer, _UNCHANGED.render(language, count=count))))),
        purpose=PURPOSE_TITLES[Purpose.DELIVERY].render(language),
        path="profile",
    )


def delivery_section(report: Report, enrolment: str, language: Language) -> PreviewSection:
    """What goes with the report, in the head of its sending: everything that is not in the report itself."""
    what = {
        "enrolment": _ENROLMENT.render(language),
        "idempotency-key": _IDEMPOTENCY_KEY.render(language),
        "user-agent": _USER_AGENT.render(language),
    }
    values = {"enrolment": enrolment, "idempotency-key": report.id, "user-agent": f"Homeoffice-Check/{report.program}"}
    purpose = PURPOSE_TITLES[Purpose.DELIVERY].render(language)
    rows = tuple(
        PreviewRow(what=what[name], value=sanitize(value), purpose=purpose, path=name) for name, value in values.items()
    )
    return PreviewSection(group=DataGroup.REPORT, title=_WITH_THE_REPORT.render(language), rows=rows)


_RESULT = Text(de="Ergebnis", en="Result")
_GIVEN_BY_FIRM = Text(
    de="Was Ihre IT-Firma diesem Programm vorgegeben hat", en="What your IT firm has set for this program"
)
_UNCHANGED = Text(de="{count} Angaben, unverändert", en="{count} entries, unchanged")
_WITH_THE_REPORT = Text(de="Begleitet den Bericht", en="Goes with the report")
_ENROLMENT = Text(
    de="Ausweis aus dem Profil, mit dem die IT-Firma Berichte annimmt (Kopfzeile Homeoffice-Check-Enrolment)",
    en="Token of the profile by which the IT firm accepts reports (header Homeoffice-Check-Enrolment)",
)
_IDEMPOTENCY_KEY = Text(
    de="Nummer des Berichts (Kopfzeile Idempotency-Key)", en="Number of the report (header Idempotency-Key)"
)
_USER_AGENT = Text(de="Programm und Version (Kopfzeile User-Agent)", en="Program and version (header User-Agent)")


def _owner(leaf: FieldValue) -> str:
    """The observation or finding that a value is part of; else the value itself."""
    match = _OBSERVATION.match(leaf.path) or _FINDING.match(leaf.path)
    return match.group() if match else leaf.path


def _rows(
    report: Report, owner: str, owned: list[FieldValue], language: Language
) -> tuple[DataGroup, list[PreviewRow]]:
    if match := _OBSERVATION.fullmatch(owner):
        return _observation_row(report, int(match[1]), int(match[2]), owned, language)
    if match := _FINDING.fullmatch(owner):
        return _finding_row(report, int(match[1]), owned, language)
    leaf = owned[0]
    row = _row(leaf, language)
    if match := _MEASUREMENT.match(leaf.path):
        check = check_title(report.measurements[int(match[1])].check, language)
        row = PreviewRow(what=sanitize(f"{check}: {row.what}"), value=row.value, purpose=row.purpose, path=row.path)
    return leaf.privacy.group if leaf.privacy else DataGroup.REPORT, [row]


def _observation_row(
    report: Report, measurement_index: int, at: int, owned: list[FieldValue], language: Language
) -> tuple[DataGroup, list[PreviewRow]]:
    measurement = report.measurements[measurement_index]
    observation = measurement.observations[at]
    declared = declared_facts(measurement.check).get(observation.name)
    row = PreviewRow(
        what=sanitize(observation_label(measurement.check, observation.name, observation.subject, language)),
        value=sanitize(
            f"{format_observation(observation, language)} {format_uncertainty(observation, language)}".rstrip()
        ),
        purpose=PURPOSE_TITLES[declared.purpose if declared else Purpose.DIAGNOSIS].render(language),
        path=f"measurements[{measurement_index}].observations[{at}]",
        details=tuple(_row(leaf, language) for leaf in owned),
    )
    return declared.group if declared else DataGroup.REPORT, [row]


def _finding_row(
    report: Report, at: int, owned: list[FieldValue], language: Language
) -> tuple[DataGroup, list[PreviewRow]]:
    finding = report.findings[at]
    row = PreviewRow(
        what=sanitize(describe_finding(finding, language)),
        value=level_word(finding.level, language),
        purpose=PURPOSE_TITLES[Purpose.DIAGNOSIS].render(language),
        path=f"findings[{at}]",
        details=tuple(_row(leaf, language) for leaf in owned),
    )
    return DataGroup.REPORT, [row]


def _row(leaf: FieldValue, language: Language) -> PreviewRow:
    """A value to every digit. What no field describes is still shown, by its path."""
    label = leaf.privacy.what.render(language) if leaf.privacy else leaf.path
    subpath = _TRAILING_INDEXES.sub("", leaf.subpath) if leaf.privacy else ""
    purpose = leaf.privacy.purpose if leaf.privacy else Purpose.DIAGNOSIS
    return PreviewRow(
        what=sanitize(f"{label} – {subpath}" if subpath else label),
        value=sanitize(_exact(leaf, language)),
        purpose=PURPOSE_TITLES[purpose].render(language),
        path=leaf.path,
    )


def _typed_row(leaf: FieldValue, language: Language) -> PreviewRow:
    """As it was typed; a task that was ticked by the name that it has on the screen."""
    row = _row(leaf, language)
    is_task = leaf.path.startswith("own_words.needed[")
    return msgspec.structs.replace(row, value=task_title(Task(leaf.value), language)) if is_task else row


def _exact(leaf: FieldValue, language: Language) -> str:
    return format_exact(None if isinstance(leaf.value, (dict, list)) else leaf.value, language)
