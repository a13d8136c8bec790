"""The saved gateways are asked from the desk's machine, by a process of its own."""

import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.desk.in_process import signed_in


@pytest.fixture(scope="module")
def technician(django: None) -> Client:
    return signed_in()


def test_a_gateway_is_tried_and_its_profile_is_left_nowhere(technician: Client) -> None:
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - Django is set up now

    with socket.create_server(("127.0.0.1", 0)) as server:
        customer = Customer.objects.create(code="PROBE-AAAA", name="Probe GmbH")
        customer.change_needs(
            '[[needs.vpn.gateways]]\nkind = "tcp"\nid = "t"\nname = "Terminal"\nhost = "127.0.0.1"\n'
            f"port = {server.getsockname()[1]}\n"
        )
        page = technician.post(f"/customers/{customer.code}/try/").content.decode()
    assert "Alle nötigen Gateways antworten von hier aus." in page
    assert "Terminal" in page
    assert not list(Path(settings.DATA).glob(".trial-*"))


def test_without_a_gateway_there_is_nothing_to_try(technician: Client) -> None:
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - as above

    customer = Customer.objects.create(code="OHNE-AAAA", name="Ohne GmbH")
    page = technician.post(f"/customers/{customer.code}/try/").content.decode()
    assert "kein Gateway" in page
