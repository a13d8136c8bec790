"""The statements that storing a report needs: Django takes longer to write them than the database to run them."""

import datetime
import functools
from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

_CHUNK = 500
"""Rows of one statement: SQLite takes 32,766 values at most (sqlite.org/limits.html, 9)."""

_INSERT = "INSERT INTO {table} ({names}) VALUES {rows} RETURNING {key}"
_FIND = "SELECT {key} FROM {table} WHERE {condition}"


def find_keys(model: type[Model], condition: str, *values: Collection[Any]) -> list[int]:
    """Keys of the rows of which `condition` is true, in SQL: each `{}` in it stands for one of the groups of values."""
    table, key, _ = _columns(model)
    quote = connection.ops.quote_name
    marks = [", ".join(["%s"] * len(group)) for group in values]
    with connection.cursor() as cursor:
        cursor.execute(
            _FIND.format(key=quote(key), table=quote(table), condition=condition.format(*marks)),
            [value for group in values for value in group],
        )
        return [pk for (pk,) in cursor.fetchall()]


def insert_rows(rows: Sequence[Model]) -> None:
    """Stores new rows of one model, and gives each its key; what they refer to is stored before. In a transaction.

    Values go as they are, moments as the database writes them. A field that converts or makes its value when it is
    saved (`auto_now`) is none for this.
    """
    for begin in range(0, len(rows), _CHUNK):
        _insert(rows[begin : begin + _CHUNK])


def _insert(rows: Sequence[Model]) -> None:
    table, key, columns = _columns(type(rows[0]))
    moments: dict[datetime.datetime, Any] = {}
    values: list[Any] = []
    for row in rows:
        attributes = row.__dict__
        for name, _ in columns:
            value = attributes[name]
            if isinstance(value, datetime.datetime):
                if value not in moments:
                    moments[value] = connection.ops.adapt_datetimefield_value(value)
                value = moments[value]
            values.append(value)
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for _, column in columns)
    marks = f"({', '.join(['%s'] * len(columns))})"
    statement = _INSERT.format(table=quote(table), names=names, rows=", ".join([marks] * len(rows)), key=quote(key))
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        for row, (pk,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = pk
            row._state.adding = False
            row._state.db = connection.alias


@functools.cache
def _columns(model: type[Model]) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """The table, its key, and of every other column the attribute and the name."""
    meta = model._meta
    columns = tuple((field.attname, str(field.column)) for field in meta.concrete_fields if not field.primary_key)
    return meta.db_table, str(meta.pk.column), columns
