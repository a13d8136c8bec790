"""What a router tells: found by SSDP or on a FRITZ!Box's port, asked by SOAP; and routers that tell less."""

import pytest

from checker.model.failure import FailureKind, OperationFailed
from checker.net.upnp.description import GatewayDescription, classify_model, parse_description
from checker.net.upnp.igd import WanStatus, discover_gateway, query_wan_status, wan_address_kind
from tests.net.upnp.routers import ANSWERS, FRITZBOX, SPEEDPORT, TR064, closed_port, router, searched, ssdp_reply

HERE = "127.0.0.1"
WHOLE = WanStatus(
    access="dsl",
    up=True,
    down_mbit=109.34,
    up_mbit=43.72,
    connected=True,
    uptime_s=720,
    wan_v4="public",
    wan_v6=True,
)


def query_gateway(
    pages: dict[str, str], answers: dict[str, dict[str, str]], *, ssdp: bool
) -> tuple[GatewayDescription, WanStatus, list[str]]:
    requests: list[str] = []
    with router(pages, answers, requests) as port:
        replies = (ssdp_reply(f"http://{HERE}:{port}/igddesc.xml"),) if ssdp else ()
        with searched(*replies) as search:
            description = discover_gateway(HERE, search, closed_port() if ssdp else port)
            return description, query_wan_status(HERE, description), requests


@pytest.mark.parametrize("ssdp", [True, False])
def test_a_fritzbox(ssdp: bool) -> None:
    description, line, requests = query_gateway({"/igddesc.xml": FRITZBOX}, ANSWERS, ssdp=ssdp)
    assert (description.model, description.number) == ("fritzbox", "7590")
    assert line == WHOLE
    assert requests == ["/igddesc.xml", *ANSWERS]


@pytest.mark.parametrize(("address", "expected"), [("2003:e1::7", True), ("", False), ("fd00::1", False), ("x", False)])
def test_an_ipv6_address_outside(address: str, expected: bool) -> None:
    answers = {**ANSWERS, "X_AVM_DE_GetExternalIPv6Address": {"NewExternalIPv6Address": address}}
    _, line, _ = query_gateway({"/igddesc.xml": FRITZBOX}, answers, ssdp=True)
    assert line.wan_v6 is expected


def test_a_speedport_is_not_asked_for_what_only_avm_knows() -> None:
    description, line, requests = query_gateway({"/igddesc.xml": SPEEDPORT}, ANSWERS, ssdp=True)
    assert (description.model, description.number, line.wan_v6) == ("speedport", "4", None)
    assert "X_AVM_DE_GetExternalIPv6Address" not in requests


def test_the_model_alone() -> None:
    description, line, requests = query_gateway({"/tr64desc.xml": TR064}, ANSWERS, ssdp=False)
    assert description == GatewayDescription(model="fritzbox", number="6690")
    assert (line, requests) == (WanStatus(), ["/igddesc.xml", "/tr64desc.xml"])


@pytest.mark.parametrize("answers", [{}, {"GetStatusInfo": {}}, {"GetCommonLinkProperties": {"NewWANAccessType": ""}}])
def test_a_router_that_answers_nothing(answers: dict[str, dict[str, str]]) -> None:
    _, line, _ = query_gateway({"/igddesc.xml": FRITZBOX}, answers, ssdp=True)
    assert line == WanStatus()


@pytest.mark.parametrize(
    ("action", "name", "value", "field", "expected"),
    [
        ("GetCommonLinkProperties", "NewWANAccessType", "X_AVM-DE_Fiber", "access", "fiber"),
        ("GetCommonLinkProperties", "NewWANAccessType", "Ethernet", "access", "ethernet"),
        ("GetCommonLinkProperties", "NewWANAccessType", "a word", "access", "other"),
        ("GetCommonLinkProperties", "NewPhysicalLinkStatus", "Down", "up", False),
        ("GetCommonLinkProperties", "NewPhysicalLinkStatus", "Initializing", "up", None),
        ("GetCommonLinkProperties", "NewLayer1DownstreamMaxBitRate", "0", "down_mbit", None),
        ("GetCommonLinkProperties", "NewLayer1DownstreamMaxBitRate", "4294967295", "down_mbit", None),
        ("GetCommonLinkProperties", "NewLayer1DownstreamMaxBitRate", "-5", "down_mbit", None),
        ("GetCommonLinkProperties", "NewLayer1DownstreamMaxBitRate", "٣", "down_mbit", None),
        ("GetStatusInfo", "NewConnectionStatus", "Disconnected", "connected", False),
        ("GetStatusInfo", "NewConnectionStatus", "Connecting", "connected", None),
        ("GetStatusInfo", "NewUptime", "99999999999999999999", "uptime_s", None),
        ("GetExternalIPAddress", "NewExternalIPAddress", "", "wan_v4", "none"),
        ("GetExternalIPAddress", "NewExternalIPAddress", "192.168.2.5", "wan_v4", "private"),
    ],
)
def test_single_answers(action: str, name: str, value: str, field: str, expected: object) -> None:
    answers = {**ANSWERS, action: {**ANSWERS[action], name: value}}
    _, line, _ = query_gateway({"/igddesc.xml": FRITZBOX}, answers, ssdp=True)
    assert getattr(line, field) == expected


def test_the_connection_that_stands_is_taken() -> None:
    """A router with a dead PPP connection listed first."""
    pages = {
        "/d.xml": """<root><device><modelName>Router</modelName>
        <service><serviceType>urn:schemas-upnp-org:service:WANPPPConnection:1</serviceType><controlURL>/ppp</controlURL>
        </service><service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:2</serviceType>
        <controlURL>ip</controlURL></service></device></root>"""
    }
    requests: list[str] = []
    with router(pages, ANSWERS, requests) as port:
        description = parse_description(pages["/d.xml"].encode(), f"http://{HERE}:{port}/d.xml", HERE)
        assert [(service.kind, service.path) for service in description.services] == [
            ("WANPPPConnection", "/ppp"),
            ("WANIPConnection", "/ip"),
        ]
        assert query_wan_status(HERE, description).connected is True
    assert requests == ["GetStatusInfo", "GetExternalIPAddress"]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("198.51.100.7", "public"),
        ("10.0.0.1", "private"),
        ("172.31.0.1", "private"),
        ("192.168.1.1", "private"),
        ("100.64.0.1", "shared"),
        ("100.128.0.1", "public"),
        ("192.0.0.2", "ds-lite"),
        ("0.0.0.0", "none"),
        ("169.254.1.1", "none"),
        ("127.0.0.1", "none"),
        ("", "none"),
        ("nonsense", "none"),
        ("2001:db8::1", "none"),
    ],
)
def test_kinds_of_addresses(address: str, kind: str) -> None:
    assert wan_address_kind(address) == kind


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("AVM Berlin FRITZ!Box 7590 AX avm", ("fritzbox", "7590")),
        ("AVM FRITZ!Box Fon WLAN 7390", ("fritzbox", "7390")),
        ("FRITZ!Box 75901234567", ("fritzbox", "")),
        ("Deutsche Telekom Speedport W 724V", ("speedport", "724")),
        ("Deutsche Telekom Speedport Smart", ("speedport", "")),
        ("Vodafone Station 123456", ("vodafone-station", "")),
        ("ARRIS TG3442DE", ("vodafone-station", "")),
        ("Max Mustermann's box 12345", ("other", "")),
        ("", ("other", "")),
    ],
)
def test_models_are_words_of_a_closed_list(text: str, model: tuple[str, str]) -> None:
    assert classify_model(text) == model


def test_nobody_there() -> None:
    with searched() as search, pytest.raises(OperationFailed) as raised:
        discover_gateway(HERE, search, closed_port())
    assert raised.value.failure.kind is FailureKind.NOT_FOUND
