"""`profile import`: files that technicians have, made into one profile."""

import argparse
import io
import sys
from pathlib import Path

import msgspec
import tomli_w
from rich.console import Console

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.batch import BatchImport, ItemState, SourceFile, import_files
from checker.checks.vpn.imports.gaps import gaps_of_gateway, gaps_of_service
from checker.checks.vpn.imports.importer import MAX_FILE_B
from checker.checks.vpn.imports.merge import probe_peers
from checker.checks.vpn.imports.result import DROPPED_ITEM_TEXTS, RETAINED_SECRET_TEXTS, ImportResult
from checker.client.authoring.console import error_console, print_line
from checker.client.authoring.exit_codes import DONE, NOT_DONE, CommandFailed
from checker.client.authoring.files import read_limited, sibling_reader, write_file
from checker.client.authoring.words import tr
from checker.client.text.terminal import make_console
from checker.model.codec import Unreadable
from checker.model.profile import Profile
from checker.model.text import Text
from checker.show.sanitizer import sanitize

PEER_COMMAND = 'wg set wg0 peer {key} allowed-ips ""'
"""wg(8): a peer without networks, so that nothing is ever sent to it."""


def import_profile(args: argparse.Namespace) -> int:
    """The profile goes to --out or to standard output; what is said of it goes beside that.

    Raises CommandFailed.
    """
    out: Path | None = args.out
    console = make_console() if out else error_console()
    if bool(args.customer.strip()) != bool(args.code.strip()):
        raise CommandFailed(tr("Bitte --customer und --code zusammen angeben, oder keines von beiden."))
    if out is not None and out.exists():
        raise CommandFailed(tr("{file} gibt es schon. Nehmen Sie einen anderen Namen.", file=str(out)))
    batch = _import_files(args, console)
    imported = batch.result
    if imported is None:
        print_line(console, tr("Es wurde kein Profil gemacht."))
        return NOT_DONE
    text = _toml(imported, args)
    _print_summary(batch, imported, console)
    if out is None:
        _print_profile(text)
        return DONE
    write_file(out, text.encode())
    print_line(console, tr("Geschrieben: {file}", file=str(out)))
    print_line(console, tr("Als Nächstes: profile check, dann profile try, dann profile sign."))
    return DONE


def _print_profile(text: str) -> None:
    """In UTF-8, which TOML is: also where somebody chose another encoding for what is only read."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text)


def _import_files(args: argparse.Namespace, console: Console) -> BatchImport:
    """Says at once which files are left out; the profile is made of the others."""
    sources = [
        SourceFile(name=file.name, content=read_limited(file, MAX_FILE_B), read_sibling=sibling_reader(file))
        for file in args.files
    ]
    try:
        batch = import_files(sources)
    except Unreadable as error:
        raise CommandFailed(error.refusal.render(tr.language)) from error
    for outcome in batch.outcomes:
        if outcome.refusal is not None:
            print_line(console, f"{outcome.file}: {outcome.refusal.render(tr.language)}")
            if args.details and outcome.detail:
                print_line(console, f"    {outcome.detail}")
    return batch


def _print_item(console: Console, item: str, gaps: list[Text], printed: list[Text]) -> list[Text]:
    """A tick means that the check can judge it; what stands in the way of that follows, unless it did just before."""
    print_line(console, f"[{'!' if gaps else '✓'}] {item}")
    for gap in gaps:
        if gap not in printed:
            print_line(console, f"    {gap.render(tr.language)}")
    return gaps


def _print_table(batch: BatchImport, console: Console) -> None:
    """A row for each thing of each file."""
    states = {
        ItemState.IN_PROFILE: tr("[✓] übernommen"),
        ItemState.INCOMPLETE: tr("[!] auszufüllen"),
        ItemState.DUPLICATE: tr("[=] steht schon da"),
        ItemState.LEFT_OUT: tr("[✕] weggelassen"),
    }
    heads = (tr("Datei"), tr("Inhalt"), tr("Ergebnis"), tr("Grund"))
    rows = [(row.file, row.item, states[row.state], row.render_reasons(tr.language)) for row in batch.rows]
    widths = [max(len(line[at]) for line in (heads, *rows)) for at in range(len(heads) - 1)]
    print_line(console, "")
    for line in (heads, *rows):
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=False)]
        print_line(console, "  ".join([*cells, line[-1]]).rstrip())
    print_line(console, "")


def _toml(imported: ImportResult, args: argparse.Namespace) -> str:
    fields = {"needs": imported.table}
    if args.code.strip():
        profile_fields = {"code": args.code.strip().upper(), "customer": args.customer.strip(), **fields}
        try:
            msgspec.convert(profile_fields, Profile)
        except msgspec.ValidationError as error:
            raise CommandFailed(
                tr(
                    "Die Kennung besteht aus 2 bis 24 Buchstaben (A bis Z), Ziffern und Bindestrichen, der Name aus "
                    "höchstens 120 Zeichen."
                )
            ) from error
        fields = profile_fields
    comments = [f"# {tr('Gemacht aus: {files}', files=', '.join(sanitize(file.name) for file in args.files))}"]
    for peer in probe_peers(imported.table):
        comments.append(f"# {tr('Am WireGuard-Server von {name} eintragen:', name=peer.gateway)}")
        comments.append(f"#     {PEER_COMMAND.format(key=peer.public_key)}")
    return "\n".join(comments) + "\n\n" + tomli_w.dumps(fields, multiline_strings=True)


def _print_summary(batch: BatchImport, imported: ImportResult, console: Console) -> None:
    vpn = imported.table["vpn"]
    printed: list[Text] = []
    for entry in vpn.get("gateways", []):
        item = f"{entry['name']}: {entry['kind']}, {entry['host']}, {entry['port']}"
        printed = _print_item(console, item, gaps_of_gateway(entry), printed)
    for entry in vpn.get("services", []):
        item = tr("Hinter dem VPN: {name}, {host}, {port}", **{k: entry[k] for k in ("name", "host", "port")})
        printed = _print_item(console, item, gaps_of_service(entry), printed)
    if len(batch.outcomes) > 1:
        _print_table(batch, console)
    if imported.dropped:
        dropped = "; ".join(DROPPED_ITEM_TEXTS[word].render(tr.language) for word in imported.dropped)
        print_line(console, tr("Nicht übernommen: {what}.", what=dropped))
    if imported.retained:
        secrets = "; ".join(RETAINED_SECRET_TEXTS[word].render(tr.language) for word in imported.retained)
        print_line(console, tr("Übernommen, weil die Prüfung es braucht: {what}.", what=secrets))
        print_line(console, tr("Das steht unter Namen auf _secret: in keinem Bericht, aber lesbar im Profil."))
    for note in imported.notes:
        print_line(console, f"– {note.render(tr.language)}")
    print_line(console, f"– {notes.NAMES.render(tr.language)}")
    for peer in probe_peers(imported.table):
        print_line(
            console,
            tr("Am WireGuard-Server von {name} ausführen (wg0 heißt dort vielleicht anders):", name=peer.gateway),
        )
        print_line(console, f"    {PEER_COMMAND.format(key=peer.public_key)}")
        print_line(console, tr("und dauerhaft in seine Konfiguration, ohne AllowedIPs:"))
        print_line(console, "    [Peer]")
        print_line(console, f"    PublicKey = {peer.public_key}")
