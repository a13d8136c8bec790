"""The base of all that is stored or sent: immutable, strict. Repeat `frozen=True, kw_only=True` at each."""

import msgspec


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Strict on reading: a key that no field names is an error, so a typing slip is never silently ignored."""
