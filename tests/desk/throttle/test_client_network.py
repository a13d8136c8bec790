"""A whole address is never kept."""

import pytest
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
