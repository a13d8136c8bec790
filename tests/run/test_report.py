"""Nothing that must not leave the PC is in a report, wherever it slipped in."""

import msgspec

from checker.model.codec import report_from_json, to_json
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.profile import Profile
from checker.model.report import Consent
from checker.run import report as assemble_module
from checker.run.report import assemble_report, without_secrets

KEY = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="
SECRETS = Profile(
    code="AB",
    customer="Muster",
    enrolment="v1:AB:2027-01-01:token",
    needs={
        "vpn": {
            "gateways": [
                {
                    "id": "wg",
                    "name": "Büro",
                    "kind": "wireguard",
                    "host": "vpn.example",
                    "probe_private_key_secret": KEY,
                }
            ]
        }
    },
)


def test_secrets_of_the_profile_are_taken_out() -> None:
    clean = without_secrets(SECRETS)
    assert clean.enrolment == ""
    assert clean.needs["vpn"]["gateways"] == [{"id": "wg", "name": "Büro", "kind": "wireguard", "host": "vpn.example"}]
    assert SECRETS.enrolment, "the profile itself is untouched"


def test_names_and_addresses_are_scrubbed_from_every_text(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(assemble_module, "private_names", lambda: ("erika-pc", "erika"))
    observations = (
        Observation(name="os.name", value="Debian on ERIKA-PC"),
        Observation(name="os.build", value=["/home/erika/x", "00:1a:2b:3c:4d:5e", 7]),
        Observation(
            name="disk.free",
            failure=Failure(
                operation=Operation.READ,
                kind=FailureKind.DENIED,
                detail="open C:\\Users\\erika failed at 93.184.216.34",
            ),
        ),
    )
    report = assemble_report(
        SECRETS, [Measurement(check="computer", outcome=Outcome.DONE, observations=observations)], Consent(), "de"
    )
    raw = to_json(report).decode().lower()
    for private in ("erika", "00:1a:2b", "93.184.216.34", "token", KEY.lower()):
        assert private not in raw, private
    assert report_from_json(to_json(report)) == report


def test_each_report_has_an_id_of_its_own() -> None:
    empty = Profile(code="AB", customer="x")
    ids = {assemble_report(empty, [], Consent()).id for _ in range(20)}
    assert len(ids) == 20


def test_private_names_are_this_pcs() -> None:
    assert all(len(name) > 2 for name in assemble_module.private_names())


def test_what_another_version_measured_does_not_break_the_report() -> None:
    report = assemble_report(
        Profile(code="AB", customer="x"), [Measurement(check="future", outcome=Outcome.DONE)], Consent()
    )
    assert report.findings == ()
    assert msgspec.json.decode(to_json(report))["measurements"]
