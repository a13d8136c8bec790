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
    from checker.bootstrap import ensure_script

    told = _arguments()
    ensure_script("package", Path(__file__), sys.argv[1:])
    os.chdir(BUILD.parent)
    from recipe.firm import settings
    from recipe.release import finish

    if told.firm:
        settings(told.firm)  # a mistake is said now, not after minutes

    for file, size_mb in finish(_build(told), secret=told.minisign, only_folder=told.folder):
        print(f"{file}  {size_mb:.1f} MB")
    return 0


def _build(told: argparse.Namespace) -> list[Path]:
    if told.system == "windows":
        from sign.authenticode import Unsigned, from_environment
        from systems import windows

        signer = from_environment(told.sign) if told.sign else Unsigned()
        return windows.build(only_folder=told.folder, signer=signer, cache=told.work, firm=told.firm)
    if told.system == "macos":
        from systems import macos

        return macos.build(only_folder=told.folder, signed=told.sign == "apple", firm=told.firm)
    from systems import linux

    return linux.build(only_folder=told.folder, firm=told.firm)


def _arguments() -> argparse.Namespace:
    from recipe.product import SYSTEMS, this_system

    parser = argparse.ArgumentParser(prog="python3 build/package.py", description=__doc__)
    parser.add_argument("--system", choices=SYSTEMS, default=this_system(), help="windows also on Debian, as root")
    parser.add_argument("--sign", choices=("pkcs12", "azure", "apple"), help="with what build/README.md tells of")
    parser.add_argument("--minisign", type=Path, metavar="KEY", help="sign every file, detached; `minisign -G -W`")
    parser.add_argument("--firm", type=Path, metavar="FILE", help="the firm's settings (`checker desk firmsettings`)")
    parser.add_argument("--folder", action="store_true", help="the folder alone, without archives: quick, for tests")
    parser.add_argument("--work", type=Path, metavar="DIR", help="for Debian with Wine (~/.cache/homeoffice-check)")
    told = parser.parse_args()
    if told.system not in {this_system(), "windows"} or (told.system == "windows" and this_system() == "macos"):
        parser.error(f"{told.system} is built on {told.system}")
    if (told.sign == "apple") != (told.system == "macos") and told.sign:
        parser.error(f"--sign {told.sign} is not for {told.system}")
    return told


if __name__ == "__main__":
    sys.exit(main())
