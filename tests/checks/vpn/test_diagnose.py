"""What was seen of a gateway, and what must be said."""

import pytest

from checker.checks.vpn.diagnose import diagnose
from checker.knowledge.causes import sentence
from checker.model.failure import Failure, Kind, Operation
from checker.model.finding import Finding, Level
from checker.model.observation import Observation, Observations, Value
from tests.checks.vpn.looking import need, table

GONE = Failure(operation=Operation.RUN, kind=Kind.TIMEOUT)


def told(facts: dict[str, Value | Failure], kind: str = "https", required: bool = True) -> list[Finding]:
    seen = [
        Observation(name=name, subject=kind, failure=fact)
        if isinstance(fact, Failure)
        else Observation(name=name, subject=kind, value=fact)
        for name, fact in facts.items()
    ]
    return list(diagnose(Observations(seen), need([table(kind, 1, required=required)])))


def verdict(word: str, **facts: Value | Failure) -> dict[str, Value | Failure]:
    dotted = {name.replace("_", ".", 1).replace("_", "-"): fact for name, fact in facts.items()}
    return {"gateway.verdict": word, **dotted}


CERTIFICATES = {
    "expired": "certificate-expired",
    "not-yet-valid": "certificate-not-yet-valid",
    "wrong-name": "certificate-wrong-name",
    "self-signed": "certificate-unknown-issuer",
    "unknown-issuer": "certificate-unknown-issuer",
    "revoked": "certificate-refused",
    "refused": "certificate-refused",
}
TROUBLE = [
    (verdict("something-else", gateway_other="ssh"), "other-answers"),
    (verdict("something-else", gateway_other="from-a-newer-version"), "other-answers"),
    (verdict("hangs-up"), "hangs-up"),
    (verdict("stalls"), "stalls"),
    (verdict("refused"), "refused"),
    (verdict("unreachable"), "unreachable"),
    (verdict("silent"), "silent"),
    (verdict("silent", gateway_host_answers=False), "silent"),
    (verdict("silent", gateway_host_answers=True), "port-silent"),
    (verdict("silent", gateway_host_answers=False, ike_nat_port="answers"), "port-silent"),
    (verdict("silent", gateway_host_answers=False, ike_nat_port="silent"), "silent"),
    (verdict("name-unknown", gateway_name=GONE), "name-unknown"),
    (verdict("name-unanswered", gateway_name=GONE), "name-unanswered"),
    (verdict("certificate-bad", certificate_trust="trusted", certificate_as_expected=False), "certificate-changed"),
    (verdict("certificate-bad", certificate_trust="self-signed", certificate_as_expected=False), "certificate-changed"),
    *((verdict("certificate-bad", certificate_trust=trust), code) for trust, code in CERTIFICATES.items()),
]
GAPS = [
    (verdict("cannot-tell"), "cannot-tell"),
    ({"gateway.verdict": GONE}, "not-measured"),
    ({}, "not-measured"),
    (verdict("from-a-newer-version"), "not-measured"),
]


@pytest.mark.parametrize("facts, code", TROUBLE)
def test_trouble_blocks_where_the_gateway_is_needed_and_warns_where_not(facts, code) -> None:
    (needed,), (optional,) = told(facts), told(facts, required=False)
    assert (needed.code, needed.level) == (f"vpn.{code}", Level.BLOCKER)
    assert (optional.code, optional.level) == (f"vpn.{code}", Level.WARNING)
    assert needed.values["name"] == "Zugang https"
    assert needed.subject == "https"


@pytest.mark.parametrize("facts, code", GAPS)
def test_what_was_not_measured_is_unknown_and_a_note_where_not_needed(facts, code) -> None:
    (needed,), (optional,) = told(facts), told(facts, required=False)
    assert (needed.code, needed.level) == (f"vpn.{code}", Level.UNKNOWN)
    assert (optional.code, optional.level) == (f"vpn.{code}", Level.NOTE)


@pytest.mark.parametrize(
    "left, lifetime, codes",
    [
        (80.0, 90.0, ["vpn.answers"]),
        (10.0, 90.0, ["vpn.answers"]),
        (9.9, 90.0, ["vpn.answers", "vpn.certificate-ends-soon"]),
        (0.2, 90.0, ["vpn.answers", "vpn.certificate-ends-soon"]),
        (3.0, 6.7, ["vpn.answers"]),
        (1.0, 6.7, ["vpn.answers", "vpn.certificate-ends-soon"]),
    ],
)
def test_a_certificate_that_ends_soon_warns(left: float, lifetime: float, codes: list[str]) -> None:
    found = told(verdict("answers", certificate_days_left=left, certificate_lifetime=lifetime))
    assert [one.code for one in found] == codes
    assert {one.level for one in found[1:]} <= {Level.WARNING}
    assert [one.values["days"] for one in found[1:]] == [int(left)] * (len(codes) - 1)


@pytest.mark.parametrize("nat", ["silent", "refused", "something-else"])
def test_ipsec_whose_second_port_does_not_answer_warns(nat: str) -> None:
    (found,) = told(verdict("answers", ike_nat_port=nat), "ikev2")
    assert (found.code, found.level) == ("vpn.nat-port-silent", Level.WARNING)
    assert told(verdict("answers", ike_nat_port="answers"), "ikev2")[0].code == "vpn.answers"


def test_an_old_probe_key_is_a_note_because_the_gateway_proved_itself() -> None:
    (found,) = told(verdict("wrong-key"), "wireguard")
    assert (found.code, found.level) == ("vpn.wrong-key", Level.NOTE)


def test_other_services_are_named_in_both_languages() -> None:
    (found,) = told(verdict("something-else", gateway_other="ssh"))
    assert (
        sentence(found, "de") == "Am Zugang „Zugang https“ antwortet etwas anderes: ein Fernzugang für Techniker (SSH)."
    )
    assert sentence(found, "en").endswith("“Zugang https”: a technician's remote access (SSH).")
    assert told(verdict("something-else"))[0].values["what_en"] == "an unknown service"


def test_evidence_is_what_was_seen_of_this_gateway() -> None:
    (found,) = told(verdict("silent", gateway_host_answers=True))
    assert found.evidence == ("gateway.verdict@https", "gateway.host-answers@https")


def test_no_gateways_is_a_note() -> None:
    (found,) = diagnose(Observations([]), need([]))
    assert (found.code, found.level) == ("vpn.no-gateways", Level.NOTE)
