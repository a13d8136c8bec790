"""A firm's new key, believed because the old one signed it. Pure: keys come in, nothing is read.

A statement is one comment line of a signed profile, before its signature, so that every earlier program reads on:
`# succession: v1 <old public key, base64url> <new public key, base64url> <issued> <signature, base64url>`. The old key
signs a word of its own and the line's fields before the signature, so that no other signature can be given out for it.
Several lines make a chain. What does not hold is as good as absent: the profile then is one of an unknown key.
A key that was stolen must sign no successor: the thief can do that, too.
"""

import datetime
from collections.abc import Iterable

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from checker.model.record import Record
from checker.model.signature import bytes_from_text, fingerprint, public_key, text_from_bytes

MAX_STATEMENTS = 16
"""Of one profile: so many changes of a key are followed, and no forged file costs more work than that."""

_PREFIX = "# succession: v1 "
_CONTEXT = b"homeoffice-check succession v1\n"


class Succession(Record, frozen=True, kw_only=True):
    """`old` and `new`: public keys, 32 bytes each. `line`: the statement as it is stored and served."""

    old: bytes
    new: bytes
    issued: datetime.date
    line: str


def sign_succession(old_secret: bytes, new_public: bytes, issued: datetime.date) -> Succession:
    """The old key's statement that the firm signs with `new_public` from `issued` on."""
    old = public_key(old_secret)
    claim = _claim(old, new_public, issued)
    signature = SigningKey(old_secret).sign(_CONTEXT + claim.encode()).signature
    return Succession(old=old, new=new_public, issued=issued, line=f"{_PREFIX}{claim} {text_from_bytes(signature)}")


def parse_succession(line: str) -> Succession | None:
    """The statement of one line, once its signature holds; None for any other line. Never raises."""
    fields = line.strip().removeprefix(_PREFIX).split(" ")
    if not line.startswith(_PREFIX) or len(line) > 400 or len(fields) != 4:
        return None
    try:
        old, new, signature = (bytes_from_text(fields[at].encode()) for at in (0, 1, 3))
        issued = datetime.date.fromisoformat(fields[2])
        VerifyKey(new)
        VerifyKey(old).verify(_CONTEXT + _claim(old, new, issued).encode(), signature)
    except (ValueError, TypeError, BadSignatureError):
        return None
    return Succession(old=old, new=new, issued=issued, line=line.strip())


def with_successions(toml: bytes, statements: Iterable[Succession]) -> bytes:
    """The profile's TOML, not yet signed, with these statements in place of those that it has."""
    lines = [line for line in toml.split(b"\n") if not line.startswith(_PREFIX.encode())]
    body = b"\n".join(lines).rstrip(b"\n") + b"\n"
    return body + b"".join(statement.line.encode() + b"\n" for statement in statements)


def successions(toml: bytes) -> tuple[Succession, ...]:
    """The statements of a profile that hold, at most the first MAX_STATEMENTS lines."""
    prefix = _PREFIX.encode()
    lines = [line.decode("ascii", "replace") for line in toml.split(b"\n") if line.startswith(prefix)]
    parsed = (parse_succession(line) for line in lines[:MAX_STATEMENTS])
    return tuple(statement for statement in parsed if statement is not None)


def predecessors(key: str, statements: Iterable[Succession]) -> frozenset[str]:
    """Fingerprints of the keys whose chain of statements leads to this one."""
    olds_by_new: dict[str, set[str]] = {}
    for statement in statements:
        olds_by_new.setdefault(fingerprint(statement.new), set()).add(fingerprint(statement.old))
    reached: set[str] = set()
    open_keys = [key]
    while open_keys:
        for old in olds_by_new.get(open_keys.pop(), set()) - reached - {key}:
            reached.add(old)
            open_keys.append(old)
    return frozenset(reached)


def _claim(old: bytes, new: bytes, issued: datetime.date) -> str:
    return f"{text_from_bytes(old)} {text_from_bytes(new)} {issued.isoformat()}"
