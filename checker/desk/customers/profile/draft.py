"""A profile while it is edited: the TOML with everything in it, and what the form posts on top. Saves nothing."""

import copy
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from checker.checks.registry import check
from checker.desk.customers.needs import InvalidNeeds, NeedsProblem, parse_customer_needs
from checker.desk.customers.profile.fields import (
    ProfileField,
    Table,
    error_sentence,
    mistake_in,
    need_field,
    read_field,
    struct_fields,
)
from checker.desk.customers.profile.files import ImportSummary, Upload, import_contents, import_uploads
from checker.desk.customers.profile.labels import GROUPS, FieldGroup
from checker.desk.customers.profile.rows import GATEWAYS, SERVICES, new_row, read_rows, remove_row, show_rows
from checker.desk.customers.profile.toml_text import write_needs
from checker.desk.pages.language import page_language
from checker.model.record import Record

_REMOVE = re.compile(rf"remove-({GATEWAYS}|{SERVICES})-([0-9]{{1,3}})")


class ShownGroup(Record, frozen=True, kw_only=True):
    """A group with its fields, as the page shows it."""

    title: str
    hint: str
    is_open: bool
    fields: tuple[ProfileField, ...]


class ProfileDraft:
    """`toml`: the text as it would be saved. `problem`: why it cannot be saved, where no field can say it."""

    def __init__(self, toml: str) -> None:
        self.toml = toml
        self.summary: ImportSummary | None = None
        self.is_checked = False
        self.problem: NeedsProblem | None = None
        self._tables = _tables_of(toml)

    @property
    def is_form_possible(self) -> bool:
        """Whether the text can be read as far as to show rows."""
        return self._tables is not None

    @property
    def tables(self) -> dict[str, Table]:
        """The needs by check; none where the text is no TOML."""
        return self._tables or {}

    def read(self, posted: Mapping[str, Any]) -> None:
        """Takes over what the form's fields say."""
        tables = copy.deepcopy(self.tables)
        for label in (label for group in GROUPS for label in group.fields):
            table = tables.setdefault(label.check, {})
            read_field(posted, f"{label.check}.{label.key}", struct_fields(check(label.check).need)[label.key], table)
        vpn = tables.setdefault("vpn", {})
        for key in (GATEWAYS, SERVICES):
            read_rows(posted, key, vpn)
        self._change(tables)

    def act(self, action: str, posted: Mapping[str, Any], uploads: Sequence[Upload]) -> None:
        """What a button other than that of saving asks for. Files are read whatever was pressed."""
        tables = copy.deepcopy(self.tables)
        vpn = tables.setdefault("vpn", {})
        if removed := _REMOVE.fullmatch(action):
            remove_row(vpn, removed[1], int(removed[2]))
        elif action == "add-gateways":
            new_row(vpn, GATEWAYS, str(posted.get("new-kind") or "openvpn"))
        elif action == "add-services":
            new_row(vpn, SERVICES)
        if uploads:
            tables, self.summary = import_uploads(uploads, tables)
        self._change(tables)

    def read_as_file(self) -> bool:
        """Where the text is no TOML but a file that somebody pasted: reads it as one. Whether it was one."""
        if self.is_form_possible:
            return False
        tables, summary = import_contents({"–": self.toml.encode()}, {})
        if not tables:
            return False
        self.toml, self._tables, self.summary = write_needs(tables), tables, summary
        return True

    def validate(self) -> bool:
        """Whether it may be saved; from now on the page says what is wrong."""
        self.is_checked = True
        try:
            parse_customer_needs(self.toml)
        except InvalidNeeds as invalid:
            self.problem = invalid.problem
            return False
        return True

    @property
    def groups(self) -> list[ShownGroup]:
        """The fields. A group that holds a mistake, or something written, is open."""
        errors = self._errors() if self.is_checked else {}
        return [self._show_group(group, errors) for group in GROUPS]

    @property
    def gateways(self) -> Sequence[Any]:
        """The rows of the gateways."""
        return show_rows(self.tables, GATEWAYS, checked=self.is_checked)

    @property
    def services(self) -> Sequence[Any]:
        """The rows of the services."""
        return show_rows(self.tables, SERVICES, checked=self.is_checked)

    @property
    def other_problem(self) -> str:
        """The mistake that stands in no field of the form."""
        if self.problem is None:
            return ""
        in_fields = bool(self._errors()) or any(row.has_errors for row in (*self.gateways, *self.services))
        return "" if in_fields else self.problem.message

    @property
    def problem_line(self) -> str:
        """The text of the line with the mistake, to show beside it."""
        lines = self.toml.splitlines()
        at = self.problem.line if self.problem else None
        return lines[at - 1] if at is not None and at <= len(lines) else ""

    def _show_group(self, group: FieldGroup, errors: Mapping[str, str]) -> ShownGroup:
        language = page_language()
        fields = tuple(need_field(label, self.tables, errors) for label in group.fields)
        is_written = any(label.key in self.tables.get(label.check, {}) for label in group.fields)
        return ShownGroup(
            title=group.title.render(language),
            hint=group.hint.render(language) if group.hint else "",
            is_open=group.is_open or is_written or any(field.error for field in fields),
            fields=fields,
        )

    def _errors(self) -> dict[str, str]:
        """Sentences by the name of the field: each key is held against its check by itself."""
        errors = {}
        for label in (label for group in GROUPS for label in group.fields):
            table = self.tables.get(label.check, {})
            if label.key in table:
                mistake = mistake_in({label.check: {label.key: table[label.key]}})
                if mistake is not None:
                    errors[f"{label.check}.{label.key}"] = error_sentence(mistake)
        return errors

    def _change(self, tables: dict[str, Table]) -> None:
        """Tables that are empty now, and were not there before, are none."""
        cleaned = {name: table for name, table in tables.items() if table or name in self.tables}
        self._tables = cleaned
        self.toml = write_needs(cleaned, self.toml)


def _tables_of(toml: str) -> dict[str, Table] | None:
    """None where it is no TOML, or holds something else than tables of checks."""
    try:
        needs = tomllib.loads(toml).get("needs", {})
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    if not isinstance(needs, dict) or not all(isinstance(table, dict) for table in needs.values()):
        return None
    rows = [needs.get("vpn", {}).get(key, []) for key in (GATEWAYS, SERVICES)]
    if not all(isinstance(row, list) and all(isinstance(entry, dict) for entry in row) for row in rows):
        return None
    return needs
