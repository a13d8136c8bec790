"""python build/recipe/freeze.py OUT WORK PIECES: the folder of the program, for the system that runs this.

OUT gets Homeoffice-Check/; PIECES holds icon, version resource and what goes beside. Also runs in Windows' Python under
Wine, so it imports nothing but PyInstaller and the recipe.
"""

import os
import sys
from pathlib import Path

BUILD = Path(__file__).resolve().parents[1]
SEED = "1"
"""Sets have the same order in every build (PyInstaller manual, "Creating a Reproducible Build")."""


def main() -> None:
    """Ends with a sentence where the hash seed is missing, which Python reads only at its start."""
    out, work, pieces = sys.argv[1:]
    sys.path[:0] = [str(BUILD), str(BUILD.parent)]
    from recipe.product import epoch

    if os.environ.get("PYTHONHASHSEED") != SEED:
        raise SystemExit("PYTHONHASHSEED=1 belongs before this command")
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(epoch()))
    os.environ["HOMEOFFICE_CHECK_PIECES"] = pieces
    import PyInstaller.__main__

    spec = BUILD / "recipe" / "program.spec"
    PyInstaller.__main__.run(
        [str(spec), "--noconfirm", "--log-level=WARN", f"--distpath={out}", f"--workpath={work}"],
    )


if __name__ == "__main__":
    main()
