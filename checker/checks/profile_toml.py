"""A profile as a technician writes it, TOML: judged by the checks themselves, a mistake named with its line. Pure."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from checker.checks.allowed_values import allowed_keys, allowed_values
from checker.checks.registry import checks, needs
from checker.checks.toml_lines import line_number
from checker.model.codec import InvalidToml, Unreadable, decode_toml
from checker.model.profile import BUILT_IN, PROFILE_VERSION, Profile
from checker.model.record import Record
from checker.model.text import Language, Text


class ProfileMistake(Record, frozen=True, kw_only=True):
    """What is wrong: a sentence and the values in it; `line` counts from 1; `detail` is the format reader's own word.

    `path`: where, such as `needs.line.public`; `allowed`: what may stand there.
    `detail` may name what was written, but never a key: structs tell of keys without quoting them.
    """

    message: Text
    values: dict[str, str] = {}
    line: int | None = None
    detail: str = ""
    path: str = ""
    allowed: Text | None = None

    def describe(self, language: Language) -> str:
        """The sentence, and what is allowed."""
        sentence = self.message.render(language, **self.values)
        return f"{sentence} {self.allowed.render(language)}" if self.allowed else sentence


class InvalidProfileToml(Exception):  # noqa: N818 - carries a ProfileMistake
    """The text is not what a profile may be."""

    def __init__(self, mistake: ProfileMistake) -> None:
        super().__init__(mistake.message.en)
        self.mistake = mistake


class ProfileDocument(Record, frozen=True, kw_only=True):
    """What was read. `is_complete`: a profile with code and customer, not only its needs."""

    profile: Profile
    is_complete: bool


def parse_needs(toml: str) -> dict[str, dict[str, Any]]:
    """The tables by check, of a text that may hold nothing else. Raises InvalidProfileToml."""
    fields = _parse_toml(toml)
    for key in fields:
        if key != "needs":
            raise InvalidProfileToml(
                ProfileMistake(message=_NOT_ALLOWED, values={"key": key}, line=line_number(toml, key))
            )
    return _validate_needs(toml, fields.get("needs", {}))


def parse_profile(toml: str) -> ProfileDocument:
    """A whole profile, or only its needs: both are what technicians keep in files. Raises InvalidProfileToml."""
    fields = _parse_toml(toml)
    tables = _validate_needs(toml, fields.get("needs", {}))
    if not set(fields) - {"needs"}:
        return ProfileDocument(profile=msgspec.structs.replace(BUILT_IN, needs=tables), is_complete=False)
    version = fields.get("version")
    if isinstance(version, int) and version > PROFILE_VERSION:
        raise InvalidProfileToml(
            ProfileMistake(
                message=_NEWER_VERSION, values={"known": str(PROFILE_VERSION)}, line=line_number(toml, "version")
            )
        )
    try:
        return ProfileDocument(profile=msgspec.convert(fields, Profile), is_complete=True)
    except msgspec.ValidationError as error:
        raise InvalidProfileToml(_path_mistake(toml, "", str(error), _NO_SUCH_KEY)) from error


def _parse_toml(toml: str) -> dict[str, Any]:
    try:
        return decode_toml(toml.encode("utf-8", "replace"))
    except InvalidToml as error:
        message = str(error)
        at = re.search(r"\(at line (\d+)", message)
        line = int(at[1]) if at else len(toml.splitlines()) or None
        raise InvalidProfileToml(ProfileMistake(message=_INVALID_TOML, line=line, detail=message)) from error


def _validate_needs(toml: str, tables: object) -> dict[str, dict[str, Any]]:
    if not isinstance(tables, dict):
        raise InvalidProfileToml(_no_table(toml, "needs"))
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise InvalidProfileToml(_no_table(toml, f"needs.{name}"))
    try:
        needs(Profile(code="XX", customer="", needs=tables))
    except Unreadable as error:
        path, _, detail = error.where.partition(": ")
        raise InvalidProfileToml(_check_mistake(toml, path, detail, tables)) from error
    return tables


def _no_table(toml: str, path: str) -> ProfileMistake:
    return ProfileMistake(message=_NO_TABLE, values={"where": path}, line=line_number(toml, path))


def _check_mistake(toml: str, table: str, detail: str, tables: dict[str, Any]) -> ProfileMistake:
    name = table.partition(".")[2]
    if name and name not in checks():
        values = {"name": name, "known": ", ".join(checks())}
        return ProfileMistake(message=_NO_SUCH_CHECK, values=values, line=line_number(toml, table), path=table)
    mistake = _path_mistake(toml, table, detail, _NO_SUCH_SETTING)
    return msgspec.structs.replace(mistake, allowed=_allowed(checks()[name].need, detail, tables[name]))


def _allowed(need: type, detail: str, table: object) -> Text | None:
    """What may stand where the struct found something else; None where it names no place."""
    at = re.search(r"at `\$([^`]*)`", detail)
    if "unknown field" in detail:
        keys = allowed_keys(need, at[1] if at else "", table)
        return Text(de=f"Es gibt: {', '.join(keys)}.", en=f"There are: {', '.join(keys)}.") if keys else None
    for reason, sentence in _REASONS.items():
        if reason in detail:
            return sentence
    return allowed_values(need, at[1], table) if at and detail.startswith(("Expected", "Invalid", "Object")) else None


def _path_mistake(toml: str, table: str, detail: str, unknown_message: Text) -> ProfileMistake:
    path_match = re.search(r"at `\$([^`]*)`", detail)
    unknown = re.search(r"unknown field `([^`]+)`", detail)
    missing = re.search(r"missing required field `([^`]+)`", detail)
    dotted_path = (table + (path_match[1] if path_match else "") + (f".{unknown[1]}" if unknown else "")).removeprefix(
        "."
    )
    values: Mapping[str, str] = {"name": (unknown or missing or [""] * 2)[1], "where": dotted_path}
    if missing and not dotted_path:
        return ProfileMistake(message=_MISSING_KEY, values=dict(values), detail=detail)
    message = unknown_message if unknown else _MISSING_SETTING if missing else _INVALID_VALUE
    line = line_number(toml, dotted_path)
    return ProfileMistake(message=message, values=dict(values), line=line, detail=detail, path=dotted_path)


_REASONS = {
    "not an OpenVPN static key": Text(
        de="Erlaubt ist ein OpenVPN-Schlüssel, von „-----BEGIN OpenVPN Static key V1-----“ bis zu seinem Ende.",
        en="Allowed is an OpenVPN key, from “-----BEGIN OpenVPN Static key V1-----” to its end.",
    ),
    "not an OpenVPN tls-crypt-v2 client key": Text(
        de="Erlaubt ist ein Schlüssel von „openvpn --genkey tls-crypt-v2-client“, mit Anfang und Ende.",
        en="Allowed is a key of “openvpn --genkey tls-crypt-v2-client”, with its beginning and end.",
    ),
    "not a WireGuard key": Text(
        de="Erlaubt ist ein WireGuard-Schlüssel: 44 Zeichen, das letzte ist „=“.",
        en="Allowed is a WireGuard key: 44 characters, the last of which is “=”.",
    ),
    "not a PEM certificate": Text(
        de="Erlaubt ist ein Zertifikat, von „-----BEGIN CERTIFICATE-----“ bis zu seinem Ende.",
        en="Allowed is a certificate, from “-----BEGIN CERTIFICATE-----” to its end.",
    ),
    "the same id": Text(
        de="Jede id darf nur einmal vorkommen, auch unter den Diensten.",
        en="Each id may occur once only, among the services too.",
    ),
    "IPv4 or IPv6 network": Text(
        de="Erlaubt ist ein Netz, zum Beispiel 10.20.0.0/16.", en="Allowed is a network, such as 10.20.0.0/16."
    ),
    "has host bits set": Text(
        de="Erlaubt ist ein Netz mit seiner ersten Adresse, zum Beispiel 10.20.0.0/16.",
        en="Allowed is a network by its first address, such as 10.20.0.0/16.",
    ),
    "IPv4 or IPv6 address": Text(
        de="Erlaubt ist eine IP-Adresse, zum Beispiel 10.20.0.1.", en="Allowed is an IP address, such as 10.20.0.1."
    ),
    "has no such port": Text(de="Ein Port ist eine Zahl von 1 bis 65535.", en="A port is a number from 1 to 65535."),
}
"""What is allowed where a struct compares more than types: by what it says then."""
_INVALID_TOML = Text(
    de="Das ist noch kein gültiges TOML. Prüfen Sie Klammern, Anführungszeichen und Gleichheitszeichen.",
    en="This is not valid TOML yet. Check brackets, quotation marks and equals signs.",
)
_NOT_ALLOWED = Text(
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
_MISSING_KEY = Text(de="Im Profil fehlt die Angabe „{name}“.", en="The profile lacks the setting “{name}”.")
_MISSING_SETTING = Text(de="In {where} fehlt die Angabe „{name}“.", en="The setting “{name}” is missing in {where}.")
_INVALID_VALUE = Text(de="Die Angabe {where} passt nicht.", en="The setting {where} does not fit.")
_NEWER_VERSION = Text(
    de="Das Profil stammt von einer neueren Version des Programms; diese kennt Profile bis Version {known}.",
    en="The profile comes from a newer version of the program; this one knows profiles up to version {known}.",
)
