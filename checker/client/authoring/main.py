"""python3 -m checker profile: from its command line to its exit code."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from checker.client.arguments import system_language
from checker.client.authoring.commands import check_profile, import_profile, sign_profile, try_gateways
from checker.client.authoring.console import error_console, print_line
from checker.client.authoring.exit_codes import NOT_DONE, CommandFailed
from checker.client.authoring.words import tr
from checker.model.failure import defect_failure

EXIT_CODES_HELP = (
    "Ende mit 0: getan; try: alle nötigen Zugänge antworten · 1: Fehler im Profil; try: ein nötiger Zugang fehlt · "
    "2: nicht getan oder nicht zu beurteilen · "
    "exit code: 0 done, with try all required gateways answer; 1 a mistake in the profile, with try a required gateway "
    "cannot be used; 2 not done, or it cannot be judged"
)


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Ends the process with 2 and a usage line for words that it does not know. `command` names what to do."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--language", choices=("de", "en"), default=system_language())
    shared.add_argument("--details", action="store_true", help="auch, was nur Technikern hilft · also for technicians")
    parser = argparse.ArgumentParser(
        prog="Homeoffice-Check profile",
        description="Macht, prüft, unterschreibt und erprobt das Profil eines Kunden. · "
        "Makes, checks, signs and tries a customer's profile.",
        epilog=EXIT_CODES_HELP,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="import|check|sign|try|key")

    def add_command(name: str, help_text: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, help=help_text, description=help_text, epilog=EXIT_CODES_HELP, parents=[shared]
        )

    command = add_command("import", "Macht ein Profil aus VPN-Dateien. · Makes a profile of VPN files.")
    command.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help=".ovpn, WireGuard .conf, .rdp, .mobileconfig, .sswan"
    )
    command.add_argument(
        "--out", metavar="profile.toml", type=Path, help="hierhin statt auf den Bildschirm · write it here"
    )
    command.add_argument("--customer", metavar="NAME", default="", help="Name des Kunden · the customer's name")
    command.add_argument(
        "--code",
        metavar="CODE",
        default="",
        help="seine Kennung; ohne beides entstehen nur die [needs.…], wie der Desk sie nimmt · "
        "the customer's code; without both only the [needs.…] that the desk takes",
    )

    command = add_command(
        "check", "Prüft ein Profil; Fehler mit ihrer Zeile. · Checks a profile; mistakes with their line."
    )
    command.add_argument("file", metavar="FILE", type=Path)

    command = add_command("sign", "Unterschreibt ein Profil. · Signs a profile.")
    command.add_argument("file", metavar="FILE", type=Path)
    command.add_argument(
        "--key",
        metavar="KEYFILE",
        type=Path,
        required=True,
        help="Schlüssel der IT-Firma, zum Beispiel firm.key des Desks · the firm's key, such as the desk's firm.key",
    )
    command.add_argument("--out", metavar="FILE", type=Path, help="hierhin statt an dieselbe Stelle · not in place")

    command = add_command("try", "Fragt die Zugänge von hier aus. · Asks the gateways from here.")
    command.add_argument("file", metavar="FILE", type=Path)
    command.add_argument(
        "--only", metavar="GATEWAY", action="append", default=[], help="nur dieser (id), auch mehrfach · this one only"
    )

    command = add_command("key", "Macht einen Schlüssel zum Unterschreiben. · Makes a key for signing.")
    command.add_argument("file", metavar="NEWFILE", type=Path)
    return parser.parse_args(argv)


COMMANDS = {
    "import": import_profile.import_profile,
    "check": check_profile.check_profile,
    "sign": sign_profile.sign_profile_file,
    "try": try_gateways.try_gateways,
    "key": sign_profile.make_key,
}


def main(argv: Sequence[str]) -> int:
    """0, 1 or 2, as exit_codes.py says. Whatever goes wrong ends in a sentence, never in a traceback."""
    args = parse_arguments(argv)
    tr.set_language(args.language)
    try:
        return COMMANDS[args.command](args)
    except CommandFailed as failure:
        message = str(failure)
    except KeyboardInterrupt:
        message = tr("Abgebrochen.")
    except Exception as error:  # noqa: BLE001 - the last net: a technician sits in front
        message = tr("Das Programm hat einen Fehler gemacht: {place}", place=defect_failure(error).detail)
    print_line(error_console(), message)
    return NOT_DONE
