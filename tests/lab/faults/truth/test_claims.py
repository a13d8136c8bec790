"""Every code claims something, and a claim is true only where its sentence, its place and its owner are."""

import tomllib
from pathlib import Path

import pytest

import checker.knowledge
from checker.model.finding import Finding, Level
from tests.lab.faults.truth.claims import CLAIMS, places_of, verdict_on
from tests.lab.faults.truth.injected import Injected, Scope
from tests.lab.faults.truth.truth import GatewayTruth, Truth

CAUSES = Path(checker.knowledge.__file__).parent / "causes"
OPENVPN = GatewayTruth(version=4, protocol="udp", ports=(1194,), outside="answers", pc="silent")
PORTAL = GatewayTruth(version=4, protocol="tcp", ports=(443,), outside="answers", pc="answers")
UDP_1194 = Scope(protocols=("udp",), ports=(1194,))
AT_ROUTER = Injected("router", "drops", "you", "port", UDP_1194)


def truth(*injected: Injected, **answered: bool) -> Truth:
    return Truth(
        injected=injected,
        gateways={"openvpn": OPENVPN, "portal": PORTAL},
        answered={key.replace("__", "."): value for key, value in answered.items()},
    )


@pytest.mark.parametrize("check", ["network", "vpn", "router", "outages"])
def test_every_code_has_a_claim(check: str) -> None:
    codes = tomllib.loads((CAUSES / f"{check}.toml").read_text("utf-8"))
    lacking = sorted(set(codes) - set(CLAIMS))
    assert not lacking, f"say in tests/lab/faults/truth/claims.py what is true where these are said: {lacking}"


@pytest.mark.parametrize(
    "code, subject, injected, verdict",
    [
        ("vpn.port-blocked-at-home", "openvpn", AT_ROUTER, True),
        ("vpn.port-blocked-by-provider", "openvpn", AT_ROUTER, False),
        ("vpn.port-blocked-at-home", "portal", AT_ROUTER, False),
        ("vpn.silent", "openvpn", AT_ROUTER, False),
        ("vpn.silent", "openvpn", Injected("gateway", "down", "it-firm"), True),
        ("vpn.refused", "portal", AT_ROUTER, False),
        ("vpn.answers", "portal", AT_ROUTER, True),
        ("vpn.answers", "openvpn", AT_ROUTER, False),
        ("network.no-internet", "", AT_ROUTER, False),
        ("network.no-internet", "", Injected("provider", "down", "provider"), True),
        ("network.home-fine", "", AT_ROUTER, True),
        ("network.home-fine", "", Injected("home", "lossy", "you"), False),
        ("network.captive-portal", "", Injected("router", "redirects", "you", "lock page"), False),
        ("network.captive-portal", "", Injected("provider", "redirects", "you", "portal"), True),
        ("vpn.cannot-tell", "openvpn", AT_ROUTER, None),
        ("computer.memory-small", "", AT_ROUTER, None),
        ("run.timed-out", "vpn", AT_ROUTER, None),
    ],
)
def test_a_claim(code: str, subject: str, injected: Injected, verdict: bool | None) -> None:
    assert verdict_on(truth(injected), Finding.blocker(code, subject=subject)) is verdict


@pytest.mark.parametrize(
    "alive, line, verdict",
    [(True, Scope(), False), (False, Scope(), True), (False, Scope(share=0.1), False)],
)
def test_a_desk_that_is_down_consoles_only_where_the_line_is_well(alive: bool, line: Scope, verdict: bool) -> None:
    place, mechanism = ("desk", "down") if line.is_whole else ("provider", "lossy")
    state = truth(Injected(place, mechanism, "it-firm", scope=line), outside__desk=alive)
    assert verdict_on(state, Finding.note("network.desk-down")) is verdict


def test_what_the_neighbour_reaches_is_not_down() -> None:
    state = truth(Injected("provider", "down", "provider", scope=Scope(versions=(6,))), **{"neighbour__line-v4": True})
    assert verdict_on(state, Finding.blocker("network.no-internet")) is False


def test_a_code_that_the_fault_names_is_true_of_it() -> None:
    injected = Injected("router", "drops", "you", scope=UDP_1194, codes=("vpn.silent",))
    assert verdict_on(truth(injected), Finding.blocker("vpn.silent", subject="openvpn")) is True
    assert verdict_on(truth(injected), Finding.blocker("vpn.silent", subject="portal")) is False


@pytest.mark.parametrize("places, verdict", [("router provider", True), ("gateway provider", False)])
def test_two_places_are_true_where_one_is(places: str, verdict: bool) -> None:
    finding = Finding.blocker("vpn.port-blocked-by-provider", subject="openvpn", places=places)
    assert verdict_on(truth(AT_ROUTER), finding) is verdict


def test_a_gateway_whose_session_is_cut_does_not_answer() -> None:
    cut = Injected("router", "drops", "you", "session cut", Scope(targets=("portal",), flow="after"))
    assert verdict_on(truth(cut), Finding.ok("vpn.answers", subject="portal")) is False
    assert truth(cut).matters


def test_one_dead_address_of_two_is_no_dead_gateway() -> None:
    stale = Injected("gateway", "stale", "it-firm", "one address dead", Scope(share=0.5), is_harmless=True)
    assert verdict_on(truth(stale), Finding.blocker("vpn.silent", subject="portal")) is False
    assert not truth(stale).matters


def test_unknown_says_nothing() -> None:
    assert verdict_on(truth(AT_ROUTER), Finding(code="network.dns-of-pc", level=Level.UNKNOWN)) is None


def test_places_are_those_of_the_path_or_of_the_claim() -> None:
    assert places_of("vpn.refused-by-router") == {"router"}
    assert places_of("network.dns-of-router") == {"router", "names"}
    assert places_of("camera.none") == frozenset()


@pytest.mark.parametrize("words", [("moon", "drops", "you"), ("router", "sings", "you"), ("router", "drops", "they")])
def test_a_strange_word_is_refused(words: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="is none of"):
        Injected(*words)
