"""The probe on this very machine, against small desks on loopback, and its parts on made-up PCs."""

import socket
import threading
import time
from pathlib import Path

import msgspec
import pytest

from checker.checks.context import Cancelled, ProbeContext, RunSession
from checker.checks.network import CHECK, probe
from checker.checks.network.concurrency import run_concurrently
from checker.checks.network.local.adapters import LocalNetwork, ipv4_kind, ipv6_kind, overlap
from checker.checks.network.need import NetworkNeed
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observations
from checker.model.profile import BUILT_IN, FirmContact, Profile
from checker.net.net import Net
from checker.net.routes.interface import Interface, Medium
from tests.net import servers
from tests.net.certificates import DAY, Authority


def run(desk_url: str = "", extra_ca: str | None = None, **named: object) -> ProbeContext:
    profile = Profile(code="AB", customer="x", firm=FirmContact(name="f", desk_url=desk_url)) if desk_url else BUILT_IN
    return ProbeContext(CHECK, profile, Net(extra_ca=extra_ca), "linux", RunSession(**named))


@pytest.fixture(autouse=True)
def without_pings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The router of the machine that tests is nobody's business."""
    monkeypatch.setattr(probe, "observe_gateway", lambda gateway, run, timeline: iter(()))
    monkeypatch.setattr("checker.checks.network.dns.direct_query.configured_servers", list)
    monkeypatch.setattr(probe, "observe_proxy_script", lambda url, run: iter(()))


def observed(desk_url: str = "", extra_ca: str | None = None) -> tuple[Observations, set[str]]:
    observations = Observations(CHECK.probe()(NetworkNeed(), run(desk_url, extra_ca)))
    return observations, {
        f"{finding.code} {finding.level.value}" for finding in CHECK.diagnose(observations, NetworkNeed())
    }


def test_a_desk_on_this_pc() -> None:
    with servers.http({"/base/generate_204": (204, {}, b"")}) as base:
        observations, codes = observed(f"{base}/base/")
    assert (observations["desk.status"].value, observations["desk.empty"].value, observations["desk.local"].value) == (
        204,
        True,
        True,
    )
    assert "network.desk-reached ok" in codes


@pytest.mark.parametrize(
    "page", [(500, {}, b"oops"), (302, {"Location": "http://elsewhere.example/"}, b""), (404, {}, b"")]
)
def test_a_desk_that_answers_something_else(page: tuple) -> None:
    with servers.http({"/generate_204": page}) as base:
        observations, codes = observed(base)
    assert observations["desk.elsewhere"].value is (page[0] == 302)
    assert "network.desk-down unknown" in codes


def test_half_an_answer() -> None:
    def half(sock: socket.socket) -> None:
        sock.recv(5000)
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")

    with servers.listening(half) as port:
        observations, codes = observed(f"http://127.0.0.1:{port}")
    assert observations["desk.status"].failure is not None
    assert codes & {"network.desk-down unknown", "network.desk-silent unknown"}


def test_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.checks.network.reach.desk.READ_S", 0.2)
    with servers.listening(lambda sock: sock.recv(5000) and time.sleep(1)) as port:
        observations, codes = observed(f"http://127.0.0.1:{port}")
    assert observations["desk.status"].failure is not None
    assert observations["desk.status"].failure.kind is FailureKind.TIMEOUT
    assert "network.desk-silent unknown" in codes


@pytest.mark.parametrize(
    ("leaf", "verdict"),
    [
        ({"ends": -DAY / 2}, "expired"),
        ({"begins": DAY}, "not-yet-valid"),
        ({"names": ("other.example",)}, "wrong-name"),
        ({"self_signed": True}, "self-signed"),
    ],
)
def test_a_wrong_certificate(tmp_path: Path, leaf: dict, verdict: str) -> None:
    authority = Authority.make(tmp_path)
    with servers.http({}, leaf=authority.leaf(**leaf)) as base:
        observations, _ = observed(base.replace("127.0.0.1", "localhost"), str(authority.path))
    assert observations["desk.status"].failure is not None
    assert observations["desk.status"].failure.kind is FailureKind.CERTIFICATE
    assert observations["desk.certificate"].value == verdict


def test_without_a_desk_nothing_outside_is_asked() -> None:
    observations, codes = observed()
    assert not [
        observation
        for observation in observations
        if observation.name.startswith(("desk.", "reach.", "plain.", "dns.system"))
    ]
    assert not {code for code in codes if code.endswith("unknown")}


def test_adapters_that_cannot_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(system: str) -> LocalNetwork:
        raise OperationFailed(Operation.LIST, FailureKind.DENIED)

    monkeypatch.setattr(probe, "read_local_network", refused)
    assert observed()[1] == {"network.not-measured unknown"}


def test_cancelling_ends_it_at_once() -> None:
    stopped, held = threading.Event(), threading.Event()
    with servers.listening(lambda sock: sock.recv(5000) and held.wait(10)) as port:
        observing = CHECK.probe()(NetworkNeed(), run(f"http://127.0.0.1:{port}", cancelled=stopped))
        assert next(observing).name == "adapters.up"
        threading.Timer(0.3, stopped.set).start()
        with pytest.raises(Cancelled):
            list(observing)
        held.set()


def test_an_exception_is_not_swallowed() -> None:
    def broken() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(run_concurrently([lambda: 1, broken], lambda: None))


@pytest.mark.parametrize(
    "table",
    [
        {"company_networks": ["10.1.0.0/33"]},
        {"company_networks": ["10.1.0.7/16"]},
        {"company_networks": ["office"]},
        {"dns_servers": ["dns.example"]},
        {"reach": ["mail.example"]},
        {"reach": ["mail.example:0"]},
        {"reach": ["mail.example:70000"]},
        {"reach": ["https://mail.example:443"]},
        {"colour": "blue"},
    ],
)
def test_a_need_that_is_refused(table: dict) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(table, NetworkNeed)


def test_a_need_that_is_taken() -> None:
    table = {
        "company_networks": ["10.1.0.0/16", "fd12::/48"],
        "reach": ["mail.example:443", "[2001:db8::1]:443", "192.0.2.1:25"],
        "dns_servers": ["192.0.2.53", "2001:db8::53"],
    }
    assert msgspec.to_builtins(msgspec.convert(table, NetworkNeed)) == table


def joined(*addresses: str, medium: Medium = Medium.CABLE, up: bool = True) -> Interface:
    return Interface(name="x", medium=medium, up=up, addresses=addresses)


@pytest.mark.parametrize(
    ("addresses", "v4", "v6"),
    [
        ((), "none", "none"),
        (("fe80::1/64",), "none", "none"),
        (("169.254.1.1/16", "fe80::1/64"), "self-assigned", "none"),
        (("192.168.178.20/24", "fe80::1/64", "fd00::2/64"), "private", "local"),
        (("10.0.0.1/8", "2003:1::2/64", "fd00::2/64"), "private", "global"),
        (("169.254.1.1/16", "192.168.0.2/24"), "private", "none"),
        (("100.70.1.1/10",), "shared", "none"),
        (("88.1.2.3/24",), "public", "none"),
    ],
)
def test_kinds_of_addresses(addresses: tuple[str, ...], v4: str, v6: str) -> None:
    assert (ipv4_kind(joined(*addresses)), ipv6_kind(joined(*addresses))) == (v4, v6)
    assert (ipv4_kind(None), ipv6_kind(None)) == ("none", "none")


@pytest.mark.parametrize(
    ("interface", "company", "shared"),
    [
        (joined("192.168.178.20/24"), "192.168.178.0/24", "192.168.178.0/24"),
        (joined("192.168.178.20/24"), "192.168.0.0/16", "192.168.178.0/24"),
        (joined("192.168.178.20/24"), "192.168.179.0/24", ""),
        (joined("192.168.178.20/24", up=False), "192.168.178.0/24", ""),
        (joined("192.168.178.20/24", medium=Medium.VPN), "192.168.178.0/24", ""),
        (joined("192.168.178.20/24", medium=Medium.VIRTUAL), "192.168.178.0/24", ""),
        (joined("88.1.2.3/24"), "88.1.2.0/24", ""),
        (joined("fd12::5/64"), "fd12::/48", "fd12::/64"),
        (joined("2003:1::5/64"), "2003:1::/64", ""),
    ],
)
def test_what_home_and_company_share(interface: Interface, company: str, shared: str) -> None:
    assert overlap(LocalNetwork(interfaces=(interface,), gateway=None, link=None), company) == shared
