"""Whose uploads count: the firm's keys, and the customers by their codes. Read anew when the database has changed."""

from collections.abc import Iterable

from django.db import connection

from checker.desk.customers.accepted_code import AcceptedCode, CodeReplaced, find_codes
from checker.desk.firm.models import Firm
from checker.desk.firm.signing_key import accepted_public_keys


class Enrolments:
    """Of one thread, to be asked within its transactions.

    SQLite tells whether another connection has changed anything (sqlite.org/pragma.html#pragma_data_version); any other
    database is asked each time.
    """

    def __init__(self) -> None:
        self._version: tuple[int, int] | None = None
        self._firm_name = ""
        self._public_keys: list[bytes] = []
        self._codes: dict[str, AcceptedCode | CodeReplaced | None] = {}

    def refresh(self) -> bool:
        """Once in each transaction, before anything is asked. Whether the database may have changed since the last."""
        version = _data_version()
        is_changed = version is None or version != self._version
        if is_changed:
            firm = Firm.get()
            self._firm_name = firm.display_name
            self._public_keys = accepted_public_keys(firm)
            self._codes.clear()
            self._version = version
        return is_changed

    @property
    def firm_name(self) -> str:
        """Who receives the reports."""
        return self._firm_name

    @property
    def public_keys(self) -> list[bytes]:
        """Whose signature makes an enrolment."""
        return self._public_keys

    def find_codes(self, codes: Iterable[str]) -> dict[str, AcceptedCode | CodeReplaced | None]:
        """What these codes stand for; None for those that nobody has."""
        needed = set(codes)
        if unread := needed - self._codes.keys():
            accepted = find_codes(unread)
            self._codes |= {code: accepted.get(code) for code in unread}
        return {code: _until_it_ends(self._codes[code]) for code in needed}


def _until_it_ends(accepted: AcceptedCode | CodeReplaced | None) -> AcceptedCode | CodeReplaced | None:
    return accepted.end() or accepted if isinstance(accepted, AcceptedCode) else accepted


def _data_version() -> tuple[int, int] | None:
    """Only good for comparing on one connection, so that one's identity is part of it."""
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        version: int = cursor.execute("PRAGMA data_version").fetchone()[0]
    return id(connection.connection), version
