"""A whole address is never kept."""

import pytest
from django.conf import settings
from django.test import RequestFactory

from checker.desk.throttle.client_network import client_network


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", "unknown"),
        ("nonsense", "unknown"),
        ("203.0.113.77:1234", "unknown"),
    ],
)
def test_truncated(address: str, network: str) -> None:
    assert client_network(RequestFactory().get("/", REMOTE_ADDR=address)) == network


@pytest.mark.parametrize(
    ("proxies", "header", "network"),
    [
        (1, "203.0.113.7", "203.0.113.0/24"),
        (1, "198.51.100.9, 203.0.113.7", "203.0.113.0/24"),
        (2, "203.0.113.7, 10.0.0.2", "203.0.113.0/24"),
        (2, "198.51.100.9, 203.0.113.7, 10.0.0.2", "203.0.113.0/24"),
        (2, "203.0.113.7", "203.0.113.0/24"),
        (3, "", "unknown"),
    ],
)
def test_behind_proxies_the_outermost_one_says_who_sent_it(
    monkeypatch: pytest.MonkeyPatch, proxies: int, header: str, network: str
) -> None:
    """What the sender itself put into the header counts for nothing."""
    monkeypatch.setattr(settings, "BEHIND_PROXY", True)
    monkeypatch.setattr(settings, "PROXIES", proxies)
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=header)
    assert client_network(request) == network
