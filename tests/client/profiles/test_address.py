"""What somebody may type or paste, and what is meant by it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.client.profiles.sources.address import (
    CodeSource,
    FileSource,
    UrlSource,
    desk_endpoint,
    normalize_fingerprint,
    parse_source,
)

API = "https://desk.muster.de/api/v1/profiles/ACME-7F3K"
KEY = "ABCDEFGHIJKLMNOP"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ACME-7F3K", CodeSource(code="ACME-7F3K")),
        (" acme 7f3k ", CodeSource(code="ACME-7F3K")),
        ("„acme–7f3k“", CodeSource(code="ACME-7F3K")),
        ("https://desk.muster.de/d/ACME-7F3K/", UrlSource(url=API, code="ACME-7F3K")),
        ("https://desk.muster.de/d/acme-7f3k", UrlSource(url=API, code="ACME-7F3K")),
        ("https://desk.muster.de/d/ACME-7F3K/windows?x=1", UrlSource(url=API, code="ACME-7F3K")),
        (f"<https://desk.muster.de/d/ACME-7F3K/#k={KEY}>", UrlSource(url=API, code="ACME-7F3K", key=KEY)),
        (f"{API}#k=abcd-efgh-ijkl-mnop", UrlSource(url=API, code="ACME-7F3K", key=KEY)),
        ("desk.muster.de/d/ACME-7F3K", UrlSource(url=API, code="ACME-7F3K")),
        ("http://desk.muster.de/d/ACME-7F3K/", UrlSource(url=API, code="ACME-7F3K")),
        ("HTTPS://desk.muster.de/d/ACME-7F3K/", UrlSource(url=API, code="ACME-7F3K")),
        (
            "https://muster.de/it/desk/d/ACME-7F3K/",
            UrlSource(url="https://muster.de/it/desk/api/v1/profiles/ACME-7F3K", code="ACME-7F3K"),
        ),
        (
            "http://127.0.0.1:8000/d/ACME-7F3K/",
            UrlSource(url="http://127.0.0.1:8000/api/v1/profiles/ACME-7F3K", code="ACME-7F3K"),
        ),
        ("https://muster.de/acme.toml?v=2", UrlSource(url="https://muster.de/acme.toml?v=2")),
        ("acme.toml", FileSource(path=Path("acme.toml"))),
        ("C:/Users/x/acme.toml", FileSource(path=Path("C:/Users/x/acme.toml"))),
        ("file:///tmp/Profil%20ACME.toml", FileSource(path=Path("/tmp/Profil ACME.toml"))),
        ("file:///tmp/a%00b", FileSource(path=Path("file:///tmp/a%00b"))),
        ("file://[", FileSource(path=Path("file://["))),
        ("./ACME", FileSource(path=Path("./ACME"))),
    ],
)
def test_meaning(typed: str, meant: FileSource | UrlSource | CodeSource) -> None:
    assert parse_source(typed) == meant


def test_a_file_that_is_there_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ACME").write_bytes(b"")
    assert parse_source("ACME") == FileSource(path=Path("ACME"))


@given(st.text())
def test_anything_means_something(typed: str) -> None:
    parse_source(typed)
    parse_source("https://" + typed)


@pytest.mark.parametrize(
    ("url", "desk"),
    [
        ("https://Desk.Muster.de/x", ("desk.muster.de", 443)),
        ("http://127.0.0.1:8000", ("127.0.0.1", 8000)),
        ("https://[::1", ("", 0)),
        ("https://desk:99999999", ("", 0)),
    ],
)
def test_one_desk_is_a_host_and_a_port(url: str, desk: tuple[str, int]) -> None:
    assert desk_endpoint(url) == desk


def test_a_key_is_compared_without_its_gaps() -> None:
    assert normalize_fingerprint(" abcd efgh-ijkl mnop ") == KEY
