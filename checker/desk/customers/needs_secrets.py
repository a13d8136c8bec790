"""Takes the secrets out of a text of needs that is only kept to be read again. Pure."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import tomli_w

SECRET_SUFFIX = "_secret"  # noqa: S105 - what the names of such keys end in
_LEAST_LENGTH = 16
"""Characters: a shorter text stands elsewhere by chance. The shortest key, WireGuard's, has 44."""
_ASSIGNMENT = re.compile(
    rf"""(?<![A-Za-z0-9_-])(?P<key>["']?[A-Za-z0-9_-]*{SECRET_SUFFIX}["']?[ \t]*=[ \t]*)"""
    r"""(?P<value>\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\n#,}]+)""",
    re.DOTALL,
)


def blank_secrets(toml: str) -> str:
    """The text, each value of a key that ends in `_secret` empty, also in comments.

    Where that would change anything else, it is written anew without its comments.
    """
    fields = _parsed(toml)
    blanked = _ASSIGNMENT.sub(r'\g<key>""', toml)
    commented = (match["value"].strip("\"' \t\r\n") for match in _ASSIGNMENT.finditer(toml))
    for secret in sorted({*_secrets(fields), *commented}, key=len, reverse=True):
        if len(secret) >= _LEAST_LENGTH:
            blanked = blanked.replace(secret, "")
    if fields is None or _parsed(blanked) == _without_secrets(fields):
        return blanked
    return tomli_w.dumps(_without_secrets(fields))


def _parsed(toml: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(toml)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None


def _secrets(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.endswith(SECRET_SUFFIX) and inner:
                yield inner if isinstance(inner, str) else str(inner)
            else:
                yield from _secrets(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _secrets(inner)


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: "" if key.endswith(SECRET_SUFFIX) else _without_secrets(inner) for key, inner in value.items()}
    return [_without_secrets(inner) for inner in value] if isinstance(value, list) else value
