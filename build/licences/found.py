"""Whose every file of a built folder is: read from the folder, from the packages' metadata, and from parts.toml."""

import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from recipe import inside
from recipe.whole import contents

HERE = Path(__file__).parent
DEBIAN_DOCS = Path("/usr/share/doc")
_OURS = ("checker/", "licences/")
_FROM_CLASSIFIERS = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
}
_AS_WRITTEN = {"Apache 2.0": "Apache-2.0", "Apache License, Version 2.0": "Apache-2.0"}


@dataclass
class Part:
    """One work of somebody else's that is inside. `files` by their names below the folder's contents."""

    name: str
    version: str
    licence: str
    source: str = ""
    purl: str = ""
    files: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


def parts(folder: Path, site: Path | None = None) -> list[Part]:
    """All of them, in the order of their names. `site`: the packages of another Python than this one.

    Ends the build for a file that nobody claims, and for a package whose licence is not told.
    """
    root = contents(folder)
    packages = _Packages(site)
    found: dict[str, Part] = {}
    known = tomllib.loads((HERE / "parts.toml").read_text("utf-8"))["part"]
    owners = packages.owners()
    unknown = []
    for file in sorted(folder.rglob("*")):
        if file.is_dir() or file.is_symlink():
            continue
        name = file.relative_to(root).as_posix() if file.is_relative_to(root) else f"../{file.relative_to(folder)}"
        for entry in known:
            if any(fnmatchcase(name, glob) for glob in entry.get("inside", [])):
                _native(found, entry, packages)
        entry = next((one for one in known if any(fnmatchcase(name, glob) for glob in one.get("files", []))), None)
        if entry is not None:
            _native(found, entry, packages).files.append(name)
        elif package := owners.get(name) or owners.get(name.partition("/")[0]):
            found.setdefault(package, packages.part(package)).files.append(name)
        elif not name.startswith(_OURS) and not name.startswith("../"):
            unknown.append(name)
    # Pure modules lie in the executable's own archive: a package can be inside without any file.
    for package in packages.names:
        found.setdefault(package, packages.part(package))
    if unknown:
        raise SystemExit("Whose are these? Name them in build/licences/parts.toml: " + ", ".join(unknown))
    return sorted(found.values(), key=lambda part: part.name.lower())


def _native(found: dict[str, Part], entry: dict[str, Any], packages: "_Packages") -> Part:
    name = str(entry["name"])
    if name in found:
        return found[name]
    part = Part(name=name, version="", licence=str(entry["licence"]), source=str(entry["source"]))
    part.texts = {text: (HERE / "texts" / text).read_text("utf-8") for text in entry.get("texts", [])}
    owner = str(entry.get("of", ""))
    debian = str(entry.get("debian", "")) if sys.platform == "linux" and packages.are_ours else ""
    if owner == "python":
        part.version, part.texts["LICENSE.txt"] = packages.python()
    elif owner:
        brought = packages.part(owner)
        part.version, part.purl, part.texts = brought.version, brought.purl, part.texts | brought.texts
    elif debian:
        part.version = _debian_version(debian)
        part.purl = f"pkg:deb/debian/{debian}@{part.version}"
        part.texts["copyright"] = (DEBIAN_DOCS / debian / "copyright").read_text("utf-8", "replace")
    found[name] = part
    return part


class _Packages:
    """The Python packages inside, of this Python or of another one's site-packages."""

    def __init__(self, site: Path | None) -> None:
        self.are_ours = site is None
        self._site = site
        everything = metadata.distributions(path=[str(site)]) if site else metadata.distributions()
        self._all = {str(canonicalize_name(one.metadata["Name"])): one for one in everything}
        self.names = sorted(inside.distributions() & set(self._all))

    def owners(self) -> dict[str, str]:
        """File and top folder of each package to its name."""
        found = {}
        for name in self.names:
            for file in self._all[name].files or []:
                found[file.as_posix()] = name
                code = file.suffix in (".py", ".pyd", ".so")
                if code or file.parts[0].endswith((".dist-info", ".libs")):
                    found.setdefault(file.parts[0], name)
        return found

    def part(self, name: str) -> Part:
        one = self._all[name]
        return Part(
            name=one.metadata["Name"],
            version=one.version,
            licence=_licence(one),
            source=_home(one),
            purl=f"pkg:pypi/{name}@{one.version}",
            texts=_texts(one),
        )

    def python(self) -> tuple[str, str]:
        """Its version and its licence's text."""
        if self._site:
            text = self._site.parents[1] / "LICENSE.txt"
            return "3.11.9", text.read_text("utf-8", "replace")
        places = [Path(sys.base_prefix) / "LICENSE.txt", Path(metadata.__file__).parents[1] / "LICENSE.txt"]
        places.append(DEBIAN_DOCS / f"python{sys.version_info.major}.{sys.version_info.minor}" / "copyright")
        found = next((place for place in places if place.exists()), None)
        if found is None:
            raise SystemExit("This Python has no LICENSE.txt")
        return sys.version.split(maxsplit=1)[0], found.read_text("utf-8", "replace")


def _licence(one: metadata.Distribution) -> str:
    """As SPDX says it. Qt's choice of three is made here: the LGPL."""
    told = one.metadata["License-Expression"] or one.metadata["License"] or ""
    if "LGPL-3.0-only" in told:
        return "LGPL-3.0-only"
    if told.startswith("GPLv2-or-later with a special exception"):
        return "GPL-2.0-or-later WITH Bootloader-exception"
    told = _AS_WRITTEN.get(told, told)
    if told and "\n" not in told:
        return told
    for line in one.metadata.get_all("Classifier") or []:
        known = _FROM_CLASSIFIERS.get(line.rpartition(" :: ")[2])
        if known:
            return known
    raise SystemExit(f"{one.metadata['Name']} does not say its licence: name it in build/licences/parts.toml")


def _home(one: metadata.Distribution) -> str:
    links = dict(line.split(", ", 1) for line in one.metadata.get_all("Project-URL") or [])
    wanted = [url for label, url in links.items() if label.lower() in ("homepage", "home", "source", "repository")]
    return one.metadata["Home-page"] or next(iter([*wanted, *links.values()]), "")


def _texts(one: metadata.Distribution) -> dict[str, str]:
    words = ("LICENSE", "LICENCE", "COPYING", "NOTICE")
    files = [file for file in one.files or [] if ".dist-info" in str(file) and file.name.upper().startswith(words)]
    return {str(file.name): Path(str(one.locate_file(file))).read_text("utf-8", "replace") for file in files}


def _debian_version(package: str) -> str:
    command = ["dpkg-query", "--show", "--showformat=${Version}", package]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
