"""python3 build/package.py: the program as people load it, for this system or for Windows from Debian, in dist/.

Output never goes into build/, which holds sources. build/README.md tells what each file is and how it is signed.
"""

import argparse
import os
import sys
from pathlib import Path

BUILD = Path(__file__).resolve().parent
sys.path[:0] = [str(BUILD), str(BUILD.parent)]


def main() -> int:
    """0 when everything asked for lies in dist/; ends with a sentence and 1 where something is missing or wrong."""
    from checker.bootstrap import ensure_script_environment

    args = _parse_arguments()
    ensure_script_environment("package", Path(__file__), sys.argv[1:])
    os.chdir(BUILD.parent)
    from recipe.firm_settings import read_settings
    from recipe.release import finish_release
    from sign.minisign import require_minisign

    if args.firm:
        read_settings(args.firm)  # a mistake is said now, not after minutes
    if args.minisign:
        require_minisign(args.minisign)

    for file, size_mb in finish_release(_build(args), secret=args.minisign, only_folder=args.folder):
        print(f"{file}  {size_mb:.1f} MB")
    return 0


def _build(args: argparse.Namespace) -> list[Path]:
    if args.system == "windows":
        from sign.authenticode import NoSigner, signer_from_environment
        from systems import windows

        signer = signer_from_environment(args.sign) if args.sign else NoSigner()
        return windows.build(only_folder=args.folder, signer=signer, cache=args.work, firm=args.firm)
    if args.system == "macos":
        from systems import macos

        return macos.build(only_folder=args.folder, signed=args.sign == "apple", firm=args.firm)
    from systems import linux

    return linux.build(only_folder=args.folder, firm=args.firm)


def _parse_arguments() -> argparse.Namespace:
    from recipe.product import SYSTEMS, this_system

    parser = argparse.ArgumentParser(prog="python3 build/package.py", description=__doc__)
    parser.add_argument("--system", choices=SYSTEMS, default=this_system(), help="windows also on Debian, as root")
    parser.add_argument("--sign", choices=("pkcs12", "azure", "apple"), help="with what build/README.md tells of")
    parser.add_argument("--minisign", type=Path, metavar="KEY", help="sign every file, detached; `minisign -G -W`")
    parser.add_argument("--firm", type=Path, metavar="FILE", help="the firm's settings (`checker desk firmsettings`)")
    parser.add_argument("--folder", action="store_true", help="the folder alone, without archives: quick, for tests")
    parser.add_argument("--work", type=Path, metavar="DIR", help="for Debian with Wine (~/.cache/homeoffice-check)")
    args = parser.parse_args()
    if args.system not in {this_system(), "windows"} or (args.system == "windows" and this_system() == "macos"):
        parser.error(f"{args.system} is built on {args.system}")
    if (args.sign == "apple") != (args.system == "macos") and args.sign:
        parser.error(f"--sign {args.sign} is not for {args.system}")
    return args


if __name__ == "__main__":
    sys.exit(main())
