"""What an employee gets with the customer's code: the page and the signed profile. No sign-in.

The programs themselves are handed out by the server (serving/serve.py), so that long downloads hold no thread here.
"""

import hashlib
import re
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from checker.desk.customers.codes import CODE
from checker.desk.customers.issue import issue
from checker.desk.customers.models import Customer
from checker.desk.customers.needs import Wrong
from checker.desk.firm.models import Firm
from checker.desk.folder import PROGRAMS
from checker.desk.pages.refusals import refused
from checker.desk.throttle.limits import Limit
from checker.desk.throttle.network import network_of
from checker.model.record import Record

WRONG_CODES = Limit(name="profile.wrong-code", times=30, window_s=600)
"""From one network. A code's end has 30 bits: at this pace a guess takes longer than any code lives."""

SYSTEMS = {".exe": "windows", ".msi": "windows", ".dmg": "macos", ".pkg": "macos", ".appimage": "linux", ".gz": "linux"}


class Program(Record, frozen=True, kw_only=True):
    """An executable that the firm has put into its data folder."""

    name: str
    system: str
    size: int
    sha256: str


@login_not_required
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The page whose address the firm gives to its customer's employees."""
    wait_s = WRONG_CODES.wait_s(network_of(request))
    customer = None if wait_s else _customer(request, code)
    if customer is None:
        answer = render(request, "customers/no_such_code.html", {"wait_s": wait_s}, status=429 if wait_s else 404)
        if wait_s:
            answer["Retry-After"] = str(wait_s)
        return answer
    shown = {"customer": customer, "firm": Firm.get(), "programs": programs()}
    return render(request, "customers/download.html", shown)


@login_not_required
@require_safe
def profile(request: HttpRequest, code: str) -> HttpResponse:
    """The signed profile."""
    if wait_s := WRONG_CODES.wait_s(network_of(request)):
        return refused("too-many", wait_s)
    customer = _customer(request, code)
    if customer is None:
        return refused("profile-unknown")
    try:
        answer = HttpResponse(issue(customer), content_type="application/toml; charset=utf-8")
    except Wrong:
        return refused("profile-outdated")
    answer["Content-Disposition"] = f'inline; filename="Homeoffice-Check_{customer.code}.toml"'
    answer["Cache-Control"] = "no-store"
    return answer


def programs() -> list[Program]:
    """What employees may download, for each system."""
    folder = _folder()
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return [
        _program(file) for file in files if file.is_file() and not file.is_symlink() and file.suffix.lower() in SYSTEMS
    ]


_hashed: dict[tuple[str, int, int], str] = {}


def _program(file: Path) -> Program:
    now = file.stat()
    key = (file.name, now.st_size, now.st_mtime_ns)
    if key not in _hashed:
        with file.open("rb") as opened:
            _hashed[key] = hashlib.file_digest(opened, "sha256").hexdigest()
    return Program(name=file.name, system=SYSTEMS[file.suffix.lower()], size=now.st_size, sha256=_hashed[key])


def _folder() -> Path:
    return Path(settings.DATA) / PROGRAMS


def _customer(request: HttpRequest, code: str) -> Customer | None:
    code = code.strip().upper()
    found = Customer.objects.filter(code=code, active=True).first() if re.match(CODE, code) else None
    if found is None:
        WRONG_CODES.count(network_of(request))
    return found
