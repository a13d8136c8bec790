"""The statements that storing a report needs: Django takes longer to write them than the database to run them."""

import datetime
import functools
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import NOT_PROVIDED, DateTimeField, Model

Row = TypeVar("Row", bound=Model)

_INSERT = "INSERT INTO {table} ({names}) VALUES ({marks})"
_FIND = "SELECT {key} FROM {table} WHERE {condition}"
# On SQLite nobody else inserts before this transaction ends: it holds the only lock from its first statement on.
_LAST_KEY = "SELECT seq FROM sqlite_sequence WHERE name = %s"
_NEW_KEYS = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"


def find_keys(model: type[Model], condition: str, *values: Collection[Any]) -> list[int]:
    """Keys of the rows of which `condition` is true, in SQL: each `{}` in it stands for one of the groups of values."""
    columns = _columns(model)
    quote = connection.ops.quote_name
    marks = [", ".join(["%s"] * len(group)) for group in values]
    with connection.cursor() as cursor:
        cursor.execute(
            _FIND.format(key=quote(columns.key), table=quote(columns.table), condition=condition.format(*marks)),
            [value for group in values for value in group],
        )
        return [pk for (pk,) in cursor.fetchall()]


def new_row(model: type[Row], values: Mapping[str, Any]) -> Row:
    """A row that is not stored yet, with the fields' defaults: as the model makes it, in a third of the time.

    `values` by attribute, a reference to another row as its key (`customer_id`).
    """
    arguments = [
        values[name] if name in values else default() if callable(default) else default
        for name, default in _columns(model).defaults
    ]
    return model(*arguments)


class RowInserter:
    """Stores new rows. It remembers the last keys, so it is good until another connection changes anything."""

    def __init__(self) -> None:
        self._last_keys: dict[str, int] = {}

    def insert_rows(self, rows: Sequence[Model]) -> None:
        """Stores rows of one model, and gives each its key; what they refer to is stored before. In a transaction.

        Values go as they are, moments as the database writes them. A field that converts or makes its value when it is
        saved (`auto_now`) is none for this.
        """
        if not rows:
            return
        database = connections[DEFAULT_DB_ALIAS]
        columns = _columns(type(rows[0]))
        with database.cursor() as cursor:
            for row, key in zip(rows, self._new_keys(cursor, columns, len(rows)), strict=True):
                row.pk = key
                row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
            cursor.executemany(columns.insert, _values(rows, columns, database.ops.adapt_datetimefield_value))

    def _new_keys(self, cursor: CursorWrapper, columns: "_Columns", number: int) -> Sequence[int]:
        if cursor.db.vendor == "postgresql":
            cursor.execute(_NEW_KEYS, [columns.table, columns.key, number])
            return [key for (key,) in cursor.fetchall()]
        if columns.table not in self._last_keys:
            last = cursor.execute(_LAST_KEY, [columns.table]).fetchone()
            self._last_keys[columns.table] = last[0] if last else 0
        first = self._last_keys[columns.table] + 1
        self._last_keys[columns.table] += number
        return range(first, first + number)


def _values(rows: Sequence[Model], columns: "_Columns", written: Callable[[Any], Any]) -> list[list[Any]]:
    moments: dict[datetime.datetime | None, Any] = {}
    values = [[row.__dict__[name] for name in columns.attributes] for row in rows]
    for of_row in values:
        for at in columns.moments:
            moment = of_row[at]
            if moment not in moments:
                moments[moment] = written(moment)
            of_row[at] = moments[moment]
    return values


class _Columns(NamedTuple):
    """A model's table: its columns' attributes and defaults in one order, which of them are moments; and a row's
    insertion.
    """

    table: str
    key: str
    insert: str
    attributes: tuple[str, ...]
    defaults: tuple[tuple[str, Callable[[], Any] | Any], ...]
    moments: tuple[int, ...]


@functools.cache
def _columns(model: type[Model]) -> _Columns:
    meta = model._meta
    fields = meta.concrete_fields
    quote = connection.ops.quote_name
    names, marks = ", ".join(quote(str(field.column)) for field in fields), ", ".join(["%s"] * len(fields))
    return _Columns(
        table=meta.db_table,
        key=str(meta.pk.column),
        insert=_INSERT.format(table=quote(meta.db_table), names=names, marks=marks),
        attributes=tuple(field.attname for field in fields),
        defaults=tuple((field.attname, _default(field)) for field in fields),
        moments=tuple(at for at, field in enumerate(fields) if isinstance(field, DateTimeField)),
    )


def _default(field: Any) -> Any:
    if field.default is not NOT_PROVIDED:
        return field.default
    return None if field.null or field.primary_key or field.is_relation else ""
