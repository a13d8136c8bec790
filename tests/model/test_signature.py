"""Profiles and enrolments: one changed byte must be noticed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.codec import Unreadable, profile_from_toml
from checker.model.signature import (
    fingerprint,
    manifest_signer,
    new_key,
    profile_signer,
    public_key,
    sign_enrolment,
    sign_manifest,
    sign_profile,
    verify_enrolment,
)

KEY = new_key()
TOML = 'version = 1\ncode = "MUSTER-1"\ncustomer = "Bäckerei Ö"\n'.encode()


def test_signed_profile_names_its_signer_and_stays_readable() -> None:
    signed = sign_profile(TOML, KEY)
    assert profile_signer(signed) == public_key(KEY)
    assert profile_from_toml(signed).customer == "Bäckerei Ö"


def test_signing_again_replaces_the_signature() -> None:
    other = new_key()
    signed = sign_profile(sign_profile(TOML, KEY), other)
    assert profile_signer(signed) == public_key(other)
    assert signed.count(b"# signed:") == 1


@given(st.integers(0, len(sign_profile(TOML, KEY)) - 2), st.integers(1, 255))
def test_any_changed_byte_is_refused(at: int, change: int) -> None:
    signed = bytearray(sign_profile(TOML, KEY))
    signed[at] ^= change
    try:
        signer = profile_signer(bytes(signed))
    except Unreadable as refused:
        assert refused.refusal.kind in ("profile-altered", "profile-unsigned")
    else:
        # base64 without padding has bits that mean nothing: the signed text itself is then untouched
        assert signer == public_key(KEY)
        assert bytes(signed).startswith(TOML)


@pytest.mark.parametrize("added", [b"code = 'X'\n", b"# signed: v1 x y\n"])
def test_text_behind_the_signature_is_refused(added: bytes) -> None:
    with pytest.raises(Unreadable):
        profile_signer(sign_profile(TOML, KEY) + added)


def test_unsigned_profile_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        profile_signer(TOML)
    assert refused.value.refusal.kind == "profile-unsigned"


def test_enrolment_names_customer_and_last_day() -> None:
    last = datetime.date(2027, 3, 31)
    assert verify_enrolment(sign_enrolment("MUSTER-1", last, KEY), public_key(KEY)) == ("MUSTER-1", last)


@pytest.mark.parametrize(
    "token", ["", "v1", "v1:A:2027-01-01:", sign_enrolment("A", datetime.date(2027, 1, 1), new_key())]
)
def test_foreign_enrolment_is_refused(token: str) -> None:
    with pytest.raises(ValueError):
        verify_enrolment(token, public_key(KEY))


def test_fingerprint_is_short_and_stable() -> None:
    assert fingerprint(public_key(KEY)) == fingerprint(public_key(KEY))
    assert len(fingerprint(public_key(KEY))) == 16


def test_a_manifest_is_no_profile_and_a_profile_no_manifest() -> None:
    assert manifest_signer(sign_manifest(TOML, KEY)) == public_key(KEY)
    for signed, read in ((sign_manifest(TOML, KEY), profile_signer), (sign_profile(TOML, KEY), manifest_signer)):
        with pytest.raises(Unreadable) as refused:
            read(signed)
        assert refused.value.refusal.kind == "profile-altered"
