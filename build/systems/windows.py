"""Windows: the folder by PyInstaller, here under Wine or on Windows itself, and one portable file of it by NSIS."""

import shutil
import sys
from pathlib import Path

from licences.notices import write_notices
from recipe import icons, inclusions
from recipe.firm_settings import install_settings
from recipe.freezing import check_folder, freeze
from recipe.product import DIST, ROOT, folder, release_file
from sign.authenticode import FileSigner, NoSigner, pe_files
from systems.portable_exe import identity, make_portable
from systems.version_resource import manifest, version_info


def build(
    *, only_folder: bool, signer: FileSigner | None = None, cache: Path | None = None, firm: Path | None = None
) -> list[Path]:
    """The folder, and the portable file. On Linux under Wine, for tests; `cache`: where its parts are kept."""
    signer = signer or NoSigner()
    inclusions.compile_catalogues()
    inclusions.make_voices()
    pieces_folder = DIST / "work" / "pieces"
    shutil.rmtree(pieces_folder, ignore_errors=True)
    icons.write_icons(pieces_folder)
    (pieces_folder / "program.manifest").write_text(manifest(), encoding="utf-8")
    (pieces_folder / "version.txt").write_text(version_info(), encoding="utf-8")
    program_folder = (
        _build_natively(pieces_folder) if sys.platform == "win32" else _build_under_wine(pieces_folder, cache)
    )
    install_settings("windows", firm)
    name = identity(program_folder)
    signer.sign(pe_files(program_folder))
    if only_folder:
        return [program_folder]
    out = release_file("windows", ".exe", "x64")
    make_portable(program_folder, name, pieces_folder / "icon.ico", DIST / "work" / "nsis", out, signer.sign)
    signer.sign([out])
    return [out]


def _build_natively(made: Path) -> Path:
    built = freeze("windows", made)
    write_notices(built)
    return built


def _build_under_wine(made: Path, cache: Path | None) -> Path:
    """The same freeze.py, in Windows' own Python. Ends the build where its folder is not whole."""
    from wine.windows_python import WindowsPython
    from wine.wine_environment import CACHE, WineEnvironment

    wine = WineEnvironment(cache or CACHE)
    wine.set_up()
    python = WindowsPython(wine)
    python.set_up()
    folders = {name: wine.lab / name for name in ("source", "out", "work", "pieces")}
    for path in folders.values():
        shutil.rmtree(path, ignore_errors=True)
    for part in ("build", "checker"):
        unwanted = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, folders["source"] / part, ignore=unwanted)
    shutil.copytree(made, folders["pieces"])
    script = wine.windows_path(folders["source"] / "build" / "recipe" / "freeze.py")
    words = [wine.windows_path(folders[name]) for name in ("out", "work", "pieces")]
    wine.run([python.program, script, *words], check=True, timeout_s=1800)
    built = folder("windows")
    shutil.rmtree(built.parent, ignore_errors=True)
    shutil.copytree(folders["out"] / built.name, built)
    check_folder("windows")
    write_notices(built, python.packages)
    return built
