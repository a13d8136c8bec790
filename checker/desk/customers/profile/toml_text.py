"""Writes changed needs into the TOML that a technician wrote, so that what did not change stays as it stands. Pure.

Comments are a technician's notes. A table that did not change keeps its lines; one that did keeps its comments.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import tomli_w

from checker.model.record import Record

_HEADER = re.compile(r"^\s*(?P<brackets>\[\[?)\s*(?P<path>[A-Za-z0-9_.\-\s]+?)\s*\]\]?\s*(?P<comment>#.*)?$")
_MULTILINE = re.compile(r"\"\"\"|'''")

Tables = dict[str, dict[str, Any]]


class _Block(Record, frozen=True, kw_only=True):
    """A table of the text. `path`: such as `needs.vpn.gateways`; `index`: which of several; None for a plain table."""

    path: str
    index: int | None
    lines: tuple[str, ...]


def write_needs(tables: Tables, text: str = "") -> str:
    """TOML of the needs, as near to `text` as it can be; the comments of `text` are in it, wherever they stand."""
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return _new_text(tables, "")
    target = {"needs": tables} if tables else {}
    if written == target:
        return text
    merged = "".join(_merged(list(_blocks(text)), written, target))
    return merged if _reads_as(merged, target) else _new_text(tables, text)


def _reads_as(text: str, target: dict[str, Any]) -> bool:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return _without_empty(document) == _without_empty(target)


def _without_empty(document: dict[str, Any]) -> dict[str, Any]:
    return {name: table for name, table in document.get("needs", {}).items() if table}


def _new_text(tables: Tables, text: str) -> str:
    """Written anew, the comments in front: what cannot be placed must still not be lost."""
    comments = [line.strip() for line in text.splitlines() if line.lstrip().startswith("#")]
    head = "\n".join(comments) + "\n\n" if comments else ""
    return head + (tomli_w.dumps({"needs": tables}, multiline_strings=True) if tables else "")


def _blocks(text: str) -> Iterator[_Block]:
    """The tables in their order; comments in front of a header belong to it."""
    path, index, lines = "", None, list[str]()
    counts: dict[str, int] = {}
    in_string = False
    for line in text.splitlines(keepends=True):
        header = None if in_string else _HEADER.match(line.rstrip("\n"))
        in_string ^= len(_MULTILINE.findall(line)) % 2 == 1
        if header:
            above = _comments_at_end(lines)
            yield _Block(path=path, index=index, lines=tuple(lines[: len(lines) - above]))
            lines = lines[len(lines) - above :]
            path = re.sub(r"\s", "", header["path"])
            index = None
            if header["brackets"] == "[[":
                index = counts[path] = counts.get(path, -1) + 1
        lines.append(line)
    yield _Block(path=path, index=index, lines=tuple(lines))


def _comments_at_end(lines: list[str]) -> int:
    count = 0
    while count < len(lines) and lines[-1 - count].lstrip().startswith("#"):
        count += 1
    return count


def _merged(blocks: list[_Block], written: dict[str, Any], target: dict[str, Any]) -> Iterator[str]:
    done: dict[str, set[int]] = {}
    for block in blocks:
        if not block.path:
            yield "".join(block.lines)
            continue
        before, after = _value(written, block), _matching(target, written, block, done)
        if after is None:
            yield from _comments(block)
        elif before == after:
            yield "".join(block.lines)
        else:
            yield from _comments(block)
            yield _header(block) + _scalars(after)
        done.setdefault(block.path, set())
    yield from _remaining(target, done)


def _comments(block: _Block) -> Iterator[str]:
    in_string = False
    for line in block.lines:
        if not in_string and line.lstrip().startswith("#"):
            yield line
        in_string ^= len(_MULTILINE.findall(line)) % 2 == 1


def _header(block: _Block) -> str:
    return f"[{block.path}]\n" if block.index is None else f"[[{block.path}]]\n"


def _scalars(table: dict[str, Any]) -> str:
    return tomli_w.dumps(table, multiline_strings=True) + "\n"


def _plain(table: dict[str, Any]) -> dict[str, Any]:
    """Without the lists of tables in it, which have blocks of their own."""
    return {
        key: value
        for key, value in table.items()
        if not (isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value))
    }


def _value(document: dict[str, Any], block: _Block) -> dict[str, Any] | None:
    value: Any = document
    for key in block.path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    if block.index is not None:
        value = value[block.index] if isinstance(value, list) and block.index < len(value) else None
    return _plain(value) if isinstance(value, dict) else None


def _matching(
    target: dict[str, Any], written: dict[str, Any], block: _Block, done: dict[str, set[int]]
) -> dict[str, Any] | None:
    """What stands in the place of this block now: of a list, the entry with the same id."""
    if block.index is None:
        return _value(target, block)
    before = _value(written, block) or {}
    entries = _list(target, block.path)
    for at, entry in enumerate(entries):
        if entry.get("id") == before.get("id") and at not in done.get(block.path, set()):
            done.setdefault(block.path, set()).add(at)
            return _plain(entry)
    return None


def _list(document: dict[str, Any], path: str) -> list[dict[str, Any]]:
    value: Any = document
    for key in path.split("."):
        value = value.get(key, {}) if isinstance(value, dict) else {}
    return value if isinstance(value, list) else []


def _remaining(target: dict[str, Any], done: dict[str, set[int]]) -> Iterator[str]:
    """The tables that the text did not have."""
    for name, table in target.get("needs", {}).items():
        path = f"needs.{name}"
        plain = _plain(table)
        if plain and path not in done:
            yield f"\n[{path}]\n{_scalars(plain)}".rstrip("\n") + "\n"
        for key in table:
            if key in plain:
                continue
            for at, entry in enumerate(table[key]):
                if at not in done.get(f"{path}.{key}", set()):
                    yield f"\n[[{path}.{key}]]\n{_scalars(entry)}".rstrip("\n") + "\n"
