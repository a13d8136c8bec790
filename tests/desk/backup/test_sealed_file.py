"""A sealed file gives back what went in, or nothing: whatever was altered, cut off or exchanged is noticed."""

import io
import random

import pytest

from checker.desk.backup import sealed_file
from checker.desk.backup.sealed_file import CHUNK_BYTES, NotABackup, OpeningReader, SealingWriter, WrongPassphrase

PASSPHRASE = "vier Wörter, die niemand rät"


@pytest.fixture(autouse=True)
def _quick_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key's derivation takes a second each time, which is its purpose; here the stream is tried."""

    def quick(passphrase: str, salt: bytes) -> bytes:
        return (passphrase.encode() + salt)[:32].ljust(32, b"-")

    monkeypatch.setattr(sealed_file, "derive_key", quick)


def _sealed(content: bytes, passphrase: str = PASSPHRASE) -> bytes:
    target = io.BytesIO()
    with SealingWriter(target, passphrase) as writer:
        for at in range(0, len(content), 100_000):
            writer.write(content[at : at + 100_000])
    return target.getvalue()


def _opened(sealed: bytes, passphrase: str = PASSPHRASE) -> bytes:
    with OpeningReader(io.BytesIO(sealed), passphrase) as reader:
        return reader.read()


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
def test_what_went_in_comes_out(size: int) -> None:
    content = random.Random(size).randbytes(size)
    sealed = _sealed(content)
    assert _opened(sealed) == content
    assert content[:64] not in sealed or size < 16


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(WrongPassphrase):
        _opened(_sealed(b"secret"), "eine andere")


def test_any_byte_that_is_altered_is_noticed() -> None:
    content = random.Random(3).randbytes(CHUNK_BYTES + 500)
    sealed = bytearray(_sealed(content))
    places = random.Random(4)
    for _ in range(40):
        at = places.randrange(len(sealed))
        sealed[at] ^= 1
        with pytest.raises(NotABackup):
            _opened(bytes(sealed))
        sealed[at] ^= 1
    assert _opened(bytes(sealed)) == content


def test_a_file_that_is_cut_off_at_any_place_is_none() -> None:
    sealed = _sealed(random.Random(5).randbytes(2 * CHUNK_BYTES + 500))
    chunk = CHUNK_BYTES + 17
    for length in (0, 5, 40, len(sealed) - 1, len(sealed) - chunk, len(sealed) - 517, 80):
        with pytest.raises(NotABackup):
            _opened(sealed[:length])
    with pytest.raises(NotABackup):
        _opened(sealed + b"x")
