"""What the desk hands out signed: TOML, and before it the firm's signature."""

import datetime
from collections.abc import Callable
from typing import Any

import msgspec
import tomli_w


def signed_toml(document: msgspec.Struct, sign: Callable[[bytes, bytes], bytes], secret: bytes) -> bytes:
    """TOML in UTF-8. `sign` is the model's for this kind of document: of the TOML and the secret key, 32 bytes."""
    fields = msgspec.to_builtins(document, builtin_types=(datetime.datetime, datetime.date))
    return sign(tomli_w.dumps(_without_none(fields)).encode(), secret)


def _without_none(value: Any) -> Any:
    """TOML has no null: what is None is left out."""
    if isinstance(value, dict):
        return {key: _without_none(inner) for key, inner in value.items() if inner is not None}
    return [_without_none(inner) for inner in value] if isinstance(value, list | tuple) else value
