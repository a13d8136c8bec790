"""Entries of the knowledge base that stand in a file for each check: <folder>/<check>.toml, a table for each code."""

import tomllib
from importlib.resources import files
from typing import TypeVar

import msgspec

from checker import knowledge

Entry = TypeVar("Entry")


def read_entries(folder: str, kind: type[Entry]) -> dict[str, Entry]:
    """All entries by code. Raises ValueError for a code that stands twice or in another check's file."""
    by_code: dict[str, Entry] = {}
    pages = [page for package in knowledge.PACKAGES for page in files(package).joinpath(folder).iterdir()]
    for page in sorted(pages, key=lambda page: page.name):
        if not page.name.endswith(".toml"):
            continue
        check = page.name.removesuffix(".toml")
        for code, fields in tomllib.loads(page.read_text("utf-8")).items():
            if code.partition(".")[0] != check or code in by_code:
                raise ValueError(f"{page.name}: {code} does not belong here")
            by_code[code] = msgspec.convert(fields, kind)
    return by_code
