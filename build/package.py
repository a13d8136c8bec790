"""python3 build/package.py: the packaged program for this system, in dist/.

PyInstaller, one folder ("onedir"). Output never goes into build/, which holds sources.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = "Homeoffice-Check"
sys.path.insert(0, str(ROOT))

LEFT_OUT = {
    "checker.desk": "the IT firm's service, not the employee's",
    "checker.demo": "starts a desk",
    "django": "belongs to the desk",
    "granian": "belongs to the desk",
    "psycopg": "belongs to the desk",
    "whitenoise": "belongs to the desk",
    "babel": "compiles catalogues before packaging",
    "tkinter": "the window is Qt",
    "yaml": "belongs to tests",
    "pytest": "tests only",
    "hypothesis": "tests only",
    "setuptools": "installs packages, which a packaged program never does",
    "pip": "the same",
}
"""What PyInstaller must not follow, each with its reason."""

QT_LEFT_OUT = (
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtSql",
    "PySide6.QtTest",
    "PySide6.QtDesigner",
    "PySide6.QtUiTools",
    "PySide6.QtHelp",
)
"""Parts of Qt that no page of the window uses."""


def main() -> int:
    """Builds and says where. Exit code of PyInstaller."""
    from checker.bootstrap import ensure_script

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--windowed", action="store_true", help="no console, as on Windows and macOS")
    told = parser.parse_args()
    ensure_script("package", Path(__file__), sys.argv[1:])
    os.chdir(ROOT)
    compile_catalogues()
    make_voices()
    out = ROOT / "dist" / NAME
    shutil.rmtree(out, ignore_errors=True)
    import PyInstaller.__main__

    PyInstaller.__main__.run(options(windowed=told.windowed))
    print(f"{out}  {sum(file.lstat().st_size for file in out.rglob('*') if not file.is_dir()) / 1e6:.0f} MB")
    return 0


def options(*, windowed: bool) -> list[str]:
    """PyInstaller's arguments. Hidden imports are the registry's own list: a check cannot be forgotten."""
    from checker.checks.registry import modules

    hidden = [*modules(), "checker.client.main", "checker.run.worker", "checker.client.window.start"]
    hidden.append("checker.client.profile.main")
    separator = os.pathsep
    return [
        str(ROOT / "build" / "entry.py"),
        f"--name={NAME}",
        "--onedir",
        "--noconfirm",
        "--log-level=WARN",
        "--windowed" if windowed else "--console",
        f"--paths={ROOT}",
        f"--distpath={ROOT / 'dist'}",
        f"--workpath={ROOT / 'dist' / 'work'}",
        f"--specpath={ROOT / 'dist' / 'work'}",
        *(f"--hidden-import={module}" for module in hidden),
        *(f"--exclude-module={module}" for module in (*LEFT_OUT, *QT_LEFT_OUT)),
        *(f"--add-data={source}{separator}{target}" for source, target in data()),
    ]


def data() -> list[tuple[Path, str]]:
    """Files that are read at run time, each with its folder in the package."""
    knowledge = ROOT / "checker" / "knowledge"
    kinds = ("causes/*.toml", "articles/*/*.md", "locale/*/LC_MESSAGES/*.mo")
    found = [page for kind in kinds for page in sorted(knowledge.glob(kind))]
    found += sorted((ROOT / "checker" / "checks" / "speaker" / "voices").glob("*/*.wav"))
    return [(page, str(page.parent.relative_to(ROOT))) for page in found]


def compile_catalogues() -> None:
    """Every .po beside its .mo. The packaged program has no Babel."""
    from babel.messages import mofile, pofile

    for page in (ROOT / "checker").rglob("*.po"):
        with page.open("rb") as source, page.with_suffix(".mo").open("wb") as made:
            mofile.write_mo(made, pofile.read_po(source))


def make_voices() -> None:
    """The digits that the speaker's check plays; without espeak-ng it plays tones to be counted."""
    from voices import PLACE, make

    if not make(PLACE):
        print("no espeak-ng: the speaker's check will play tones instead of digits")


if __name__ == "__main__":
    sys.exit(main())
