"""Several files, one profile: what was taken out of each, what was left out and why, and what is to be filled in."""

from collections.abc import Iterable
from enum import Enum
from typing import Any

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.gaps import gaps_of_gateway, gaps_of_service
from checker.checks.vpn.imports.importer import import_file
from checker.checks.vpn.imports.merge import KEY_FIELDS, merge
from checker.checks.vpn.imports.readers.openvpn.settings import SiblingReader
from checker.checks.vpn.imports.result import ImportResult
from checker.model.codec import Unreadable
from checker.model.failure import Refusal
from checker.model.record import Record
from checker.model.text import Language, Text


class SourceFile(Record, frozen=True, kw_only=True):
    """A file that somebody hands in. `read_sibling`: reads another file of its folder."""

    name: str
    content: bytes
    read_sibling: SiblingReader = lambda _name: None


class ItemState(Enum):
    """What became of one thing of a file."""

    IN_PROFILE = "in-profile"
    INCOMPLETE = "incomplete"
    DUPLICATE = "duplicate"
    LEFT_OUT = "left-out"


class SummaryRow(Record, frozen=True, kw_only=True):
    """`item`: what it is, in the file's own words; `reasons`: why it was left out, or what is to be filled in."""

    file: str
    item: str
    state: ItemState
    reasons: tuple[Text, ...] = ()

    def render_reasons(self, language: Language) -> str:
        """The sentences."""
        return " ".join(reason.render(language) for reason in self.reasons)


class FileOutcome(Record, frozen=True, kw_only=True):
    """One file's `result`, or the `refusal` that stands for it."""

    file: str
    result: ImportResult | None = None
    refusal: Refusal | None = None
    detail: str = ""


class BatchImport(Record, frozen=True, kw_only=True):
    """`result` is None where no file could be read."""

    result: ImportResult | None
    outcomes: tuple[FileOutcome, ...]
    rows: tuple[SummaryRow, ...]


def import_files(files: Iterable[SourceFile]) -> BatchImport:
    """Raises Unreadable where the gateways of all files together are more than a profile holds."""
    outcomes = tuple(map(_import_one, files))
    results = [outcome.result for outcome in outcomes if outcome.result is not None]
    merged = merge(results) if results else None
    return BatchImport(result=merged, outcomes=outcomes, rows=tuple(_rows(outcomes, merged)))


def _import_one(file: SourceFile) -> FileOutcome:
    try:
        return FileOutcome(file=file.name, result=import_file(file.content, file.name, file.read_sibling))
    except Unreadable as error:
        return FileOutcome(file=file.name, refusal=error.refusal, detail=error.where)


def _rows(outcomes: tuple[FileOutcome, ...], merged: ImportResult | None) -> Iterable[SummaryRow]:
    remaining = {_key(table): table for table in _gateways(merged)}
    for outcome in outcomes:
        if outcome.refusal is not None:
            reason = Text(de=outcome.refusal.de, en=outcome.refusal.en)
            yield SummaryRow(file=outcome.file, item="–", state=ItemState.LEFT_OUT, reasons=(reason,))
        for table in _gateways(outcome.result):
            item = f"{table['name']}: {table['kind']}, {table['host']}, {table['port']}"
            yield _row(outcome.file, item, table, remaining)
        for service in _services(outcome.result):
            gaps = tuple(gaps_of_service(service))
            item = f"{service['name']}: {service['host']}, {service['port']}"
            yield SummaryRow(file=outcome.file, item=item, state=_state(gaps), reasons=gaps)


def _row(file: str, item: str, table: dict[str, Any], remaining: dict[tuple[str, ...], dict[str, Any]]) -> SummaryRow:
    """Each gateway of the profile belongs to the first file that names it."""
    entry = remaining.get(_key(table))
    if entry is None:
        return SummaryRow(file=file, item=item, state=ItemState.LEFT_OUT, reasons=(notes.NO_ROOM,))
    if entry.get("id") is None:
        return SummaryRow(file=file, item=item, state=ItemState.DUPLICATE)
    gaps = tuple(gaps_of_gateway(entry))
    remaining[_key(table)] = {**entry, "id": None}
    return SummaryRow(file=file, item=item, state=_state(gaps), reasons=gaps)


def _state(gaps: tuple[Text, ...]) -> ItemState:
    return ItemState.INCOMPLETE if gaps else ItemState.IN_PROFILE


def _key(table: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(table.get(name, "")).lower() for name in KEY_FIELDS)


def _gateways(result: ImportResult | None) -> list[dict[str, Any]]:
    return result.table["vpn"].get("gateways", []) if result else []


def _services(result: ImportResult | None) -> list[dict[str, Any]]:
    return result.table["vpn"].get("services", []) if result else []
