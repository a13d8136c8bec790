"""python3 build/verify.py FILE... [--key minisign.pub] [--ca roots.pem]: whether files are what was built and signed.

Looks at whatever there is beside each file: SHA256SUMS, FILE.minisig; and at the signature inside a program for Windows
or an image for macOS.
"""

import argparse
import sys
from pathlib import Path

BUILD = Path(__file__).resolve().parent
sys.path.insert(0, str(BUILD))


def main() -> int:
    """0 when every file has at least one proof and no proof failed; else 1, with a line for each."""
    parser = argparse.ArgumentParser(prog="python3 build/verify.py", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--key", metavar="KEY", help="minisign's public key: its file, or its line")
    parser.add_argument("--ca", type=Path, metavar="FILE.pem", help="trusted for Authenticode (the system's roots)")
    args = parser.parse_args()
    from sign.proofs import find_proofs

    has_failed = False
    for file in args.files:
        file_proofs = list(find_proofs(file, key=args.key, roots=args.ca))
        for proof in file_proofs:
            print(f"{'ok ' if proof.is_valid else 'BAD'}  {file.name}: {proof.message}")
        if not file_proofs:
            print(f"BAD  {file.name}: nothing proves it: no SHA256SUMS, no .minisig, no signature inside")
        has_failed = has_failed or not file_proofs or not all(proof.is_valid for proof in file_proofs)
    return int(has_failed)


if __name__ == "__main__":
    sys.exit(main())
