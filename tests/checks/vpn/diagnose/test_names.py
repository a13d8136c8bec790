"""What is known of a gateway's name, and what must be said."""

import pytest

from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Level, Sureness
from checker.model.observation import Value
from tests.checks.vpn.diagnose.test_diagnose import findings_for, verdict

GONE = Failure(operation=Operation.RESOLVE, kind=FailureKind.TIMEOUT)
DENIED = Failure(operation=Operation.RESOLVE, kind=FailureKind.NOT_FOUND)
Facts = dict[str, Value | Failure]


def at(origin: str, word: str = "silent", **facts: Value) -> Facts:
    return verdict(word, gateway_name=5.0, gateway_name_kind="public", gateway_name_wrong_at=origin, **facts)


CASES: list[tuple[Facts, str, Sureness]] = [
    # this PC leads it elsewhere; what answers at the other address decides how sure
    (at("pc", gateway_other_address="answers"), "name-wrong-here", Sureness.LIKELY),
    (at("vpn", gateway_other_address="answers"), "name-wrong-here", Sureness.LIKELY),
    (at("pc", "refused", gateway_other_address="certificate-bad"), "name-wrong-here", Sureness.LIKELY),
    (at("pc", gateway_other_address="silent"), "name-wrong-here", Sureness.POSSIBLE),
    (
        verdict("refused", gateway_name=1.0, gateway_name_kind="loopback", gateway_name_wrong_at="pc"),
        "name-wrong-here",
        Sureness.LIKELY,
    ),
    (
        verdict("name-hidden", gateway_name=DENIED, gateway_name_wrong_at="pc", gateway_name_outside=True),
        "name-wrong-here",
        Sureness.LIKELY,
    ),
    # the home's DNS server: an address of its own may be one of several, unless the other one answers
    (at("resolver", gateway_other_address="answers"), "name-wrong-at-home", Sureness.LIKELY),
    (at("here", gateway_other_address="answers"), "name-wrong-at-home", Sureness.LIKELY),
    (at("resolver", gateway_other_address="silent"), "silent", Sureness.POSSIBLE),
    (at("resolver", "refused", gateway_other_address="silent"), "refused", Sureness.POSSIBLE),
    (
        at("resolver", "certificate-bad", gateway_other_address="silent", certificate_trust="wrong-name"),
        "certificate-wrong-name",
        Sureness.POSSIBLE,
    ),
    (at("resolver", "something-else", gateway_other_address="silent"), "other-answers", Sureness.POSSIBLE),
    (
        verdict("name-hidden", gateway_name=DENIED, gateway_name_wrong_at="resolver", gateway_name_outside=True),
        "name-hidden",
        Sureness.CERTAIN,
    ),
    # nobody outside knows the name: advertising answers for it
    (verdict("refused", gateway_name_kind="public", gateway_name_state="unknown"), "name-unknown", Sureness.LIKELY),
    (verdict("refused", gateway_name_kind="private", gateway_name_state="unknown"), "refused", Sureness.LIKELY),
    # its zone is sick
    (verdict("name-unanswered", gateway_name=GONE, gateway_name_sick=1), "name-broken", Sureness.LIKELY),
    (verdict("name-unanswered", gateway_name=GONE, gateway_name_sick=0), "name-unanswered", Sureness.LIKELY),
    # a refusal is certain only where the address is confirmed
    (verdict("refused", gateway_refused_by="gateway"), "refused", Sureness.LIKELY),
    (at("nowhere", "refused", gateway_refused_by="gateway"), "refused", Sureness.CERTAIN),
    # later versions' words
    (at("elsewhere", gateway_other_address="answers"), "silent", Sureness.POSSIBLE),
]


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The profile names the gateway, where otherwise it gives its address."""
    monkeypatch.setattr("tests.checks.vpn.gateway_probes.HOST", "vpn.example")


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize("facts, code, sure", CASES)
def test_a_name(facts: Facts, code: str, sure: Sureness) -> None:
    (finding,) = findings_for(facts)
    assert (finding.code, finding.sure) == (f"vpn.{code}", sure)


def test_a_profile_that_gives_the_address_needs_no_confirmation() -> None:
    (finding,) = findings_for(verdict("refused", gateway_refused_by="gateway"))
    assert finding.sure is Sureness.CERTAIN


def test_a_gateway_that_answers_is_not_suspected() -> None:
    (finding,) = findings_for(at("pc", "answers"))
    assert finding.code == "vpn.answers"


def test_a_dead_address_beside_a_living_one_is_a_note() -> None:
    facts = verdict("answers", gateway_addresses=3, gateway_addresses_dead=1)
    well, note = findings_for(facts)
    assert (well.code, note.code, note.level) == ("vpn.answers", "vpn.address-dead", Level.NOTE)
    assert (note.values["count"], note.values["dead"]) == (3, 1)
    assert [finding.code for finding in findings_for({**facts, "gateway.addresses-dead": 0})] == ["vpn.answers"]
