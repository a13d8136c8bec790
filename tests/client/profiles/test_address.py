"""What somebody may type or paste, and what is meant by it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.client.profiles.address import FromAddress, FromCode, FromFile, desk_of, meaning, plain_key

API = "https://desk.muster.de/api/v1/profiles/ACME-7F3K"
KEY = "ABCDEFGHIJKLMNOP"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ACME-7F3K", FromCode(code="ACME-7F3K")),
        (" acme 7f3k ", FromCode(code="ACME-7F3K")),
        ("„acme–7f3k“", FromCode(code="ACME-7F3K")),
        ("https://desk.muster.de/d/ACME-7F3K/", FromAddress(url=API, code="ACME-7F3K")),
        ("https://desk.muster.de/d/acme-7f3k", FromAddress(url=API, code="ACME-7F3K")),
        ("https://desk.muster.de/d/ACME-7F3K/windows?x=1", FromAddress(url=API, code="ACME-7F3K")),
        (f"<https://desk.muster.de/d/ACME-7F3K/#k={KEY}>", FromAddress(url=API, code="ACME-7F3K", key=KEY)),
        (f"{API}#k=abcd-efgh-ijkl-mnop", FromAddress(url=API, code="ACME-7F3K", key=KEY)),
        ("desk.muster.de/d/ACME-7F3K", FromAddress(url=API, code="ACME-7F3K")),
        ("http://desk.muster.de/d/ACME-7F3K/", FromAddress(url=API, code="ACME-7F3K")),
        ("HTTPS://desk.muster.de/d/ACME-7F3K/", FromAddress(url=API, code="ACME-7F3K")),
        (
            "https://muster.de/it/desk/d/ACME-7F3K/",
            FromAddress(url="https://muster.de/it/desk/api/v1/profiles/ACME-7F3K", code="ACME-7F3K"),
        ),
        (
            "http://127.0.0.1:8000/d/ACME-7F3K/",
            FromAddress(url="http://127.0.0.1:8000/api/v1/profiles/ACME-7F3K", code="ACME-7F3K"),
        ),
        ("https://muster.de/acme.toml?v=2", FromAddress(url="https://muster.de/acme.toml?v=2")),
        ("acme.toml", FromFile(path=Path("acme.toml"))),
        ("C:/Users/x/acme.toml", FromFile(path=Path("C:/Users/x/acme.toml"))),
        ("file:///tmp/Profil%20ACME.toml", FromFile(path=Path("/tmp/Profil ACME.toml"))),
        ("./ACME", FromFile(path=Path("./ACME"))),
    ],
)
def test_meaning(typed: str, meant: FromFile | FromAddress | FromCode) -> None:
    assert meaning(typed) == meant


def test_a_file_that_is_there_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ACME").write_bytes(b"")
    assert meaning("ACME") == FromFile(path=Path("ACME"))


@given(st.text())
def test_anything_means_something(typed: str) -> None:
    meaning(typed)
    meaning("https://" + typed)


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
    assert desk_of(url) == desk


def test_a_key_is_compared_without_its_gaps() -> None:
    assert plain_key(" abcd efgh-ijkl mnop ") == KEY
