"""python3 build/audit.py [FILE.cdx.json ...]: looks up known weaknesses of every package that goes into a release.

Of the locked requirements of program, package and tests; with bills of materials, of what these name. Ends with 0 where
none is known, 1 where one is, 2 where pip-audit itself failed, and 3 where no database can be reached, or where it does
not know a package: then not all was looked up, and it says so. What is asked is OSV, over the internet: the database
that PyPI has as a package ends in 2021 and may not be used commercially (safety-db, CC BY-NC-SA).
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent / "requirements"
LOCKED = ("program.txt", "package.txt", "tests.txt")
EXIT_WEAK, EXIT_FAILED, EXIT_NOT_LOOKED_UP = 1, 2, 3
TIMEOUT_S = 15
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_PYPI = re.compile(r"^pkg:pypi/([^@?#]+)@([^?#]+)")
NOT_LOOKED_UP = "No database of weaknesses can be reached from here: nothing was looked up."


def main(arguments: list[str]) -> int:
    """See above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bills", nargs="*", type=Path, metavar="FILE.cdx.json")
    bills = parser.parse_args(arguments).bills
    pins = sorted(set(billed_pins(bills) if bills else locked_pins()))
    with tempfile.TemporaryDirectory() as folder:
        return audit(pins, Path(folder))


def locked_pins() -> list[str]:
    """Every package with its version, for all systems: markers are left out on purpose."""
    texts = [(REQUIREMENTS / name).read_text("utf-8") for name in LOCKED]
    return [f"{name}=={version}" for text in texts for name, version in _PINNED.findall(text)]


def billed_pins(bills: Iterable[Path]) -> list[str]:
    """The packages of PyPI in these bills of materials (CycloneDX). Raises SystemExit where one names none."""
    pins = []
    for bill in bills:
        components = json.loads(bill.read_text("utf-8")).get("components", [])
        pypi_matches = [match for part in components if (match := _PYPI.match(part.get("purl", "")))]
        if not pypi_matches:
            raise SystemExit(f"{bill}: no package of PyPI is named in it.")
        pins += [f"{match[1]}=={match[2]}" for match in pypi_matches]
    return pins


def audit(pins: list[str], folder: Path) -> int:
    """Asks pip-audit, in an environment of its own, which the lock pins by hash."""
    requirements = folder / "pins.txt"
    requirements.write_text("\n".join(pins) + "\n", "utf-8")
    python = _environment(folder / "audit")
    options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--timeout", str(TIMEOUT_S)]
    command = [str(python), "-m", "pip_audit", *options, "--vulnerability-service", "osv", "-r", str(requirements)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return report(done.returncode, done.stdout, done.stderr, len(pins))


def report(code: int, out: str, err: str, count: int) -> int:
    """What pip-audit's end means: it ends with 1 for a weakness, and for a connection that failed."""
    if code == 0:
        skipped = _skipped(out)
        looked_up = f"{count - len(skipped)} packages, none with a known weakness."
        print(f"{looked_up} Not looked up: {', '.join(skipped)}." if skipped else looked_up)
        return EXIT_NOT_LOOKED_UP if skipped else 0
    if "Found" in err and "vulnerabilit" in err:
        print(out + err)
        return EXIT_WEAK
    reason = (err.strip().splitlines() or [""])[-1][:300]
    is_unreachable = re.search(r"ConnectionError|Timeout|ServiceError|Could not connect|HTTPError", reason)
    print(f"{NOT_LOOKED_UP if is_unreachable else 'pip-audit failed.'} {reason}", file=sys.stderr)
    return EXIT_NOT_LOOKED_UP if is_unreachable else EXIT_FAILED


def _skipped(out: str) -> list[str]:
    """The packages of pip-audit's second table: their names, and why nothing is known of them."""
    _, head, rows = out.partition("Skip Reason\n")
    return [line.split()[0] for line in rows.splitlines()[1:] if line.strip()] if head else []


def _environment(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    install = ["-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(REQUIREMENTS / "audit.txt")]
    subprocess.run([str(python), *install], check=True)
    return python


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
