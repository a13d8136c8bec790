"""python3 -m checker demo: a desk, a sample customer with real small gateways, and the check of this PC."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import tomli_w

from checker.client.arguments import Options, system_language
from checker.client.main import NOT_JUDGED, Result, run
from checker.demo.desk import Desk, DeskFailed
from checker.demo.ending import ended_by_signals, undisturbed
from checker.demo.gateways import serve
from checker.model.report import Receipt

COMPANY_NETWORKS = ["10.91.0.0/16"]


def main(arguments: Sequence[str]) -> int:
    """The client's exit code; 2 where the desk could not be started."""
    told = _parse(arguments)
    try:
        with ended_by_signals(), _folder(keep=told.keep) as folder:
            return _demo(folder, told)
    except DeskFailed as failed:
        print(f"Der Desk der Vorführung startet nicht · the demo's desk does not start: {failed}", file=sys.stderr)
    except OSError as error:
        said = error.strerror or type(error).__name__
        print(f"Die Vorführung kann nichts anlegen · the demo can make nothing: {said}", file=sys.stderr)
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
            with undisturbed():
                shutil.rmtree(folder, ignore_errors=True)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m checker demo", description=__doc__)
    parser.add_argument("--text", action="store_true", help="in the terminal instead of a window")
    parser.add_argument("--yes", action="store_true", help="answer yes to every question")
    parser.add_argument("--keep", action="store_true", help="leave the data and say where")
    parser.add_argument("--language", choices=("de", "en"), default=None)
    parser.add_argument("--details", action="store_true", help="show every value")
    return parser.parse_args(arguments)


def _demo(folder: Path, told: argparse.Namespace) -> int:
    (folder / "gateways").mkdir()
    with serve(folder / "gateways") as gateways, Desk(folder / "desk") as desk:
        needs = folder / "needs.toml"
        needs.write_bytes(tomli_w.dumps({"needs": sample_needs(gateways, desk.measure_url)}).encode())
        sample = desk.sample(needs)
        options = Options(
            text=told.text,
            profile=sample["profile_url"],
            keys=(sample["fingerprint"],),
            yes=told.yes,
            language=told.language or system_language(),
            details=told.details,
            home=folder / "client",
        )
        result = run(options)
        if result.interrupted:
            return result.exit_code
        _tell(result, desk, sample["technician"])
        if not (told.yes and result.in_text):
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


def _tell(result: Result, desk: Desk, technician: str) -> None:
    receipt: Receipt | None = result.receipt
    if receipt is None:
        print(f"Kein Bericht gesendet · no report sent. Desk: {desk.url}")
        return
    print(f"\nKennzeichen · reference: {receipt.reference}")
    link = desk.sign_in_link(technician, receipt.reference)
    print(f"Ansicht des Technikers · the technician's view: {link}", flush=True)
