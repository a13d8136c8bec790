"""Where packets to a gateway end, by which machines on the way answered for them and for others."""

import pytest

from checker.checks.vpn.controls.hop_evidence import HopEvidence, PacketDrop

ROUTER, HOME, ACCESS, CORE, FAR, MORE = (
    "192.168.178.1",
    "192.168.1.1",
    "100.64.0.1",
    "193.0.0.5",
    "193.0.0.9",
    "193.0.0.10",
)
PUBLIC = "193.0.0.1"
Hops = dict[int, str]

LOCATIONS: list[tuple[Hops, Hops, str, str]] = [
    # gateway's packet, a control's, where it ends, who reported it last
    ({1: ROUTER}, {1: ROUTER, 2: ACCESS, 3: CORE}, "home", "router"),
    ({}, {1: ROUTER, 2: ACCESS}, "home", "pc"),
    ({}, {2: ACCESS, 3: CORE}, "home", "pc"),
    ({1: ROUTER, 2: PUBLIC}, {1: ROUTER, 2: PUBLIC, 3: CORE}, "provider", "provider"),
    ({1: ROUTER, 2: "10.0.0.1"}, {1: ROUTER, 2: "10.0.0.1", 3: PUBLIC}, "provider", "private"),
    ({1: ROUTER, 2: HOME}, {1: ROUTER, 2: HOME, 3: ACCESS}, "home", "home"),
    ({1: ROUTER, 2: HOME}, {1: ROUTER, 2: HOME, 4: CORE}, "provider", "home"),
    ({2: ""}, {2: "", 3: ""}, "provider", "provider"),
    ({1: ROUTER, 2: ACCESS, 3: CORE, 4: FAR}, {5: MORE}, "beyond", "provider"),
]
UNKNOWN: list[tuple[Hops, Hops, int]] = [
    ({}, {}, 0),
    ({1: ROUTER}, {1: ROUTER}, 0),
    ({2: ACCESS}, {}, 0),
    ({1: ROUTER}, {1: ROUTER, 3: CORE, 4: FAR}, 0),
    # the host may be shut behind the provider's first machine, or be switched off
    ({1: ROUTER, 2: ACCESS}, {1: ROUTER, 2: ACCESS}, 0),
    ({1: ROUTER, 2: ACCESS}, {1: ROUTER, 2: ACCESS}, 5),
]


@pytest.mark.parametrize("suspect, control, location, last", LOCATIONS)
def test_where_packets_end_while_others_to_the_host_pass(
    suspect: Hops, control: Hops, location: str, last: str
) -> None:
    drop = HopEvidence(suspect, control).drop()
    assert (drop.location, drop.last_machine, drop.singled_out) == (location, last, "port")


@pytest.mark.parametrize("suspect, control, arrived", UNKNOWN)
def test_silence_of_both_says_nothing(suspect: Hops, control: Hops, arrived: int) -> None:
    assert HopEvidence(suspect, control, arrived=arrived).drop().location == ""


def test_what_a_second_router_at_home_has_had_has_not_left_it() -> None:
    assert not HopEvidence({1: ROUTER}, {1: ROUTER, 2: HOME}).drop().leaves_home
    assert HopEvidence({1: ROUTER}, {1: ROUTER, 2: HOME, 3: ACCESS}).drop().leaves_home
    assert not HopEvidence({1: ROUTER}, {1: ROUTER}).drop().leaves_home


def test_packets_that_every_machine_before_the_host_had_end_beyond() -> None:
    path = {1: ROUTER, 2: ACCESS, 3: CORE}
    assert HopEvidence(path, path).drop() == PacketDrop("beyond", True)
    assert HopEvidence({1: ROUTER, 2: ACCESS}, {1: ROUTER, 2: ACCESS}, arrived=3).drop() == PacketDrop("beyond", True)
    double = {1: ROUTER, 2: HOME, 3: ACCESS}
    assert HopEvidence(double, double).drop().location == ""


def test_other_content_to_the_same_port_passes() -> None:
    whole = {1: ROUTER, 2: PUBLIC, 3: CORE}
    drop = HopEvidence({1: ROUTER, 2: PUBLIC}, whole, same_port=whole).drop()
    assert (drop.location, drop.singled_out) == ("provider", "content")


def test_a_host_is_shut_at_home_where_the_provider_answers_for_another_host() -> None:
    near = {1: ROUTER, 2: ACCESS}
    drop = HopEvidence({1: ROUTER}, {1: ROUTER}, other_host=near).drop()
    assert (drop.location, drop.singled_out) == ("home", "host")


def test_behind_the_provider_another_host_may_lie_on_another_path() -> None:
    drop = HopEvidence(
        {1: ROUTER, 2: ACCESS}, {1: ROUTER, 2: ACCESS}, other_host={1: ROUTER, 2: ACCESS, 3: CORE}
    ).drop()
    assert drop.location == ""


def test_a_control_counts_when_it_came_twice_and_the_gateways_packet_when_it_came_once() -> None:
    blocked, free = HopEvidence({}, {2: ACCESS}), HopEvidence({2: ACCESS}, {2: ACCESS})
    assert blocked.and_again(blocked).drop().location == "home"
    assert blocked.and_again(free).drop().location == ""
    assert blocked.and_again(HopEvidence({}, {})).drop().location == ""


def test_facts_hold_what_is_known() -> None:
    assert PacketDrop().facts() == {}
    assert PacketDrop("home", True, "router", "port").facts() == {
        "gateway.stops-at": "home",
        "gateway.stops-behind": "router",
        "gateway.stops-what": "port",
    }
