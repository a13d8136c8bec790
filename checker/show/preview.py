"""Every value of a report that leaves the PC, made from what is sent and from what each field says of itself.

It walks the encoded report, so a field that somebody adds later is listed without anything being changed here.
"""

import re
from itertools import groupby

from checker.model.privacy import GROUP_TITLES, PURPOSE_TITLES, Group, Purpose
from checker.model.record import Record
from checker.model.report import Report
from checker.model.text import Language
from checker.show.facts import facts, meaning, title
from checker.show.findings import say
from checker.show.safe import clean
from checker.show.signs import word
from checker.show.values import exact, observed, uncertainty
from checker.show.walk import Leaf, leaves

_MEASUREMENT = re.compile(r"measurements\[(\d+)\]")
_OBSERVATION = re.compile(r"measurements\[(\d+)\]\.observations\[(\d+)\]")
_FINDING = re.compile(r"findings\[(\d+)\]")
_PLACE = re.compile(r"(\[\d+\])*\Z")


class Row(Record, frozen=True, kw_only=True):
    """What it is, its value, what it is for, and where it stands in the JSON.

    An observation and a finding are one row in words, with each of their values to every digit in `details`.
    """

    what: str
    value: str
    purpose: str
    path: str
    details: tuple["Row", ...] = ()


class Section(Record, frozen=True, kw_only=True):
    """The rows of one group of data."""

    group: Group
    title: str
    rows: tuple[Row, ...]


def preview(report: Report, language: Language) -> list[Section]:
    """All groups that the report holds values of, in the order in which consent is asked."""
    rows: dict[Group, list[Row]] = {group: [] for group in Group}
    for owner, own in groupby(leaves(report), key=_owner):
        group, found = _rows(report, owner, list(own), language)
        rows[group] += found
    return [
        Section(group=group, title=GROUP_TITLES[group].say(language), rows=tuple(found))
        for group, found in rows.items()
        if found
    ]


def _owner(leaf: Leaf) -> str:
    """The observation or finding that a value is part of; else the value itself."""
    found = _OBSERVATION.match(leaf.path) or _FINDING.match(leaf.path)
    return found.group() if found else leaf.path


def _rows(report: Report, owner: str, own: list[Leaf], language: Language) -> tuple[Group, list[Row]]:
    if found := _OBSERVATION.fullmatch(owner):
        return _observation(report, int(found[1]), int(found[2]), own, language)
    if found := _FINDING.fullmatch(owner):
        return _finding(report, int(found[1]), own, language)
    leaf = own[0]
    row = _row(leaf, language)
    if found := _MEASUREMENT.match(leaf.path):
        check = title(report.measurements[int(found[1])].check, language)
        row = Row(what=clean(f"{check}: {row.what}"), value=row.value, purpose=row.purpose, path=row.path)
    return leaf.told.group if leaf.told else Group.REPORT, [row]


def _observation(
    report: Report, measured: int, at: int, own: list[Leaf], language: Language
) -> tuple[Group, list[Row]]:
    measurement = report.measurements[measured]
    seen = measurement.observations[at]
    declared = facts(measurement.check).get(seen.name)
    row = Row(
        what=clean(meaning(declared, seen.name, seen.subject, language)),
        value=clean(f"{observed(seen, language)} {uncertainty(seen, language)}".rstrip()),
        purpose=PURPOSE_TITLES[declared.purpose if declared else Purpose.DIAGNOSIS].say(language),
        path=f"measurements[{measured}].observations[{at}]",
        details=tuple(_row(leaf, language) for leaf in own),
    )
    return declared.group if declared else Group.REPORT, [row]


def _finding(report: Report, at: int, own: list[Leaf], language: Language) -> tuple[Group, list[Row]]:
    finding = report.findings[at]
    row = Row(
        what=clean(say(finding, language)),
        value=word(finding.level, language),
        purpose=PURPOSE_TITLES[Purpose.DIAGNOSIS].say(language),
        path=f"findings[{at}]",
        details=tuple(_row(leaf, language) for leaf in own),
    )
    return Group.REPORT, [row]


def _row(leaf: Leaf, language: Language) -> Row:
    """A value to every digit. What no field describes is still shown, by its path."""
    said = leaf.told.what.say(language) if leaf.told else leaf.path
    beneath = _PLACE.sub("", leaf.beneath) if leaf.told else ""
    purpose = leaf.told.purpose if leaf.told else Purpose.DIAGNOSIS
    return Row(
        what=clean(f"{said} – {beneath}" if beneath else said),
        value=clean(_exact(leaf, language)),
        purpose=PURPOSE_TITLES[purpose].say(language),
        path=leaf.path,
    )


def _exact(leaf: Leaf, language: Language) -> str:
    return exact(None if isinstance(leaf.value, (dict, list)) else leaf.value, language)
