"""Sealed for one firm: it alone opens; and the key travels in a profile that every earlier program reads."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.public import PrivateKey, SealedBox

from checker.model.codec import Unreadable, profile_from_toml, with_sealing_key
from checker.model.secrecy.sealing import OVERHEAD, new_sealing_key, open_sealed, seal, sealing_key_text
from checker.model.signature import new_key, profile_signer, public_key, sign_profile

SECRET = new_sealing_key()
PUBLIC = sealing_key_text(SECRET)
TOML = b'code = "ACME"\ncustomer = "Beispiel"\n[firm]\nname = "Beispiel IT"\n'


@settings(max_examples=20)
@given(st.binary(max_size=300))
def test_what_is_sealed_comes_back_and_looks_like_nothing(raw: bytes) -> None:
    sealed = seal(raw, PUBLIC)
    assert open_sealed(sealed, SECRET) == raw and len(sealed) == len(raw) + OVERHEAD
    assert len(raw) < 8 or raw not in sealed
    assert sealed != seal(raw, PUBLIC), "two boxes cannot be told to hold the same"


def test_libsodium_itself_opens_it() -> None:
    assert SealedBox(PrivateKey(SECRET)).decrypt(seal(b"report", PUBLIC)) == b"report"


@pytest.mark.parametrize(
    "sealed",
    [b"", b"x", seal(b"report", PUBLIC)[:-1], seal(b"r", sealing_key_text(new_key()))],
    ids=["nothing", "a byte", "cut off", "another's"],
)
def test_cut_off_altered_or_anothers_is_refused(sealed: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        open_sealed(sealed, SECRET)
    assert caught.value.refusal.kind == "sealed-unreadable"


@pytest.mark.parametrize("key", ["", "A" * 42, "A" * 44, "ä", "A" * 43])
def test_no_key_seals_nothing_or_nobody_can_open_it(key: str) -> None:
    try:
        sealed = seal(b"report", key)
    except ValueError:
        return
    with pytest.raises(Unreadable):
        open_sealed(sealed, SECRET)


def test_the_profile_carries_the_key_under_its_signature_and_is_the_same_toml_without() -> None:
    secret = new_key()
    signed = sign_profile(with_sealing_key(TOML, PUBLIC), secret)
    assert profile_signer(signed) == public_key(secret)
    profile = profile_from_toml(signed)
    assert profile.firm is not None and profile.firm.sealing_key == PUBLIC
    before = profile_from_toml(TOML)
    assert before.firm is not None and before.firm.sealing_key == ""
    assert b"sealing_key" not in signed, "a key that programs of before would refuse"
    with pytest.raises(Unreadable):
        profile_signer(signed.replace(PUBLIC.encode(), sealing_key_text(new_key()).encode()))
