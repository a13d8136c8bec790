"""From a home to libreswan, which looks for a connection with all that an offer names, and else says nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.checks.vpn.gateway_probe import probe_gateway
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from tests.checks.vpn.gateway_probes import make_context, make_gateway
from tests.lab.libreswan import Libreswan
from tests.lab.vpn_home import GATEWAY, Home, home_or_skip

pytestmark = pytest.mark.netns


@pytest.fixture(scope="module")
def built() -> Iterator[Home]:
    home = home_or_skip()
    yield home
    home.close()


@pytest.fixture
def home(built: Home) -> Iterator[Home]:
    yield built
    built.stop_servers()
    built.rules()


def seen_from(home: Home, kind: str) -> GatewayResult:
    return home.at_the_pc(lambda: probe_gateway(make_gateway(kind, 500, host=GATEWAY), make_context()))


XAUTH = ("leftxauthserver=yes", "rightxauthclient=yes")
CERTIFICATES = ("authby=rsasig", "leftid=@gateway", "rightid=%fromcert")
METHODS = {
    "a shared key": ("authby=secret",),
    "a shared key and XAUTH": ("authby=secret", *XAUTH),
    "certificates": CERTIFICATES,
    "certificates and XAUTH": (*CERTIFICATES, *XAUTH),
    "aggressive mode": ("authby=secret", "aggressive=yes"),
    "aggressive mode and XAUTH": ("authby=secret", "aggressive=yes", *XAUTH),
}


@pytest.mark.parametrize("method", METHODS)
def test_by_each_method_it_answers_and_keeps_nothing(home: Home, tmp_path: Path, method: str) -> None:
    server = Libreswan(home, tmp_path, "ikev2=no", *METHODS[method])
    result = seen_from(home, "ikev1")
    assert (result.verdict, result.facts["ike.nat-port"]) == (GatewayVerdict.ANSWERS, "answers")
    assert server.states() == 0


def test_what_is_ikev2_alone(home: Home, tmp_path: Path) -> None:
    server = Libreswan(home, tmp_path, "ikev2=insist", "authby=secret")
    result = seen_from(home, "ikev2")
    assert (result.verdict, result.facts["ike.nat-port"]) == (GatewayVerdict.ANSWERS, "answers")
    assert seen_from(home, "ikev1").verdict is GatewayVerdict.CANNOT_TELL
    assert server.states() == 0


def test_a_usual_request_leaves_one_state_a_port(home: Home, tmp_path: Path) -> None:
    """The router drops what libreswan would decline, as other gateways do: then it is asked in earnest, once a port."""
    server = Libreswan(home, tmp_path, "ikev2=no", "authby=secret")
    home.rules("udp dport { 500, 4500 } udp length < 200 drop")
    assert seen_from(home, "ikev1").verdict is GatewayVerdict.ANSWERS
    assert 1 <= server.states() <= 2
