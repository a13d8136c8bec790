"""The client's command line."""

import argparse
import locale
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from checker.client.line.contract_rates import ContractRates, parse_contract_rates
from checker.client.third_party_notices import version_text
from checker.model.record import Record
from checker.model.text import Language

MAX_WATCH_MINUTES = 120
"""As the check takes it (checks/outages/need.py), whose modules no start of a window waits for."""


class ClientOptions(Record, frozen=True, kw_only=True):
    """What the client was asked to do. `send` is None where nobody said yes or no yet."""

    text: bool = False
    profile: str | None = None
    only: tuple[str, ...] = ()
    report: Path | None = None
    send: bool | None = None
    yes: bool = False
    language: Language = "de"
    details: bool = False
    debug: bool = False
    keys: tuple[str, ...] = ()
    unsigned_profile: bool = False
    home: Path | None = None
    contract: ContractRates | None = None
    started_as: str = ""
    self_test: str | None = None
    self_test_network: bool = False
    sent_reports: bool = False
    delete_report: str = ""
    outages: int = 0


def parse_arguments(arguments: Sequence[str]) -> ClientOptions:
    """Ends the process with 2 and a usage line for words that it does not know."""
    parser = argparse.ArgumentParser(
        prog="Homeoffice-Check",
        description="Prüft den Arbeitsplatz zu Hause. · Tests the workplace at home.",
        epilog="Ende mit 0: bereit, 1: nicht bereit, 2: nicht beurteilt · exit code: 0 ready, 1 not, 2 not judged",
    )
    parser.add_argument("--text", action="store_true", help="im Terminal statt im Fenster · in the terminal")
    parser.add_argument("--profile", metavar="FILE|URL|CODE", help="Profil Ihrer IT-Firma · your IT firm's profile")
    parser.add_argument("--only", metavar="line,vpn,...", default="", help="nur diese Prüfungen · these checks only")
    parser.add_argument("--report", metavar="FILE.json", type=Path, help="Bericht hier ablegen · write the report here")
    parser.add_argument(
        "--send", action=argparse.BooleanOptionalAction, default=None, help="Bericht senden oder nicht · send it or not"
    )
    parser.add_argument("--yes", action="store_true", help="alle Fragen mit Ja beantworten · answer yes to everything")
    parser.add_argument("--language", choices=("de", "en"), default=None)
    parser.add_argument("--details", action="store_true", help="alle Messwerte zeigen · show every value")
    parser.add_argument(
        "--debug",
        action="store_true",
        help="jeden Schritt im Netz protokollieren, ohne Namen · log each network phase, without names",
    )
    parser.add_argument(
        "--key", action="append", default=[], metavar="FINGERPRINT", help="Schlüssel der IT-Firma · the firm's key"
    )
    parser.add_argument("--unsigned-profile", action="store_true", help="für Entwickler · for developers")
    parser.add_argument("--home", type=Path, metavar="DIR", help="eigene Dateien hier ablegen · keep own files here")
    parser.add_argument(
        "--contract",
        type=parse_contract_rates,
        metavar="100/40",
        help="Tempo laut Vertrag, Mbit/s herunter/hoch · speed as the contract says, down/up",
    )
    parser.add_argument(
        "--started-as",
        metavar="FILE",
        default="",
        help="Datei, die der Mitarbeiter gestartet hat; ihr Name trägt den Code · the file that was started",
    )
    parser.add_argument(
        "--sent-reports",
        action="store_true",
        help="gesendete Berichte und wie weit Ihre IT-Firma damit ist · reports that were sent, and how far they are",
    )
    parser.add_argument(
        "--delete-report",
        metavar="KENNZEICHEN",
        default="",
        help="einen gesendeten Bericht löschen, bei der IT-Firma und hier · delete one, at the IT firm and here",
    )
    parser.add_argument(
        "--outages",
        metavar="MINUTES",
        nargs="?",
        type=_watch_minutes,
        const=MAX_WATCH_MINUTES,
        default=0,
        help="im Terminal beobachten, ob die Verbindung abbricht; Strg-C endet mit dem Ergebnis · watch in the "
        "terminal whether the connection breaks; Ctrl-C ends it with its result",
    )
    parser.add_argument(
        "--self-test",
        metavar="FILE|-",
        help="messen, was das Programm über dieses System annimmt; nichts wird gesendet · measure what the program "
        "assumes of this system; nothing is sent",
    )
    parser.add_argument(
        "--self-test-network",
        action="store_true",
        help="beim Selbsttest auch das Netz fragen · let the self-test ask the network too",
    )
    parser.add_argument(
        "--version", action=_Version, nargs=0, help="Version, und wo die Lizenzen liegen · version and licences"
    )
    args = parser.parse_args(arguments)
    return ClientOptions(
        text=args.text or bool(args.outages),
        profile=args.profile,
        only=("outages",) if args.outages else tuple(name.strip() for name in args.only.split(",") if name.strip()),
        report=args.report,
        send=args.send,
        yes=args.yes,
        language=args.language or system_language(),
        details=args.details,
        debug=args.debug,
        keys=tuple(args.key),
        unsigned_profile=args.unsigned_profile,
        home=args.home,
        contract=args.contract,
        started_as=args.started_as,
        self_test=args.self_test,
        self_test_network=args.self_test_network,
        sent_reports=args.sent_reports,
        delete_report=args.delete_report,
        outages=args.outages,
    )


def _watch_minutes(text: str) -> int:
    minutes = int(text)
    if not 1 <= minutes <= MAX_WATCH_MINUTES:
        raise argparse.ArgumentTypeError(f"1 … {MAX_WATCH_MINUTES}")
    return minutes


class _Version(argparse.Action):
    """As argparse's own, which would break the path of a file at the end of the terminal's line."""

    def __call__(self, parser: argparse.ArgumentParser, *_words: object) -> None:
        sys.stdout.write(f"{version_text()}\n")
        parser.exit()


def system_language() -> Language:
    """German unless the system clearly speaks another language; `C` is no language."""
    locale_name = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    if not locale_name and sys.platform != "linux":  # on Linux, Python turns a missing language into an English one
        locale_name = locale.getlocale()[0] or ""
    language_tag = locale_name.partition(".")[0].lower()
    return "de" if language_tag in ("", "c", "posix") or language_tag.startswith(("de", "german")) else "en"
