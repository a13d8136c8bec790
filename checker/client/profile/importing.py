"""`profile import`: files that technicians have, made into one profile."""

import argparse
import sys
from pathlib import Path

import msgspec
import tomli_w
from rich.console import Console

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.formats import MAX_FILE_B, import_file
from checker.checks.vpn.imports.imported import DROPPED_ITEM_TEXTS, RETAINED_SECRET_TEXTS, ImportResult
from checker.checks.vpn.imports.merge import merge, probe_peers
from checker.client.profile.codes import DONE, NOT_DONE, Sorry
from checker.client.profile.files import beside, content_of, write
from checker.client.profile.screen import beside as beside_output
from checker.client.profile.screen import show
from checker.client.profile.words import tr
from checker.client.text.terminal import terminal
from checker.model.codec import Unreadable
from checker.model.profile import Profile
from checker.show.safe import sanitize

KEY_FORM = 'wg set wg0 peer {key} allowed-ips ""'
"""wg(8): a peer without networks, so that nothing is ever sent to it."""


def run(told: argparse.Namespace) -> int:
    """The profile goes to --out or to standard output; what is said of it goes beside that."""
    out: Path | None = told.out
    console = terminal() if out else beside_output()
    if bool(told.customer.strip()) != bool(told.code.strip()):
        raise Sorry(tr("Bitte --customer und --code zusammen angeben, oder keines von beiden."))
    if out is not None and out.exists():
        raise Sorry(tr("{file} gibt es schon. Nehmen Sie einen anderen Namen.", file=str(out)))
    imported = _imported(told, console)
    if imported is None:
        return NOT_DONE
    text = _toml(imported, told)
    _tell(imported, console)
    if out is None:
        sys.stdout.write(text)
        return DONE
    write(out, text.encode())
    show(console, tr("Geschrieben: {file}", file=str(out)))
    show(console, tr("Als Nächstes: profile check, dann profile try, dann profile sign."))
    return DONE


def _imported(told: argparse.Namespace, console: Console) -> ImportResult | None:
    """None where a file was refused: a profile that silently lacks a gateway is worse than none."""
    found: list[ImportResult] = []
    refused = False
    for file in told.files:
        try:
            found.append(import_file(content_of(file, MAX_FILE_B), file.name, beside(file)))
        except Unreadable as error:
            refused = True
            said = error.refusal.de if tr.language == "de" else error.refusal.en
            show(console, f"{file.name}: {said}")
            if told.details and error.where:
                show(console, f"    {error.where}")
    if refused:
        show(console, tr("Es wurde kein Profil gemacht."))
        return None
    try:
        return merge(found)
    except Unreadable as error:
        raise Sorry(error.refusal.de if tr.language == "de" else error.refusal.en) from error


def _toml(imported: ImportResult, told: argparse.Namespace) -> str:
    fields = {"needs": imported.table}
    if told.code.strip():
        named = {"code": told.code.strip().upper(), "customer": told.customer.strip(), **fields}
        try:
            msgspec.convert(named, Profile)
        except msgspec.ValidationError as error:
            raise Sorry(
                tr(
                    "Die Kennung besteht aus 2 bis 24 Buchstaben (A bis Z), Ziffern und Bindestrichen, der Name aus "
                    "höchstens 120 Zeichen."
                )
            ) from error
        fields = named
    comments = [f"# {tr('Gemacht aus: {files}', files=', '.join(sanitize(file.name) for file in told.files))}"]
    for peer in probe_peers(imported.table):
        comments.append(f"# {tr('Am WireGuard-Server von {name} eintragen:', name=peer.gateway)}")
        comments.append(f"#     {KEY_FORM.format(key=peer.public_key)}")
    return "\n".join(comments) + "\n\n" + tomli_w.dumps(fields, multiline_strings=True)


def _tell(imported: ImportResult, console: Console) -> None:
    vpn = imported.table["vpn"]
    for one in vpn.get("gateways", []):
        show(console, f"[✓] {one['name']}: {one['kind']}, {one['host']}, {one['port']}")
    for one in vpn.get("services", []):
        show(console, tr("[✓] Hinter dem VPN: {name}, {host}, {port}", **{k: one[k] for k in ("name", "host", "port")}))
    if imported.dropped:
        left = "; ".join(DROPPED_ITEM_TEXTS[word].render(tr.language) for word in imported.dropped)
        show(console, tr("Nicht übernommen: {what}.", what=left))
    if imported.retained:
        taken = "; ".join(RETAINED_SECRET_TEXTS[word].render(tr.language) for word in imported.retained)
        show(console, tr("Übernommen, weil die Prüfung es braucht: {what}.", what=taken))
        show(console, tr("Das steht unter Namen auf _secret: in keinem Bericht, aber lesbar im Profil."))
    for note in imported.notes:
        show(console, f"– {note.render(tr.language)}")
    show(console, f"– {notes.NAMES.render(tr.language)}")
    for peer in probe_peers(imported.table):
        show(
            console,
            tr("Am WireGuard-Server von {name} ausführen (wg0 heißt dort vielleicht anders):", name=peer.gateway),
        )
        show(console, f"    {KEY_FORM.format(key=peer.public_key)}")
        show(console, tr("und dauerhaft in seine Konfiguration, ohne AllowedIPs:"))
        show(console, "    [Peer]")
        show(console, f"    PublicKey = {peer.public_key}")
