"""Every check of the product, in the order in which people see them. A new check is one line here."""

import functools
import importlib
from collections.abc import Collection
from typing import Any, cast

import msgspec

from checker.checks.declaration import Check, Need
from checker.model.codec import Unreadable
from checker.model.failure import Refusal
from checker.model.profile import Profile

NAMES = (
    "computer",
    "network",
    "router",
    "line",
    "vpn",
    "outages",
    "camera",
    "microphone",
    "speaker",
)
PACKAGES = {name: f"{__package__}.{name}" for name in NAMES}
"""Where each stands. One more entry adds a check from any other folder: tests/lab/new_check does it."""


def checks() -> dict[str, Check]:
    """All checks by name, in order. Imports no probe."""
    return {name: check(name) for name in PACKAGES}


def selected_checks(only: Collection[str] = ()) -> dict[str, Check]:
    """Those that a run takes, in order: the named ones, or else all but those that run on request alone."""
    return {name: check for name, check in checks().items() if (name in only if only else not check.on_request)}


def check(name: str) -> Check:
    """One check. Raises LookupError for a name that is none."""
    if name not in PACKAGES:
        raise LookupError(name)
    return _declaration(PACKAGES[name])


@functools.cache
def _declaration(package: str) -> Check:
    return cast(Check, importlib.import_module(package).CHECK)


def modules() -> list[str]:
    """Every module that is only imported by name: what a packaged executable must be told of."""
    return [module for name, declaration in checks().items() for module in _modules(PACKAGES[name], declaration)]


def needs(profile: Profile) -> dict[str, Need]:
    """What the profile asks of each check. Raises Unreadable `profile-needs` for a table that a check refuses."""
    checks_by_name = checks()
    for name in profile.needs:
        if name not in checks_by_name:
            raise _unreadable_needs(f"needs.{name}: no such check")
    return {name: _need(declaration, profile.needs.get(name, {})) for name, declaration in checks_by_name.items()}


def _modules(package: str, check: Check) -> list[str]:
    by_name = ("probe", "diagnose", *check.parts, *filter(None, (check.advice,)))
    return [package, *(f"{package}.{module}" for module in by_name)]


def _need(check: Check, table: dict[str, Any]) -> Need:
    try:
        return msgspec.convert(table, check.need)
    except msgspec.ValidationError as error:
        raise _unreadable_needs(f"needs.{check.name}: {error}") from error


def _unreadable_needs(location: str) -> Unreadable:
    refusal = Refusal(
        kind="profile-needs",
        de="Das Profil verlangt etwas, das dieses Programm nicht kennt. Bitte wenden Sie sich an Ihre IT-Firma.",
        en="The profile asks for something that this program does not know. Please contact your IT firm.",
    )
    return Unreadable(refusal, location)
