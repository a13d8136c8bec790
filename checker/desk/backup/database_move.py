"""Takes all rows of this desk's database to another, empty one: from SQLite to PostgreSQL, or back.

Rows go as the models read them, in one transaction, and are compared afterwards one by one: either all are there as
they were, or the other database stays empty. Nothing here is changed.
"""

from collections.abc import Generator
from contextlib import closing
from itertools import islice

import dj_database_url
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.models.expressions import F

SOURCE, TARGET = "default", "move-target"
_BATCH_VALUES = 20_000
"""Values of one statement: SQLite takes 32,766 (sqlite.org/limits.html), PostgreSQL 65,535."""
_BATCH_ROWS = 500
"""A report's raw bytes may be megabytes, and a batch lies in memory."""


class CannotMove(Exception):  # noqa: N818 - becomes a line for whoever asked for it
    """`reason`: `not-empty`, `same`, `different`; `table` where one is to be named."""

    def __init__(self, reason: str, table: str = "") -> None:
        super().__init__(f"{reason} {table}".strip())
        self.reason = reason
        self.table = table


def move_database(url: str) -> int:
    """Copies everything; returns the number of rows. Raises CannotMove, DatabaseError, ValueError."""
    settings = {**connections[SOURCE].settings_dict, "OPTIONS": {}, **dj_database_url.parse(url)}
    if all(settings[name] == connections[SOURCE].settings_dict[name] for name in ("ENGINE", "HOST", "PORT", "NAME")):
        raise CannotMove("same")
    connections.databases[TARGET] = settings
    try:
        if connections[TARGET].introspection.table_names():
            raise CannotMove("not-empty")
        call_command("migrate", database=TARGET, verbosity=0, interactive=False, skip_checks=True)
        tables = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
        with transaction.atomic(using=TARGET):
            for model in tables:
                model._base_manager.using(TARGET)._raw_delete(TARGET)
            rows = sum(copy_table(model) for model in tables)
            for model in tables:
                _compare(model)
        _continue_numbers(tables)
        return rows
    finally:
        connections[TARGET].close()
        del connections[TARGET]
        del connections.databases[TARGET]


def copy_table(model: type[models.Model]) -> int:
    """All rows of one table; returns how many."""
    fields = model._meta.local_concrete_fields
    size = max(1, min(_BATCH_ROWS, _BATCH_VALUES // len(fields)))
    rows, number = _rows(model, SOURCE), 0
    while batch := list(islice(rows, size)):
        # Raw: as it stands there, without the dates that a model sets when it is saved.
        made = [model(**dict(zip((field.attname for field in fields), row, strict=True))) for row in batch]
        model._base_manager._insert(made, fields=fields, using=TARGET, raw=True)  # type: ignore[attr-defined]
        number += len(batch)
    return number


def _rows(model: type[models.Model], alias: str) -> Generator[tuple[object, ...], None, None]:
    names = [field.attname for field in model._meta.local_concrete_fields]
    yield from model._base_manager.using(alias).order_by(F("pk")).values_list(*names).iterator(_BATCH_ROWS)


def _compare(model: type[models.Model]) -> None:
    """Raises CannotMove where a row is not the same."""
    # Closed here: a cursor that is left open would outlive the connection to the other database.
    with closing(_rows(model, SOURCE)) as source_rows, closing(_rows(model, TARGET)) as target_rows:
        for row in source_rows:
            if _plain(next(target_rows, ())) != _plain(row):
                raise CannotMove("different", model._meta.db_table)
        if next(target_rows, None) is not None:
            raise CannotMove("different", model._meta.db_table)


def _plain(row: tuple[object, ...]) -> tuple[object, ...]:
    """Bytes as bytes: PostgreSQL's come as views of memory."""
    return tuple(bytes(value) if isinstance(value, memoryview | bytearray) else value for value in row)


def _continue_numbers(tables: list[type[models.Model]]) -> None:
    """The next row gets the next number."""
    connection = connections[TARGET]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
