"""`profile check`: whether a profile is what the checks take, with the line of a mistake; and what it still lacks."""

import argparse
import datetime
import re
from collections.abc import Iterator

from rich.console import Console

from checker.checks.registry import needs
from checker.checks.vpn.gateways_tunnel import OpenVpnGateway, WireGuardGateway
from checker.checks.vpn.need import VpnNeed
from checker.checks.written import InvalidProfileToml, ProfileDocument, ProfileMistake, parse_profile
from checker.client.profile.codes import DONE, NOT_RIGHT
from checker.client.profile.files import toml_of
from checker.client.profile.screen import show
from checker.client.profile.words import tr
from checker.client.text.terminal import terminal
from checker.model.codec import Unreadable
from checker.model.profile import Profile
from checker.model.signature import fingerprint, profile_signer
from checker.show.safe import sanitize

_KEY_LIKE = re.compile(r"[A-Za-z0-9+/=]{32,}")
_SECRET = "_secret"  # noqa: S105 - the ending of names
"""A line that may hold a key is named, never shown."""
SHOWN = 100


def run(told: argparse.Namespace) -> int:
    """0 when it is right, 1 with the mistake and its line when not."""
    console = terminal()
    raw, text = toml_of(told.file)
    try:
        read = parse_profile(text)
    except InvalidProfileToml as mistaken:
        tell(console, mistaken.mistake, text, str(told.file), details=told.details)
        return NOT_RIGHT
    try:
        signed = tr("Unterschrieben mit dem Schlüssel {key}.", key=fingerprint(profile_signer(raw)))
    except Unreadable as unreadable:
        if unreadable.refusal.kind == "profile-altered":
            show(console, tr("[✕] Das Profil wurde nach der Unterschrift geändert. Unterschreiben Sie es noch einmal."))
            return NOT_RIGHT
        signed = tr("Noch nicht unterschrieben: Die Programme der Mitarbeiter nehmen es so nicht an.")
    n = len(_vpn(read.profile).gateways)
    show(
        console,
        tr.plural(
            "[✓] Das Profil ist in Ordnung, mit einem Zugang.", "[✓] Das Profil ist in Ordnung, mit {n} Zugängen.", n
        ),
    )
    for said in [signed, *gaps(read)]:
        show(console, f"– {said}")
    return DONE


def tell(console: Console, mistake: ProfileMistake, text: str, file: str, *, details: bool) -> None:
    """The mistake, its place, and the line itself unless a key may stand in it."""
    said = mistake.describe(tr.language)
    if mistake.line is None:
        show(console, f"[✕] {file}: {said}")
    else:
        place = tr("[✕] {file}, Zeile {line}: {said}", file=file, line=mistake.line, said=said)
        show(console, place)
        lines = text.splitlines()
        line = lines[mistake.line - 1] if mistake.line <= len(lines) else ""
        if line.strip() and _SECRET not in line and not _KEY_LIKE.search(line):
            show(console, f"    {mistake.line} | {sanitize(line.rstrip())[:SHOWN]}")
    if details and mistake.detail:
        show(console, f"    {_KEY_LIKE.sub('…', mistake.detail)}")


def gaps(read: ProfileDocument) -> Iterator[str]:
    """What is right, and yet will not do what somebody may expect."""
    if not read.is_complete:
        yield tr(
            "Das sind nur die [needs.…] eines Profils: so nimmt sie der Desk. Unterschreiben lässt sich nur ein "
            "ganzes mit code und customer."
        )
    else:
        yield from _of_profile(read.profile)
    vpn = _vpn(read.profile)
    if not vpn.gateways:
        yield tr("Es nennt keinen Zugang (needs.vpn.gateways): Das VPN wird nicht geprüft.")
    for one in vpn.gateways:
        if isinstance(one, OpenVpnGateway) and one.wrap != "none" and not one.key_secret:
            yield tr(
                "{name}: Der Schlüssel (key_secret) fehlt; der Zugang lässt sich nicht beurteilen.",
                name=one.name,
            )
        if isinstance(one, OpenVpnGateway) and not one.ca:
            yield tr("{name}: Das Zertifikat der Firma (ca) fehlt; vom Zertifikat zählt nur das Datum.", name=one.name)
        if isinstance(one, WireGuardGateway) and not (one.probe_private_key_secret and one.server_public_key):
            yield tr(
                "{name}: Der Schlüssel der Prüfung oder des Servers fehlt; der Zugang lässt sich nicht beurteilen.",
                name=one.name,
            )


def _of_profile(profile: Profile) -> Iterator[str]:
    if profile.expires is not None and profile.expires < datetime.date.today():
        yield tr("Es ist seit {day} abgelaufen.", day=profile.expires.isoformat())
    if profile.firm is None or not profile.firm.desk_url:
        yield tr("Es nennt keinen Desk (firm.desk_url): Berichte bleiben bei den Mitarbeitern.")
    elif not profile.enrolment:
        yield tr("Ihm fehlt der Ausweis für Berichte (enrolment), den nur der Desk ausstellt: Dieser nähme keinen an.")


def _vpn(profile: Profile) -> VpnNeed:
    need = needs(profile)["vpn"]
    return need if isinstance(need, VpnNeed) else VpnNeed()
