"""What a profile may write about a line, and what is refused."""

import msgspec
import pytest

from checker.checks.line.need import LineNeed, Role
from checker.checks.line.transport.server import parse_server_url
from checker.model.failure import OperationFailed


def test_an_empty_table_is_enough() -> None:
    need = msgspec.convert({}, LineNeed)
    assert (need.endpoint, need.public, need.roles, need.has_requirements) == ("", "ask", (), False)


def test_a_full_table() -> None:
    table = {
        "endpoint": "https://desk.example/measure/",
        "stun": "stun.example:3478",
        "public": "never",
        "roles": ["phone", "remote-desktop"],
        "down_mbit": 16,
        "contract_down_mbit": 100.5,
    }
    need = msgspec.convert(table, LineNeed)
    assert need.roles == (Role.PHONE, Role.REMOTE_DESKTOP)
    assert need.has_requirements
    assert msgspec.convert(msgspec.to_builtins(need), LineNeed) == need


@pytest.mark.parametrize(
    "table",
    [
        {"endpoint": "ftp://x"},
        {"endpoint": "https://x/?a=b"},
        {"endpoint": "https:///x"},
        {"stun": "stun.example"},
        {"stun": "stun:stun.example:3478"},
        {"stun": "[::1]:"},
        {"public": "always"},
        {"roles": ["gaming"]},
        {"down_mbit": -1},
        {"speed": 3},
    ],
)
def test_refused(table: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(table, LineNeed)


@pytest.mark.parametrize(
    "url, authority, path",
    [
        ("http://desk.example", "desk.example", "/"),
        ("https://desk.example:443/measure", "desk.example", "/measure/"),
        ("https://desk.example:8443/", "desk.example:8443", "/"),
        ("http://[2001:db8::1]:8989/a/", "[2001:db8::1]:8989", "/a/"),
    ],
)
def test_addresses(url: str, authority: str, path: str) -> None:
    server = parse_server_url(url)
    assert (server.authority, server.path) == (authority, path)
    assert [layout.endpoint("empty") for layout in server.layouts()][:2] == [
        f"{path}empty.php",
        f"{path}backend/empty.php",
    ]


@pytest.mark.parametrize("url", ["", "desk", "http://", "http://x:99999/", "http://[x/", "file:///etc/passwd"])
def test_no_addresses(url: str) -> None:
    with pytest.raises(OperationFailed):
        parse_server_url(url)
