"""The desk's pages in this process, without a server: for what a page says and does, where no other process matters."""

import functools
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.test import Client


def signed_in(name: str = "technik", language: str = "de", role: str = "administrator") -> Client:
    """An account's browser; the tables are made where there are none. Django is set up by a fixture before."""
    from checker.desk.accounts.models import AccountRole, Technician  # noqa: PLC0415 - as above

    # A browser's test before this one leaves its event loop in this thread, and Django refuses that.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    _make_tables()
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": language})
    account = Technician.objects.get_or_create_named(name)
    account.role = AccountRole(role)
    account.save()
    client.force_login(account)
    return client


@functools.cache
def _make_tables() -> None:
    """Once for each process of tests, which share the tables."""
    from django.core.management import call_command  # noqa: PLC0415 - as above

    call_command("migrate", verbosity=0)


def renew_firm_key() -> None:
    """A key that file and database agree on: tests share both, and some have put a key of their own there."""
    from django.conf import settings  # noqa: PLC0415 - as above

    from checker.desk.firm.models import Firm  # noqa: PLC0415 - as above
    from checker.desk.firm.signing_key import ensure_key  # noqa: PLC0415 - as above

    (Path(settings.DATA) / "firm.key").unlink(missing_ok=True)
    Firm.objects.update(public_key=b"")
    ensure_key()


def form_fields(page: str) -> dict[str, Any]:
    """What a browser would send of the page's largest form: names with values, as they stand in it."""
    form = max(re.findall(r"<form\b.*?</form>", page, re.DOTALL), key=len)
    parser = _FormParser()
    parser.feed(form)
    return parser.fields


class _FormParser(HTMLParser):
    """Values of inputs, texts and selections; unticked boxes and buttons send nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Any] = {}
        self._textarea = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element."""
        values = dict(attrs)
        name = values.get("name") or ""
        if tag == "input" and name and values.get("type") in ("checkbox", "radio"):
            if "checked" in values:
                self.fields.setdefault(name, []).append(values.get("value") or "on")
        elif tag == "input" and name and values.get("type") != "file":
            self.fields[name] = values.get("value") or ""
        elif tag == "textarea":
            self._textarea = name
            self.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in values or self._select not in self.fields):
            self.fields[self._select] = values.get("value") or ""

    def handle_data(self, data: str) -> None:
        """A text's value; its first line end is the markup's (HTML, 13.2.6.4.7)."""
        if self._textarea:
            self.fields[self._textarea] += data if self.fields[self._textarea] else data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        """The end of what holds a value."""
        if tag == "textarea":
            self._textarea = ""
        elif tag == "select":
            self._select = ""
