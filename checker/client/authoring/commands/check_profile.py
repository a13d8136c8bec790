"""`profile check`: whether a profile is what the checks take, with the line of a mistake; and what it still lacks."""

import argparse
import datetime
import re
from collections.abc import Iterator

from rich.console import Console

from checker.checks.profile_toml import InvalidProfileToml, ProfileDocument, ProfileMistake, parse_profile
from checker.checks.registry import needs
from checker.checks.vpn.gateways.tunnel import OpenVpnGateway, WireGuardGateway
from checker.checks.vpn.need import VpnNeed
from checker.client.authoring.console import print_line
from checker.client.authoring.exit_codes import DONE, INVALID
from checker.client.authoring.files import read_profile_toml
from checker.client.authoring.words import tr
from checker.client.text.terminal import make_console
from checker.model.codec import Unreadable
from checker.model.profile import Profile
from checker.model.signature import fingerprint, profile_signer
from checker.show.sanitizer import sanitize

_KEY_LIKE = re.compile(r"[A-Za-z0-9+/=]{32,}")
_SECRET = "_secret"  # noqa: S105 - the ending of names
"""A line that may hold a key is named, never shown."""
MAX_LINE_LENGTH = 100


def check_profile(args: argparse.Namespace) -> int:
    """0 when it is right, 1 with the mistake and its line when not."""
    console = make_console()
    raw, text = read_profile_toml(args.file)
    try:
        written_profile = parse_profile(text)
    except InvalidProfileToml as mistaken:
        print_mistake(console, mistaken.mistake, text, str(args.file), details=args.details)
        return INVALID
    try:
        signature_line = tr("Unterschrieben mit dem Schlüssel {key}.", key=fingerprint(profile_signer(raw)))
    except Unreadable as unreadable:
        if unreadable.refusal.kind == "profile-altered":
            print_line(
                console, tr("[✕] Das Profil wurde nach der Unterschrift geändert. Unterschreiben Sie es noch einmal.")
            )
            return INVALID
        signature_line = tr("Noch nicht unterschrieben: Die Programme der Mitarbeiter nehmen es so nicht an.")
    count = len(_vpn_need(written_profile.profile).gateways)
    print_line(
        console,
        tr.plural(
            "[✓] Das Profil ist in Ordnung, mit einem Zugang.",
            "[✓] Das Profil ist in Ordnung, mit {n} Zugängen.",
            count,
        ),
    )
    for remark in [signature_line, *profile_warnings(written_profile)]:
        print_line(console, f"– {remark}")
    return DONE


def print_mistake(console: Console, mistake: ProfileMistake, text: str, file: str, *, details: bool) -> None:
    """The mistake, its place, and the line itself unless a key may stand in it."""
    message = mistake.describe(tr.language)
    if mistake.line is None:
        print_line(console, f"[✕] {file}: {message}")
    else:
        located_message = tr("[✕] {file}, Zeile {line}: {said}", file=file, line=mistake.line, said=message)
        print_line(console, located_message)
        lines = text.splitlines()
        line = lines[mistake.line - 1] if mistake.line <= len(lines) else ""
        if line.strip() and _SECRET not in line and not _KEY_LIKE.search(line):
            print_line(console, f"    {mistake.line} | {sanitize(line.rstrip())[:MAX_LINE_LENGTH]}")
    if details and mistake.detail:
        print_line(console, f"    {_KEY_LIKE.sub('…', mistake.detail)}")


def profile_warnings(written_profile: ProfileDocument) -> Iterator[str]:
    """What is right, and yet will not do what somebody may expect."""
    if not written_profile.is_complete:
        yield tr(
            "Das sind nur die [needs.…] eines Profils: so nimmt sie der Desk. Unterschreiben lässt sich nur ein "
            "ganzes mit code und customer."
        )
    else:
        yield from _delivery_warnings(written_profile.profile)
    vpn_need = _vpn_need(written_profile.profile)
    if not vpn_need.gateways:
        yield tr("Es nennt keinen Zugang (needs.vpn.gateways): Das VPN wird nicht geprüft.")
    for gateway in vpn_need.gateways:
        if isinstance(gateway, OpenVpnGateway) and gateway.wrap != "none" and not gateway.key_secret:
            yield tr(
                "{name}: Der Schlüssel (key_secret) fehlt; der Zugang lässt sich nicht beurteilen.",
                name=gateway.name,
            )
        if isinstance(gateway, OpenVpnGateway) and not gateway.ca:
            yield tr(
                "{name}: Das Zertifikat der Firma (ca) fehlt; vom Zertifikat zählt nur das Datum.", name=gateway.name
            )
        if isinstance(gateway, WireGuardGateway) and not (
            gateway.probe_private_key_secret and gateway.server_public_key
        ):
            yield tr(
                "{name}: Der Schlüssel der Prüfung oder des Servers fehlt; der Zugang lässt sich nicht beurteilen.",
                name=gateway.name,
            )


def _delivery_warnings(profile: Profile) -> Iterator[str]:
    if profile.expires is not None and profile.expires < datetime.date.today():
        yield tr("Es ist seit {day} abgelaufen.", day=profile.expires.isoformat())
    if profile.firm is None or not profile.firm.desk_url:
        yield tr("Es nennt keinen Desk (firm.desk_url): Berichte bleiben bei den Mitarbeitern.")
    elif not profile.enrolment:
        yield tr("Ihm fehlt der Ausweis für Berichte (enrolment), den nur der Desk ausstellt: Dieser nähme keinen an.")


def _vpn_need(profile: Profile) -> VpnNeed:
    need = needs(profile)["vpn"]
    return need if isinstance(need, VpnNeed) else VpnNeed()
