"""A profile as a technician writes it, TOML: judged by the checks themselves, a mistake named with its line. Pure."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import msgspec

from checker.checks.lines import line_of
from checker.checks.registry import checks, needs
from checker.model.codec import Unreadable
from checker.model.profile import BUILT_IN, PROFILE_VERSION, Profile
from checker.model.record import Record
from checker.model.text import Language, Text


class Mistake(Record, frozen=True, kw_only=True):
    """What is wrong: a sentence and the values in it; `line` counts from 1; `detail` is the format reader's own word.

    `detail` may name what was written, but never a key: structs tell of keys without quoting them.
    """

    said: Text
    values: dict[str, str] = {}
    line: int | None = None
    detail: str = ""

    def say(self, language: Language) -> str:
        """The sentence."""
        return self.said.say(language, **self.values)


class Mistaken(Exception):  # noqa: N818 - carries a Mistake
    """The text is not what a profile may be."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.said.en)
        self.mistake = mistake


class Written(Record, frozen=True, kw_only=True):
    """What was read. `whole`: a profile with code and customer, not only its needs."""

    profile: Profile
    whole: bool


def needs_of(toml: str) -> dict[str, dict[str, Any]]:
    """The tables by check, of a text that may hold nothing else. Raises Mistaken."""
    fields = _fields(toml)
    for key in fields:
        if key != "needs":
            raise Mistaken(Mistake(said=_NOT_HERE, values={"key": key}, line=line_of(toml, key)))
    return _judged(toml, fields.get("needs", {}))


def written(toml: str) -> Written:
    """A whole profile, or only its needs: both are what technicians keep in files. Raises Mistaken."""
    fields = _fields(toml)
    tables = _judged(toml, fields.get("needs", {}))
    if not set(fields) - {"needs"}:
        return Written(profile=msgspec.structs.replace(BUILT_IN, needs=tables), whole=False)
    version = fields.get("version")
    if isinstance(version, int) and version > PROFILE_VERSION:
        raise Mistaken(Mistake(said=_NEWER, values={"known": str(PROFILE_VERSION)}, line=line_of(toml, "version")))
    try:
        return Written(profile=msgspec.convert(fields, Profile), whole=True)
    except msgspec.ValidationError as error:
        raise Mistaken(_of_path(toml, "", str(error), _NO_SUCH_KEY)) from error


def _fields(toml: str) -> dict[str, Any]:
    try:
        return tomllib.loads(toml)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        told = str(error)
        at = re.search(r"\(at line (\d+)", told)
        line = int(at[1]) if at else len(toml.splitlines()) or None
        raise Mistaken(Mistake(said=_SPELLING, line=line, detail=told)) from error


def _judged(toml: str, tables: object) -> dict[str, dict[str, Any]]:
    if not isinstance(tables, dict):
        raise Mistaken(_no_table(toml, "needs"))
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise Mistaken(_no_table(toml, f"needs.{name}"))
    try:
        needs(Profile(code="XX", customer="", needs=tables))
    except Unreadable as error:
        where, _, detail = error.where.partition(": ")
        raise Mistaken(_of_check(toml, where, detail)) from error
    return tables


def _no_table(toml: str, where: str) -> Mistake:
    return Mistake(said=_NO_TABLE, values={"where": where}, line=line_of(toml, where))


def _of_check(toml: str, table: str, detail: str) -> Mistake:
    name = table.partition(".")[2]
    if name and name not in checks():
        values = {"name": name, "known": ", ".join(checks())}
        return Mistake(said=_NO_SUCH_CHECK, values=values, line=line_of(toml, table))
    return _of_path(toml, table, detail, _NO_SUCH_SETTING)


def _of_path(toml: str, table: str, detail: str, unknown_said: Text) -> Mistake:
    path = re.search(r"at `\$([^`]*)`", detail)
    unknown = re.search(r"unknown field `([^`]+)`", detail)
    lacking = re.search(r"missing required field `([^`]+)`", detail)
    where = (table + (path[1] if path else "") + (f".{unknown[1]}" if unknown else "")).removeprefix(".")
    values: Mapping[str, str] = {"name": (unknown or lacking or [""] * 2)[1], "where": where}
    if lacking and not where:
        return Mistake(said=_LACKING, values=dict(values), detail=detail)
    said = unknown_said if unknown else _DOES_NOT_FIT
    return Mistake(said=said, values=dict(values), line=line_of(toml, where), detail=detail)


_SPELLING = Text(
    de="Das ist noch kein gültiges TOML. Prüfen Sie Klammern, Anführungszeichen und Gleichheitszeichen.",
    en="This is not valid TOML yet. Check brackets, quotation marks and equals signs.",
)
_NOT_HERE = Text(
    de="„{key}“ gehört nicht hierher: Kunde, Firma und Gültigkeit trägt der Desk ein. Erlaubt ist [needs.…].",
    en="“{key}” does not belong here: the desk fills in customer, firm and validity. Allowed is [needs.…].",
)
_NO_TABLE = Text(
    de="{where} muss eine Tabelle sein, zum Beispiel [needs.computer].",
    en="{where} must be a table, for example [needs.computer].",
)
_NO_SUCH_CHECK = Text(
    de="Eine Prüfung „{name}“ gibt es nicht. Es gibt: {known}.",
    en="There is no check “{name}”. There are: {known}.",
)
_NO_SUCH_SETTING = Text(
    de="Eine Angabe „{name}“ kennt diese Prüfung nicht.", en="This check knows no setting “{name}”."
)
_NO_SUCH_KEY = Text(de="Eine Angabe „{name}“ kennt ein Profil nicht.", en="A profile knows no setting “{name}”.")
_LACKING = Text(de="Im Profil fehlt die Angabe „{name}“.", en="The profile lacks the setting “{name}”.")
_DOES_NOT_FIT = Text(de="Die Angabe {where} passt nicht.", en="The setting {where} does not fit.")
_NEWER = Text(
    de="Das Profil stammt von einer neueren Version des Programms; diese kennt Profile bis Version {known}.",
    en="The profile comes from a newer version of the program; this one knows profiles up to version {known}.",
)
