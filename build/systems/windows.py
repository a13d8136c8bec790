"""Windows: the folder by PyInstaller, here under Wine or on Windows itself, and one portable file of it by NSIS."""

import shutil
import sys
from pathlib import Path

from licences.write import write_notices
from recipe import inside, pieces
from recipe.firm import lay
from recipe.frozen import check, freeze
from recipe.product import DIST, ROOT, folder, result
from sign.authenticode import Signer, Unsigned, pe_files
from systems.portable import identity, portable
from systems.version_resource import manifest, version_info


def build(
    *, only_folder: bool, signer: Signer | None = None, cache: Path | None = None, firm: Path | None = None
) -> list[Path]:
    """The folder, and the portable file. On Linux under Wine, for tests; `cache`: where its parts are kept."""
    signer = signer or Unsigned()
    inside.compile_catalogues()
    inside.make_voices()
    made = DIST / "work" / "pieces"
    shutil.rmtree(made, ignore_errors=True)
    pieces.icons(made)
    (made / "program.manifest").write_text(manifest(), encoding="utf-8")
    (made / "version.txt").write_text(version_info(), encoding="utf-8")
    built = _here(made) if sys.platform == "win32" else _under_wine(made, cache)
    lay("windows", firm)
    name = identity(built)
    signer.sign(pe_files(built))
    if only_folder:
        return [built]
    out = result("windows", ".exe", "x64")
    portable(built, name, made / "icon.ico", DIST / "work" / "nsis", out, signer.sign)
    signer.sign([out])
    return [out]


def _here(made: Path) -> Path:
    built = freeze("windows", made)
    write_notices(built)
    return built


def _under_wine(made: Path, cache: Path | None) -> Path:
    """The same freeze.py, in Windows' own Python. Ends the build where its folder is not whole."""
    from wine.python import WindowsPython
    from wine.room import CACHE, Room

    room = Room(cache or CACHE)
    room.bring()
    python = WindowsPython(room)
    python.bring()
    places = {name: room.lab / name for name in ("source", "out", "work", "pieces")}
    for place in places.values():
        shutil.rmtree(place, ignore_errors=True)
    for part in ("build", "checker"):
        unwanted = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, places["source"] / part, ignore=unwanted)
    shutil.copytree(made, places["pieces"])
    script = room.seen(places["source"] / "build" / "recipe" / "freeze.py")
    words = [room.seen(places[name]) for name in ("out", "work", "pieces")]
    room.run([python.program, script, *words], check=True, timeout_s=1800)
    built = folder("windows")
    shutil.rmtree(built.parent, ignore_errors=True)
    shutil.copytree(places["out"] / built.name, built)
    check("windows")
    write_notices(built, python.packages)
    return built
