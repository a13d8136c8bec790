"""In which line of a TOML text something stands, so that a mistake can be shown where it was made."""

import re

_TABLE = re.compile(r"^\s*\[(?!\[)(?P<path>[^\]]+)\]")
_LIST = re.compile(r"^\s*\[\[(?P<path>[^\]]+)\]\]")
_LONG = re.compile(r"\"\"\"|\'\'\'")
_KEY = re.compile(r"""^\s*(?P<key>[A-Za-z0-9_.\-"']+)\s*=""")


def lines_of(toml: str) -> dict[str, int]:
    """The line, counted from 1, of each table and key, by a path such as `needs.vpn.gateways[0].port`.

    Reads line by line: what stands inside an inline table has the line of the key before it.
    """
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    inside = False
    for number, line in enumerate(toml.splitlines(), 1):
        was_inside, inside = inside, inside ^ (len(_LONG.findall(line)) % 2 == 1)
        if was_inside:
            continue
        if listed := _LIST.match(line):
            bare = _path(listed["path"], counts, last=False)
            counts[bare] = counts.get(bare, -1) + 1
            table = f"{bare}[{counts[bare]}]"
            found.setdefault(bare, number)
            found[table] = number
        elif named := _TABLE.match(line):
            table = _path(named["path"], counts, last=True)
            found[table] = number
        elif keyed := _KEY.match(line):
            key = _path(keyed["key"], {}, last=True)
            found[f"{table}.{key}" if table else key] = number
    return found


def line_of(toml: str, path: str) -> int | None:
    """The line of `path`, or of the nearest thing around it; None where not even that is in the text."""
    found = lines_of(toml)
    while path:
        if path in found:
            return found[path]
        path = re.sub(r"(\[[^\[\]]*\]|\.[^.\[\]]+|^[^.\[\]]+)$", "", path)
    return None


def _path(written: str, counts: dict[str, int], *, last: bool) -> str:
    """The path with the index of the newest element of each list on the way."""
    path = ""
    parts = [part.strip().strip("\"'") for part in written.split(".")]
    for at, part in enumerate(parts):
        path = f"{path}.{part}" if path else part
        if path in counts and (last or at < len(parts) - 1):
            path = f"{path}[{counts[path]}]"
    return path
