"""The name under which a customer's employees get a program: the program reads the code from it when it starts."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from checker.desk.programs.program_files import Program

STEM = "Homeoffice-Check"


def programs_by_download_name(offered: Iterable[Program], code: str, desk_url: str = "") -> dict[str, Program]:
    """Every program by its name for this customer; `desk_url` where the programs do not know their desk."""
    offered = list(offered)
    kinds = [program.kind for program in offered]
    return {
        _download_name(program, code, desk_url, is_only_kind=kinds.count(program.kind) == 1): program
        for program in offered
    }


def _download_name(program: Program, code: str, desk_url: str, *, is_only_kind: bool) -> str:
    processor = "" if is_only_kind or not program.processor else f"-{program.processor}"
    end = program.name[-len(program.kind) :]
    return f"{STEM}{processor}_{code}{_desk_suffix(desk_url)}{end}"


def _desk_suffix(url: str) -> str:
    """Host and port, in letters that every system allows in a name: a colon is none of them."""
    if not url:
        return ""
    parts = urlsplit(url)
    host = re.sub(r"[^a-z0-9.-]", "", (parts.hostname or "").lower())
    return f"@{host}{f',{parts.port}' if parts.port else ''}" if host and not parts.path.strip("/") else ""
