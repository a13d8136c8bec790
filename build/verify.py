"""python3 build/verify.py FILE... [--key minisign.pub] [--ca roots.pem]: whether files are what was built and signed.

Looks at whatever there is beside each file: SHA256SUMS, FILE.minisig; and at the signature inside a program for Windows
or an image for macOS.
"""

import argparse
import sys
from pathlib import Path

BUILD = Path(__file__).resolve().parent
sys.path[:0] = [str(BUILD), str(BUILD.parent)]


def main() -> int:
    """0 when every file has at least one proof and no proof failed; else 1, with a line for each."""
    from checker.bootstrap import ensure_script

    parser = argparse.ArgumentParser(prog="python3 build/verify.py", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--key", metavar="KEY", help="minisign's public key: its file, or its line")
    parser.add_argument("--ca", type=Path, metavar="FILE.pem", help="trusted for Authenticode (the system's roots)")
    told = parser.parse_args()
    ensure_script("package", Path(__file__), sys.argv[1:])
    from sign.proofs import proofs

    bad = False
    for file in told.files:
        found = list(proofs(file, key=told.key, roots=told.ca))
        for proof in found:
            print(f"{'ok ' if proof.holds else 'BAD'}  {file.name}: {proof.said}")
        if not found:
            print(f"BAD  {file.name}: nothing proves it: no SHA256SUMS, no .minisig, no signature inside")
        bad = bad or not found or not all(proof.holds for proof in found)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
