"""What a technician writes about a customer's workplaces: TOML, a table a check. Judged by the checks themselves."""

import re
import tomllib
from typing import Any

from django.utils.translation import gettext

from checker.checks.registry import checks, needs
from checker.desk.customers.places import line_of
from checker.model.codec import Unreadable
from checker.model.profile import Profile
from checker.model.record import Record

LONGEST = 100_000


class Mistake(Record, frozen=True, kw_only=True):
    """What is wrong, in a sentence; `line` counts from 1; `detail` is what the reader of the format said."""

    said: str
    line: int | None = None
    detail: str = ""


class Wrong(Exception):  # noqa: N818 - carries a Mistake
    """The text is not what a profile may hold."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.said)
        self.mistake = mistake


def read(toml: str) -> dict[str, dict[str, Any]]:
    """The tables by check. Raises Wrong."""
    try:
        fields = tomllib.loads(toml)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Wrong(_spelling(toml, str(error))) from error
    for key in fields:
        if key != "needs":
            raise Wrong(_not_here(toml, key))
    return _judged(toml, fields.get("needs", {}))


def _judged(toml: str, tables: object) -> dict[str, dict[str, Any]]:
    if not isinstance(tables, dict):
        raise Wrong(_no_table(toml, "needs"))
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise Wrong(_no_table(toml, f"needs.{name}"))
    try:
        needs(Profile(code="XX", customer="", needs=tables))
    except Unreadable as error:
        where, _, detail = error.where.partition(": ")
        raise Wrong(_of_check(toml, where, detail)) from error
    return tables


def _no_table(toml: str, where: str) -> Mistake:
    said = gettext("%(where)s muss eine Tabelle sein, zum Beispiel [needs.computer].") % {"where": where}
    return Mistake(said=said, line=line_of(toml, where))


def _spelling(toml: str, told: str) -> Mistake:
    at = re.search(r"\(at line (\d+)", told)
    return Mistake(
        said=gettext("Das ist noch kein gültiges TOML. Prüfen Sie Klammern, Anführungszeichen und Gleichheitszeichen."),
        line=int(at[1]) if at else len(toml.splitlines()) or None,
        detail=told,
    )


def _not_here(toml: str, key: str) -> Mistake:
    said = gettext(
        "„%(key)s“ gehört nicht hierher: Kunde, Firma und Gültigkeit trägt der Desk ein. Erlaubt ist %(so)s."
    )
    return Mistake(said=said % {"key": key, "so": "[needs.…]"}, line=line_of(toml, key))


def _of_check(toml: str, table: str, detail: str) -> Mistake:
    name = table.partition(".")[2]
    if name and name not in checks():
        said = gettext("Eine Prüfung „%(name)s“ gibt es nicht. Es gibt: %(known)s.")
        said %= {"name": name, "known": ", ".join(checks())}
        return Mistake(said=said, line=line_of(toml, table))
    path = re.search(r"at `\$([^`]*)`", detail)
    unknown = re.search(r"unknown field `([^`]+)`", detail)
    where = table + (path[1] if path else "") + (f".{unknown[1]}" if unknown else "")
    if unknown:
        said = gettext("Eine Angabe „%(name)s“ kennt diese Prüfung nicht.") % {"name": unknown[1]}
    else:
        said = gettext("Die Angabe %(where)s passt nicht.") % {"where": where}
    return Mistake(said=said, line=line_of(toml, where), detail=detail)
