"""In which line of a TOML text something stands, so that a mistake can be shown where it was made."""

import re

_TABLE = re.compile(r"^\s*\[(?!\[)(?P<path>[^\]]+)\]")
_LIST = re.compile(r"^\s*\[\[(?P<path>[^\]]+)\]\]")
_LONG = re.compile(r"\"\"\"|\'\'\'")
_KEY = re.compile(r"""^\s*(?P<key>[A-Za-z0-9_.\-"']+)\s*=""")


def line_numbers(toml: str) -> dict[str, int]:
    """The line, counted from 1, of each table and key, by a path such as `needs.vpn.gateways[0].port`.

    Reads line by line: what stands inside an inline table has the line of the key before it.
    """
    numbers: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    in_long_string = False
    for number, line in enumerate(toml.splitlines(), 1):
        was_in_long_string, in_long_string = in_long_string, in_long_string ^ (len(_LONG.findall(line)) % 2 == 1)
        if was_in_long_string:
            continue
        if array_header := _LIST.match(line):
            bare = _path(array_header["path"], counts, last=False)
            counts[bare] = counts.get(bare, -1) + 1
            table = f"{bare}[{counts[bare]}]"
            numbers.setdefault(bare, number)
            numbers[table] = number
        elif table_header := _TABLE.match(line):
            table = _path(table_header["path"], counts, last=True)
            numbers[table] = number
        elif key_match := _KEY.match(line):
            key = _path(key_match["key"], {}, last=True)
            numbers[f"{table}.{key}" if table else key] = number
    return numbers


def line_number(toml: str, path: str) -> int | None:
    """The line of `path`, or of the nearest thing around it; None where not even that is in the text."""
    numbers = line_numbers(toml)
    while path:
        if path in numbers:
            return numbers[path]
        path = re.sub(r"(\[[^\[\]]*\]|\.[^.\[\]]+|^[^.\[\]]+)$", "", path)
    return None


def _path(dotted_key: str, counts: dict[str, int], *, last: bool) -> str:
    """The path with the index of the newest element of each list on the way."""
    path = ""
    parts = [part.strip().strip("\"'") for part in dotted_key.split(".")]
    for at, part in enumerate(parts):
        path = f"{path}.{part}" if path else part
        if path in counts and (last or at < len(parts) - 1):
            path = f"{path}[{counts[path]}]"
    return path
