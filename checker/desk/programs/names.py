"""The name under which a customer's employees get a program: the program reads the code from it when it starts."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from checker.desk.programs.files import Program

STEM = "Homeoffice-Check"


def handed(programs: Iterable[Program], code: str, desk_url: str = "") -> dict[str, Program]:
    """Every program by its name for this customer; `desk_url` where the programs do not know their desk."""
    programs = list(programs)
    kinds = [program.kind for program in programs]
    return {_name(program, code, desk_url, alone=kinds.count(program.kind) == 1): program for program in programs}


def _name(program: Program, code: str, desk_url: str, *, alone: bool) -> str:
    processor = "" if alone or not program.processor else f"-{program.processor}"
    end = program.name[-len(program.kind) :]
    return f"{STEM}{processor}_{code}{_desk(desk_url)}{end}"


def _desk(url: str) -> str:
    """Host and port, in letters that every system allows in a name: a colon is none of them."""
    if not url:
        return ""
    parts = urlsplit(url)
    host = re.sub(r"[^a-z0-9.-]", "", (parts.hostname or "").lower())
    return f"@{host}{f',{parts.port}' if parts.port else ''}" if host and not parts.path.strip("/") else ""
