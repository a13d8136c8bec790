"""The desk's commands as a technician types them: with the data folder, which one without it would make anew."""

import os
import shlex
from urllib.parse import urlsplit

PROGRAM = "python3 -m checker desk"
INSTALLED = os.environ.get("DESK_PROGRAM", "")
"""The command of a package that was installed: it knows the data folder and the database by itself."""


def desk_command(*words: str) -> str:
    """The command for this desk's own data; a password of the database is not in it."""
    if INSTALLED:
        return " ".join((INSTALLED, *map(shlex.quote, words)))
    options = []
    if folder := os.environ.get("DESK_DATA", ""):
        options += ["--data", folder]
    if database := os.environ.get("DESK_DATABASE", ""):
        options += ["--database", _without_password(database)]
    return " ".join((PROGRAM, *map(shlex.quote, (*options, *words))))


def public_desk_command(*words: str) -> str:
    """The same for pages that anybody reads: no path of this machine."""
    if INSTALLED:
        return " ".join((INSTALLED, *words))
    options = ["--data ORDNER"] if os.environ.get("DESK_DATA") else []
    options += ["--database URL"] if os.environ.get("DESK_DATABASE") else []
    return " ".join((PROGRAM, *options, *words))


def _without_password(url: str) -> str:
    password = urlsplit(url).password
    return url.replace(f":{password}@", ":PASSWORT@", 1) if password else url
