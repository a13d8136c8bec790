"""python3 -m checker demo: a desk, a sample customer with real small gateways, and the check of this PC."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import tomli_w

from checker.client.arguments import ClientOptions, system_language
from checker.client.main import ClientResult, run
from checker.demo.desk_process import DeskFailed, DeskProcess
from checker.demo.sample_gateways import serve_gateways
from checker.demo.signal_handling import interrupted_by_signals, signals_ignored
from checker.model.report import Receipt
from checker.model.verdict import NOT_JUDGED

COMPANY_NETWORKS = ["10.91.0.0/16"]


def main(arguments: Sequence[str]) -> int:
    """The client's exit code; 2 where the desk could not be started."""
    args = _parse_arguments(arguments)
    try:
        with interrupted_by_signals(), _folder(keep=args.keep) as folder:
            return _run_demo(folder, args)
    except DeskFailed as failed:
        print(f"Der Desk der Vorführung startet nicht · the demo's desk does not start: {failed}", file=sys.stderr)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        print(f"Die Vorführung kann nichts anlegen · the demo can make nothing: {reason}", file=sys.stderr)
    except KeyboardInterrupt:  # whoever ended it knows
        pass
    return NOT_JUDGED


@contextmanager
def _folder(*, keep: bool) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="homeoffice-check-demo-"))
    try:
        yield folder
    finally:
        if keep:
            print(f"Daten bleiben hier · data is kept here: {folder}")
        else:
            with signals_ignored():
                shutil.rmtree(folder, ignore_errors=True)


def _parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m checker demo", description=__doc__)
    parser.add_argument("--text", action="store_true", help="in the terminal instead of a window")
    parser.add_argument("--yes", action="store_true", help="answer yes to every question")
    parser.add_argument("--keep", action="store_true", help="leave the data and say where")
    parser.add_argument("--language", choices=("de", "en"), default=None)
    parser.add_argument("--details", action="store_true", help="show every value")
    return parser.parse_args(arguments)


def _run_demo(folder: Path, args: argparse.Namespace) -> int:
    (folder / "gateways").mkdir()
    with serve_gateways(folder / "gateways") as gateways, DeskProcess(folder / "desk") as desk:
        needs = folder / "needs.toml"
        needs.write_bytes(tomli_w.dumps({"needs": sample_needs(gateways, desk.measure_url)}).encode())
        sample = desk.sample(needs)
        options = ClientOptions(
            text=args.text,
            profile=sample["profile_url"],
            keys=(sample["fingerprint"],),
            yes=args.yes,
            language=args.language or system_language(),
            details=args.details,
            home=folder / "client",
        )
        result = run(options)
        if result.interrupted:
            return result.exit_code
        stays = not (args.yes and result.in_text)
        _print_result(result, desk, sample["technician"], stays=stays)
        if stays:
            print("Der Desk läuft weiter. Ende mit Strg+C · the desk keeps running; Ctrl-C ends it.", flush=True)
            with suppress(KeyboardInterrupt):
                desk.wait()
        return result.exit_code


def sample_needs(gateways: list[dict[str, object]], measure_url: str) -> dict[str, dict[str, object]]:
    """The sample customer's needs: nothing that only this PC would pass."""
    return {
        "network": {"company_networks": COMPANY_NETWORKS},
        "line": {"endpoint": measure_url},
        "vpn": {"gateways": gateways},
    }


def _print_result(result: ClientResult, desk: DeskProcess, technician: str, *, stays: bool) -> None:
    """`stays`: the desk runs on; an address of one that ends now would lead nowhere."""
    receipt: Receipt | None = result.receipt
    if receipt is None:
        print("Kein Bericht gesendet · no report sent." + (f" Desk: {desk.url}" if stays else ""))
        return
    print(f"\nKennzeichen · reference: {receipt.reference}")
    if not stays:
        print("Ohne --yes bleibt der Desk offen und zeigt ihn · without --yes the desk stays open and shows it.")
        return
    link = desk.sign_in_link(technician, receipt.reference)
    print(f"Ansicht des Technikers · the technician's view: {link}", flush=True)
