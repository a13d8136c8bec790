"""python3 build/desk_package.py: the desk as a wheel and as a Debian package for this machine's Python, in dist/.

The Debian package holds its Python packages by hash, so that installing it loads nothing from elsewhere.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BUILD = Path(__file__).resolve().parent
sys.path[:0] = [str(BUILD), str(BUILD.parent)]


def main() -> int:
    """0 when both lie in dist/; ends with a sentence and 1 where something is missing."""
    parser = argparse.ArgumentParser(prog="python3 build/desk_package.py", description=__doc__)
    parser.add_argument("--python", default="/usr/bin/python3", help="the system's, which the package will run with")
    parser.add_argument("--out", type=Path, default=BUILD.parent / "dist")
    args = parser.parse_args()
    from checker.bootstrap import ensure_script_environment

    ensure_script_environment("package", Path(__file__), sys.argv[1:])
    from recipe.product import debian_version, epoch
    from systems.desk_deb import debian_processor, make_desk_deb

    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wheel = _build_wheel(Path(folder))
        shutil.copy(wheel, args.out / wheel.name)
        site = Path(folder) / "python"
        version = _python_version(args.python)
        _pip("install", "--target", site, "--python-version", version, "--only-binary=:all:", "--require-hashes",
             "-r", BUILD / "requirements" / "desk.txt")  # fmt: skip
        _pip("install", "--target", site, "--no-deps", wheel)
        shutil.rmtree(site / "bin", ignore_errors=True)
        processor = debian_processor()
        deb = args.out / f"homeoffice-check-desk_{debian_version()}_{processor}.deb"
        deb.write_bytes(make_desk_deb(site, version, processor, epoch()))
    for file in (args.out / wheel.name, deb):
        print(f"{file}  {file.stat().st_size / 1e6:.1f} MB")
    return 0


def _build_wheel(folder: Path) -> Path:
    from recipe.inclusions import compile_catalogues

    # In a copy of what git knows: nothing that lies about on this machine gets in, and nothing is left behind here.
    source = folder / "source"
    names = subprocess.run(
        ["git", "-C", BUILD.parent, "ls-files", "-z", "checker", "pyproject.toml", "README.md", "build/requirements"],
        capture_output=True, check=True, text=True,
    ).stdout.split("\0")  # fmt: skip
    for name in filter(None, names):
        target = source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(BUILD.parent / name, target)
    compile_catalogues(source)
    _pip("wheel", "--no-deps", "--wheel-dir", folder / "wheel", source)
    [wheel] = (folder / "wheel").glob("*.whl")
    return wheel


def _python_version(python: str) -> str:
    command = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()


def _pip(command: str, *words: str | Path) -> None:
    options = ["--quiet", "--disable-pip-version-check", "--no-compile"] if command == "install" else ["--quiet"]
    done = subprocess.run([sys.executable, "-m", "pip", command, *options, *words], check=False)
    if done.returncode:
        raise SystemExit(f"pip {command} failed; the lines above say why")


if __name__ == "__main__":
    sys.exit(main())
