"""Files dropped into the form: read by the same code as `profile import`, and said what became of each."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from checker.checks.vpn.imports.addition import Tables, add_to_needs
from checker.checks.vpn.imports.batch import BatchImport, ItemState, SourceFile, SummaryRow, import_files
from checker.checks.vpn.imports.importer import MAX_FILE_B
from checker.checks.vpn.imports.merge import ProbePeer, probe_peers
from checker.checks.vpn.imports.result import DROPPED_ITEM_TEXTS, RETAINED_SECRET_TEXTS
from checker.desk.pages.language import page_language
from checker.model.codec import Unreadable
from checker.model.record import Record

MAX_FILES = 30


class Upload(Protocol):
    """A file that a browser sent."""

    name: str | None

    def read(self, num_bytes: int = ..., /) -> bytes:
        """So many bytes of it."""


class ImportSummary(Record, frozen=True, kw_only=True):
    """What the page says of the files. `refusal`: nothing was taken at all."""

    rows: tuple[tuple[str, str, str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    retained: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    peers: tuple[ProbePeer, ...] = ()
    refusal: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether everything of the files is in the profile."""
        return not self.refusal and all(state in ("in-profile", "duplicate") for _, _, state, _ in self.rows)


def import_uploads(uploads: Sequence[Upload], tables: Tables) -> tuple[Tables, ImportSummary]:
    """The needs with what the files hold, and what became of it."""
    contents = {upload.name or "?": _read(upload) for upload in uploads[:MAX_FILES]}
    return import_contents(contents, tables)


def import_contents(contents: Mapping[str, bytes], tables: Tables) -> tuple[Tables, ImportSummary]:
    """The same for what was read already. A file that names another one finds it among them."""
    siblings = {name.rpartition("/")[2].casefold(): content for name, content in contents.items()}

    def read_sibling(name: str) -> bytes | None:
        return siblings.get(name.replace("\\", "/").rpartition("/")[2].casefold())

    sources = [SourceFile(name=name, content=raw, read_sibling=read_sibling) for name, raw in contents.items()]
    try:
        batch = import_files(sources)
        needs = add_to_needs(tables, batch.result.table) if batch.result else tables
    except Unreadable as error:
        return tables, ImportSummary(refusal=error.refusal.render(page_language()))
    return needs, _summary(batch, tables)


def _read(upload: Upload) -> bytes:
    """A byte more than is read at all, so that the importer says that it is too large."""
    return bytes(upload.read(10 * MAX_FILE_B + 1))


def _summary(batch: BatchImport, before: Tables) -> ImportSummary:
    language, result = page_language(), batch.result
    present = {_address(entry) for key in ("gateways", "services") for entry in before.get("vpn", {}).get(key, [])}
    return ImportSummary(
        rows=tuple((row.file, row.item, _state(row, present), row.render_reasons(language)) for row in batch.rows),
        dropped=tuple(DROPPED_ITEM_TEXTS[item].render(language) for item in result.dropped) if result else (),
        retained=tuple(RETAINED_SECRET_TEXTS[item].render(language) for item in result.retained) if result else (),
        notes=tuple(note.render(language) for note in result.notes) if result else (),
        peers=tuple(probe_peers(result.table)) if result else (),
    )


def _state(row: SummaryRow, present: set[str]) -> str:
    """A gateway that the profile had already is no new one."""
    is_taken = row.state in (ItemState.IN_PROFILE, ItemState.INCOMPLETE)
    is_there = is_taken and any(row.item.endswith(f", {address}") for address in present)
    return ItemState.DUPLICATE.value if is_there else row.state.value


def _address(entry: dict[str, Any]) -> str:
    return f"{entry.get('host')}, {entry.get('port')}"
