"""The third parties' notices in the package, and the bill of materials beside it."""

import json
from collections.abc import Iterable
from pathlib import Path

from licences.parts import ThirdPartyPart, collect_parts
from licences.sbom import make_sbom
from recipe.completeness import contents_folder
from recipe.product import NAME, version

NOTICES = "licences/third-party.txt"
"""Where the notices lie below the folder's contents (sys._MEIPASS at run time)."""
_HEAD = """{name} {version}: work of others that is inside
Fremde Bestandteile und ihre Lizenzen · third-party notices

Kein Bestandteil steht unter der GPL ohne Ausnahme. Einige stehen unter der LGPL: Sie liegen als eigene Dateien im
Programmordner und dürfen durch eigene, gleich gebaute Fassungen ersetzt werden. Dazu die Datei im Ordner austauschen
und das Programm neu starten; was Sie ändern, prüft das Programm nicht. Den Quelltext gibt es an der genannten Stelle
und auf Anfrage bei Ihrer IT-Firma.

No part is under the GPL without an exception. Some are under the LGPL: they lie in the program's folder as files of
their own and may be replaced by your own builds of the same interface. Replace the file in the folder and start again;
the program does not check what you change. Source code is at the place named, and at your IT firm's on request.
"""
_RULE = "-" * 100


def write_notices(folder: Path, site: Path | None = None) -> Path:
    """Puts the notices into the folder, and the bill of materials beside it. The notices' place."""
    third_parties = collect_parts(folder, site)
    file = contents_folder(folder) / NOTICES
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(notices_text(third_parties), encoding="utf-8", newline="\n")
    sbom_path(folder).write_text(
        json.dumps(make_sbom(third_parties), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return file


def sbom_path(folder: Path) -> Path:
    return folder.with_name(f"{NAME}.cdx.json")


def notices_text(third_parties: Iterable[ThirdPartyPart]) -> str:
    """One list of all, then every text once, with the names of those that it holds for."""
    third_parties = list(third_parties)
    lines = [_HEAD.format(name=NAME, version=version()), ""]
    for part in third_parties:
        lines.append(f"{part.name} {part.version}".strip() + f": {part.licence}")
        if part.source:
            lines.append(f"    {part.source}")
        if "LGPL" in part.licence:
            lines += [f"    {file}" for file in part.files]
    holders: dict[str, list[str]] = {}
    for part in third_parties:
        for text in part.texts.values():
            holders.setdefault(text.replace("\r\n", "\n").strip(), []).append(part.name)
    for text, names in holders.items():
        lines += ["", _RULE, ", ".join(names), _RULE, "", text]
    return "\n".join(lines) + "\n"
