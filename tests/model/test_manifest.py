"""Versions compare as people read them; a manifest of the future is read, and noise is not."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.codec import Unreadable, manifest_from_toml
from checker.model.manifest import Manifest, parse_version

MADE = datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("1.9", "1.10"),
        ("0.1.0", "0.1.1"),
        ("1", "1.0.1"),
        ("9.9.9", "10"),
        ("1.2", "1.2.0.1"),
        ("0.1.9", "0.2.0.dev0"),
        ("0.2.0.dev0", "0.2"),
        ("1.9999.dev3", "1.9999"),
    ],
)
def test_newer(older: str, newer: str) -> None:
    assert parse_version(older) < parse_version(newer)


def test_the_same() -> None:
    assert parse_version("1.2") == parse_version("1.2.0") == parse_version("01.2.0.0")
    assert parse_version("0") == parse_version("0.0")


@pytest.mark.parametrize("text", ["", "1.", "v1", "1.2-beta", "1.2\n", "1.2.3.4.5", "123456", "１"])
def test_what_is_no_version(text: str) -> None:
    with pytest.raises(ValueError):
        parse_version(text)


def test_a_manifest_with_keys_of_the_future() -> None:
    read = manifest_from_toml(
        b'version = 7\nmade = 2026-11-25T09:00:00Z\nlater = 1\n[[programs]]\nsystem = "windows"\nname = "a.exe"\n'
        b'size = 3\ncolour = "red"\nsha256 = "' + b"0" * 64 + b'"\n'
    )
    assert (read.made, read.programs[0].name, read.oldest) == (MADE, "a.exe", None)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_noise_is_refused(noise: bytes) -> None:
    try:
        assert isinstance(manifest_from_toml(b"made = 2026-11-25T09:00:00Z\n" + noise), Manifest)
    except Unreadable as refused:
        assert refused.refusal.kind == "manifest-unreadable"


@pytest.mark.parametrize(
    "toml", [b"", b"made = 1", b"made = 2026-11-25T09:00:00", b'made = 2026-11-25T09:00:00Z\noldest = "x"']
)
def test_what_is_no_manifest(toml: bytes) -> None:
    with pytest.raises(Unreadable):
        manifest_from_toml(toml)
