"""NSIS' own sentences, in the words of this product: the start program of a damaged file can say nothing else."""

from pathlib import Path

REPLACEMENTS = {
    "Installer integrity check has failed. Common causes include\nincomplete download and damaged media. Contact the\n"
    "installer's author to obtain a new copy.\n\nMore information at:\nhttp://nsis.sf.net/NSIS_Error": (
        "Diese Datei ist unvollständig oder verändert. Bitte laden Sie sie noch einmal herunter.\n\n"
        "This file is incomplete or was altered. Please download it again from your IT firm's page."
    ),
    "Error writing temporary file. Make sure your temp folder is valid.": (
        "Kein Platz im Ordner TEMP.\nNo room in the folder TEMP."
    ),
    "Error launching installer": "Neu laden. Load it again.",
    "NSIS Error": "Homeoffice",
}
"""English sentence of the stub to ours, which must not be longer."""


def replace_texts(stub: bytes) -> bytes:
    """The stub with our sentences. Ends the build where one of NSIS' is not there or ours does not fit."""
    for original, replacement in REPLACEMENTS.items():
        old = original.encode("utf-16-le") + b"\0\0"
        new = replacement.encode("utf-16-le")
        if old not in stub:
            raise SystemExit(f"This NSIS does not say: {original}")
        if len(new) > len(old) - 2:
            raise SystemExit(f"Too long for the stub: {replacement}")
        stub = stub.replace(old, new.ljust(len(old), b"\0"))
    return stub


def main_stub(folder: Path) -> tuple[str, Path]:
    """Target and file: a 64-bit stub where NSIS has one (Debian's), else the 32-bit one, which Windows x64 runs too."""
    for target in ("amd64-unicode", "x86-unicode"):
        stub = folder / "Stubs" / f"lzma_solid-{target}"
        if stub.exists():
            return target, stub
    raise SystemExit("NSIS has no stub for solid LZMA")
