"""Whose every file of a built folder is: read from the folder, from the packages' metadata, and from parts.toml."""

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from recipe import inclusions
from recipe.completeness import contents_folder

HERE = Path(__file__).parent
DEBIAN_DOCS = Path("/usr/share/doc")
_OWN_FOLDERS = ("checker/", "licences/")
_SPDX_BY_CLASSIFIER = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
}
_SPDX_BY_TEXT = {"Apache 2.0": "Apache-2.0", "Apache License, Version 2.0": "Apache-2.0"}


@dataclass
class ThirdPartyPart:
    """One work of somebody else's that is inside. `files` by their names below the folder's contents."""

    name: str
    version: str
    licence: str
    source: str = ""
    purl: str = ""
    files: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


def collect_parts(folder: Path, site: Path | None = None) -> list[ThirdPartyPart]:
    """All of them, in the order of their names. `site`: the packages of another Python than this one.

    Ends the build for a file that nobody claims, and for a package whose licence is not told.
    """
    root = contents_folder(folder)
    packages = _Packages(site)
    by_name: dict[str, ThirdPartyPart] = {}
    native_entries = _contents()["part"]
    owners = packages.owners()
    unknown: list[str] = []
    for file in sorted(folder.rglob("*")):
        if file.is_dir() or file.is_symlink():
            continue
        name = file.relative_to(root).as_posix() if file.is_relative_to(root) else f"../{file.relative_to(folder)}"
        for entry in _matching(native_entries, "inside", name):
            _native_part(by_name, entry, packages)
        owning_entry = next(_matching(native_entries, "files", name), None)
        if owning_entry is not None:
            _native_part(by_name, owning_entry, packages).files.append(name)
        elif package := owners.get(name) or owners.get(name.partition("/")[0]):
            by_name.setdefault(package, packages.part(package)).files.append(name)
        elif not name.startswith((*_OWN_FOLDERS, "../")):
            unknown.append(name)
    # Pure modules lie in the executable's own archive: a package can be inside without any file.
    for package in packages.names:
        by_name.setdefault(package, packages.part(package))
    if unknown:
        raise SystemExit("Whose are these? Name them in build/licences/parts.toml: " + ", ".join(unknown))
    return sorted(by_name.values(), key=lambda part: part.name.lower())


def _matching(entries: list[dict[str, Any]], key: str, name: str) -> Iterator[dict[str, Any]]:
    """The entries of parts.toml of whose globs under `key` one fits this file."""
    return (entry for entry in entries if any(fnmatchcase(name, glob) for glob in entry.get(key, [])))


def _native_part(by_name: dict[str, ThirdPartyPart], entry: dict[str, Any], packages: "_Packages") -> ThirdPartyPart:
    name = str(entry["name"])
    if name in by_name:
        return by_name[name]
    part = ThirdPartyPart(
        name=name, version=str(entry.get("version", "")), licence=str(entry["licence"]), source=str(entry["source"])
    )
    part.texts = {text: (HERE / "texts" / text).read_text("utf-8") for text in entry.get("texts", [])}
    owner = str(entry.get("of", ""))
    debian = str(entry.get("debian", "")) if sys.platform == "linux" and packages.is_own_python else ""
    if owner == "python":
        part.version, part.texts["LICENSE.txt"] = packages.python()
    elif owner:
        owner_part = packages.part(owner)
        part.version, part.purl, part.texts = owner_part.version, owner_part.purl, part.texts | owner_part.texts
    elif debian:
        part.version = _debian_version(debian)
        part.purl = f"pkg:deb/debian/{debian}@{part.version}"
        part.texts["copyright"] = (DEBIAN_DOCS / debian / "copyright").read_text("utf-8", "replace")
    by_name[name] = part
    return part


class _Packages:
    """The Python packages inside, of this Python or of another one's site-packages."""

    def __init__(self, site: Path | None) -> None:
        self.is_own_python = site is None
        self._site = site
        everything = metadata.distributions(path=[str(site)]) if site else metadata.distributions()
        self._distributions = {
            str(canonicalize_name(distribution.metadata["Name"])): distribution for distribution in everything
        }
        self.names = sorted(inclusions.distributions() & set(self._distributions))

    def owners(self) -> dict[str, str]:
        """File and top folder of each package to its name."""
        owner_by_file = {}
        for name in self.names:
            for file in self._distributions[name].files or []:
                owner_by_file[file.as_posix()] = name
                is_code = file.suffix in (".py", ".pyd", ".so")
                if is_code or file.parts[0].endswith((".dist-info", ".libs")):
                    owner_by_file.setdefault(file.parts[0], name)
        return owner_by_file

    def part(self, name: str) -> ThirdPartyPart:
        distribution = self._distributions[name]
        return ThirdPartyPart(
            name=distribution.metadata["Name"],
            version=distribution.version,
            licence=_licence(distribution),
            source=_homepage(distribution),
            purl=f"pkg:pypi/{name}@{distribution.version}",
            texts=_licence_texts(distribution),
        )

    def python(self) -> tuple[str, str]:
        """Its version and its licence's text."""
        if self._site:
            text = self._site.parents[1] / "LICENSE.txt"
            return "3.11.9", text.read_text("utf-8", "replace")
        candidates = [Path(sys.base_prefix) / "LICENSE.txt", Path(metadata.__file__).parents[1] / "LICENSE.txt"]
        candidates.append(DEBIAN_DOCS / f"python{sys.version_info.major}.{sys.version_info.minor}" / "copyright")
        licence_file = next((candidate for candidate in candidates if candidate.exists()), None)
        if licence_file is None:
            raise SystemExit("This Python has no LICENSE.txt")
        return sys.version.split(maxsplit=1)[0], licence_file.read_text("utf-8", "replace")


@cache
def _contents() -> dict[str, Any]:
    return tomllib.loads((HERE / "parts.toml").read_text("utf-8"))


def _licence(distribution: metadata.Distribution) -> str:
    """As SPDX says it. Qt's choice of three is made here: the LGPL."""
    if named := _contents()["packages"].get(canonicalize_name(distribution.metadata["Name"])):
        return str(named)
    licence = distribution.metadata["License-Expression"] or distribution.metadata["License"] or ""
    if "LGPL-3.0-only" in licence:
        return "LGPL-3.0-only"
    if licence.startswith("GPLv2-or-later with a special exception"):
        return "GPL-2.0-or-later WITH Bootloader-exception"
    licence = _SPDX_BY_TEXT.get(licence, licence)
    if licence and "\n" not in licence:
        return licence
    for line in distribution.metadata.get_all("Classifier") or []:
        spdx = _SPDX_BY_CLASSIFIER.get(line.rpartition(" :: ")[2])
        if spdx:
            return spdx
    raise SystemExit(f"{distribution.metadata['Name']} does not say its licence: name it in build/licences/parts.toml")


def _homepage(distribution: metadata.Distribution) -> str:
    links = dict(line.split(", ", 1) for line in distribution.metadata.get_all("Project-URL") or [])
    preferred = [url for label, url in links.items() if label.lower() in ("homepage", "home", "source", "repository")]
    return distribution.metadata["Home-page"] or next(iter([*preferred, *links.values()]), "")


def _licence_texts(distribution: metadata.Distribution) -> dict[str, str]:
    words = ("LICENSE", "LICENCE", "COPYING", "NOTICE")
    files = [
        file for file in distribution.files or [] if ".dist-info" in str(file) and file.name.upper().startswith(words)
    ]
    return {str(file.name): Path(str(distribution.locate_file(file))).read_text("utf-8", "replace") for file in files}


def _debian_version(package: str) -> str:
    command = ["dpkg-query", "--show", "--showformat=${Version}", package]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
