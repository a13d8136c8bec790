"""The company's servers behind a VPN that is up."""

import time

import pytest

from checker.checks.vpn import CHECK, services
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.need import InternalService, VpnNeed
from checker.checks.vpn.services import probe_services, vpn_adapters
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observations
from checker.net.routes.interface import Interface, Medium
from tests.checks.vpn.gateway_probes import make_probe_context
from tests.checks.vpn.loopback_services import HOST, closed_port
from tests.net.servers import listening

VPN = Interface(name="tun0", medium=Medium.VPN, up=True, addresses=("127.0.0.1/8",))


def service(port: int, host: str = HOST, **more: object) -> InternalService:
    return InternalService(**({"id": "files", "name": "Dateien", "host": host, "port": port} | more))


def facts_of(*some: InternalService) -> dict[str, object]:
    facts = probe_services(list(some), "linux", GatewayContext((), time.monotonic() + 5))
    return {f"{name}@{subject}" if subject else name: value for name, value, subject in told_in(facts)}


def told_in(facts):
    return [(name, value, subject) for name, subject, value in facts]


@pytest.fixture
def vpn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback stands for a VPN's adapter."""
    monkeypatch.setattr(services, "list_interfaces", lambda system: [VPN])


def test_a_service_that_answers_and_one_that_does_not(vpn: None) -> None:
    with listening(lambda sock: None) as port:
        result = facts_of(service(port), service(closed_port(), id="mail"))
    assert result["tunnel.up"] is True
    assert isinstance(result["service.reach@files"], float)
    refused = result["service.reach@mail"]
    assert isinstance(refused, Failure) and refused.kind is FailureKind.REFUSED


@pytest.mark.parametrize(
    "adapter",
    [
        Interface(name="tun0", medium=Medium.VPN, up=False, addresses=("127.0.0.1/8",)),
        Interface(name="tun0", medium=Medium.VPN, up=True),
        Interface(name="tun0", medium=Medium.VPN, up=True, addresses=("10.8.0.2/24",)),
        Interface(name="eth0", medium=Medium.CABLE, up=True, addresses=("127.0.0.1/8",)),
    ],
)
def test_without_a_vpn_that_leads_there_nothing_is_asked(monkeypatch: pytest.MonkeyPatch, adapter: Interface) -> None:
    def connect(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(services, "list_interfaces", lambda system: [adapter])
    monkeypatch.setattr(services, "connect_first", connect)
    assert facts_of(service(443)) == {"tunnel.up": False}


def test_a_name_that_only_the_company_knows_says_nothing(vpn: None) -> None:
    assert facts_of(service(443, "files.invalid")) == {"tunnel.up": False}


def test_adapters_that_cannot_be_listed_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(system: str) -> list[Interface]:
        raise OperationFailed(Operation.LIST, FailureKind.DENIED)

    monkeypatch.setattr(services, "list_interfaces", failing)
    assert vpn_adapters("linux") == []


def test_without_services_nothing_is_told() -> None:
    assert facts_of() == {}


def test_the_whole_check_says_so(vpn: None) -> None:
    with listening(lambda sock: None) as port:
        need = VpnNeed(services=[service(port), service(closed_port(), id="mail", name="Post")])
        observations = Observations(CHECK.probe()(need, make_probe_context()))
        codes = {finding.subject: finding.code for finding in CHECK.diagnose(observations, need)}
    assert codes == {"": "vpn.no-gateways", "files": "vpn.service-answers", "mail": "vpn.service-silent"}
