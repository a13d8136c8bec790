"""What was seen of a gateway, and what must be said."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.checks.vpn import CHECK
from checker.checks.vpn.diagnose import diagnose
from checker.checks.vpn.verdict import GatewayVerdict, Restriction
from checker.knowledge.causes import finding_sentence
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding, Level
from checker.model.observation import Observation, Observations, Value
from tests.checks.vpn.gateway_probes import gateway_table, make_need

GONE = Failure(operation=Operation.RUN, kind=FailureKind.TIMEOUT)


def findings_for(facts: dict[str, Value | Failure], kind: str = "https", required: bool = True) -> list[Finding]:
    observations = [
        Observation(name=name, subject=kind, failure=fact)
        if isinstance(fact, Failure)
        else Observation(name=name, subject=kind, value=fact)
        for name, fact in facts.items()
    ]
    return list(diagnose(Observations(observations), make_need([gateway_table(kind, 1, required=required)])))


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
    (verdict("answers", ike_nat_port="blocked-here"), "blocked-here"),
    (verdict("silent", gateway_stops_at="home", gateway_stops_behind="router"), "port-blocked-at-home"),
    (verdict("silent", gateway_stops_at="home", gateway_stops_behind="pc"), "blocked-here"),
    (verdict("silent", gateway_stops_at="home", gateway_stops_behind="pc", gateway_own_route=True), "unreachable"),
    (verdict("silent", gateway_host_answers=True, gateway_own_route=True), "port-silent"),
    (verdict("silent", gateway_stops_at="provider"), "port-blocked-by-provider"),
    (verdict("silent", gateway_stops_at="home", gateway_stops_behind="pc", gateway_again="unreachable"), "unreachable"),
    (verdict("filtered", gateway_stops_what="name"), "filtered"),
    (verdict("filtered", gateway_stops_what="name", gateway_refused_by="router"), "refused-by-router"),
    (verdict("filtered", gateway_stops_what="tls-version", gateway_refused_by="way"), "refused-on-the-way"),
    (verdict("filtered", gateway_stops_what="name", gateway_stops_at="home"), "port-blocked-at-home"),
    (verdict("breaks-off"), "session-cut"),
    (verdict("breaks-off", gateway_stops_at="provider", gateway_stops_what="content"), "port-blocked-by-provider"),
    (verdict("server-behind-down", gateway_status=502), "server-behind-down"),
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
    (needed,), (optional,) = findings_for(facts), findings_for(facts, required=False)
    assert (needed.code, needed.level) == (f"vpn.{code}", Level.BLOCKER)
    assert (optional.code, optional.level) == (f"vpn.{code}", Level.WARNING)
    assert needed.values["name"] == "Zugang https"
    assert needed.subject == "https"


@pytest.mark.parametrize("facts, code", GAPS)
def test_what_was_not_measured_is_unknown_and_a_note_where_not_needed(facts, code) -> None:
    (needed,), (optional,) = findings_for(facts), findings_for(facts, required=False)
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
    findings = findings_for(verdict("answers", certificate_days_left=left, certificate_lifetime=lifetime))
    assert [finding.code for finding in findings] == codes
    assert {finding.level for finding in findings[1:]} <= {Level.WARNING}
    assert [finding.values["days"] for finding in findings[1:]] == [int(left)] * (len(codes) - 1)


@pytest.mark.parametrize("nat", ["silent", "refused", "something-else"])
def test_ipsec_whose_second_port_does_not_answer_warns(nat: str) -> None:
    (finding,) = findings_for(verdict("answers", ike_nat_port=nat), "ikev2")
    assert (finding.code, finding.level) == ("vpn.nat-port-silent", Level.WARNING)
    assert findings_for(verdict("answers", ike_nat_port="answers"), "ikev2")[0].code == "vpn.answers"


@pytest.mark.parametrize(
    "attempted, answered, code", [(7, 3, "flows-lost"), (7, 4, "flows-lost"), (7, 5, "answers"), (7, 6, "answers")]
)
def test_some_connections_die(attempted: int, answered: int, code: str) -> None:
    facts = {"gateway.flows-tried": attempted, "gateway.flows-answered": answered}
    assert findings_for({"gateway.verdict": "answers", **facts})[0].code == f"vpn.{code}"


@pytest.mark.parametrize("failed, code", [(0, "answers"), (2, "answers"), (3, "lossy"), (29, "lossy")])
def test_packets_are_lost(failed: int, code: str) -> None:
    (finding,) = findings_for({"gateway.verdict": "answers", "gateway.echoes": 30, "gateway.echoes-lost": failed})
    assert finding.code == f"vpn.{code}"
    assert finding.level is (Level.OK if code == "answers" else Level.WARNING)


def test_an_old_probe_key_is_a_note_because_the_gateway_proved_itself() -> None:
    (finding,) = findings_for(verdict("wrong-key"), "wireguard")
    assert (finding.code, finding.level) == ("vpn.wrong-key", Level.NOTE)


def test_other_services_are_named_in_both_languages() -> None:
    (finding,) = findings_for(verdict("something-else", gateway_other="ssh"))
    assert (
        finding_sentence(finding, "de")
        == "Statt der Verbindung zur Firma „Zugang https“ antwortet etwas anderes: ein Fernzugang für Techniker (SSH)."
    )
    assert finding_sentence(finding, "en").endswith("“Zugang https”: a technician's remote access (SSH).")
    assert findings_for(verdict("something-else"))[0].values["what_en"] == "an unknown service"


def test_evidence_is_what_was_seen_of_this_gateway() -> None:
    (finding,) = findings_for(verdict("silent", gateway_host_answers=True))
    assert finding.evidence == ("gateway.verdict@https", "gateway.host-answers@https")


def test_no_gateways_is_a_note() -> None:
    (finding,) = diagnose(Observations([]), make_need([]))
    assert (finding.code, finding.level) == ("vpn.no-gateways", Level.NOTE)


OPENVPN = {"wrap": "tls-crypt"}
MISSING = Failure(operation=Operation.READ, kind=FailureKind.MISSING, detail="key")
LATE = Failure(operation=Operation.RECEIVE, kind=FailureKind.TIMEOUT)
OBSTACLES = [
    (verdict("refused", gateway_refused_by="router"), "https", {}, "refused-by-router"),
    (verdict("unreachable", gateway_refused_by="router"), "openvpn", {}, "refused-by-router"),
    (verdict("refused", gateway_refused_by="way"), "openvpn", {}, "refused-on-the-way"),
    (verdict("unreachable", gateway_refused_by="way"), "https", {}, "refused-on-the-way"),
    (verdict("unreachable", gateway_refused_by="gateway"), "https", {}, "refused"),
    (verdict("unreachable", gateway_refused_by="no-route"), "https", {}, "silent"),
    (verdict("unreachable", gateway_refused_by="router-no-route"), "https", {}, "unreachable"),
    (verdict("unreachable", gateway_refused_by="pc-no-route"), "openvpn", {}, "unreachable"),
    (verdict("refused", gateway_refused_by="pc"), "https", {}, "blocked-here"),
    (verdict("blocked-here", gateway_refused_by="pc"), "openvpn", {}, "blocked-here"),
    (verdict("blocked-here"), "openvpn", {}, "blocked-here"),
    (verdict("refused", gateway_refused_by="gateway"), "https", {}, "refused"),
    (verdict("refused", gateway_refused_by="from-a-newer-version"), "https", {}, "refused"),
    (verdict("silent", gateway_stops_at="home"), "openvpn", {}, "port-blocked-at-home"),
    (verdict("silent", gateway_stops_at="home"), "openvpn", OPENVPN, "port-blocked-at-home"),
    (verdict("silent", gateway_stops_at="provider"), "ikev2", {}, "port-blocked-by-provider"),
    (verdict("cannot-tell", gateway_stops_at="home", gateway_rtt=LATE), "wireguard", {}, "port-blocked-at-home"),
    (verdict("answers", ike_nat_port="silent", gateway_stops_at="home"), "ikev2", {}, "port-blocked-at-home"),
    (verdict("hangs-up"), "openvpn", {}, "hangs-up"),
    (verdict("stalls"), "openvpn", {"transport": "tcp"}, "stalls"),
    (verdict("silent", gateway_host_answers=True), "openvpn", {"transport": "tcp", **OPENVPN}, "port-silent"),
    (verdict("silent", gateway_host_answers=True), "sip", {"transport": "tcp"}, "port-silent"),
    (verdict("silent", gateway_stops_at="home"), "sip", {"transport": "udp"}, "port-blocked-at-home"),
    (verdict("name-hidden", gateway_name=GONE, gateway_name_outside=True), "https", {}, "name-hidden"),
    (verdict("path-narrow", path_mtu=1400, path_direction="down"), "https", {}, "path-narrow"),
]
DOUBT = [
    (verdict("silent", gateway_stops_at="beyond"), "openvpn", {}, "silent-or-key"),
    (verdict("silent", gateway_host_answers=True), "openvpn", {}, "silent-or-key"),
    (verdict("hangs-up"), "openvpn", {"transport": "tcp"}, "silent-or-key"),
    (verdict("hangs-up"), "openvpn", {"transport": "tcp", **OPENVPN}, "silent-or-key"),
    (verdict("silent", gateway_host_answers=True), "openvpn", OPENVPN, "silent-or-key"),
    (verdict("silent", gateway_host_answers=True), "wireguard", {}, "silent-or-key"),
    (verdict("silent", gateway_stops_at="beyond"), "wireguard", {}, "silent-or-key"),
    (verdict("silent", gateway_stops_at="beyond"), "sip", {"transport": "udp"}, "cannot-tell"),
    (verdict("silent", gateway_host_answers=True), "sip", {"transport": "udp"}, "cannot-tell"),
    (verdict("cannot-tell", gateway_rtt=MISSING), "openvpn", OPENVPN, "key-missing"),
    (verdict("cannot-tell", gateway_rtt=LATE), "wireguard", {}, "key-missing"),
    (verdict("cannot-tell", gateway_rtt=MISSING), "wireguard", {}, "cannot-tell"),
    (verdict("cannot-tell", gateway_rtt=MISSING), "openvpn", {}, "cannot-tell"),
]


def judged(
    facts: dict[str, Value | Failure], kind: str, fields: dict[str, object], *more: Observation
) -> list[Finding]:
    observations = [
        Observation(name=name, subject=kind, failure=fact)
        if isinstance(fact, Failure)
        else Observation(name=name, subject=kind, value=fact)
        for name, fact in facts.items()
    ]
    return list(diagnose(Observations([*observations, *more]), make_need([gateway_table(kind, 1, **fields)])))


@pytest.mark.parametrize("facts, kind, fields, code", OBSTACLES)
def test_what_stands_in_the_way_is_named(facts, kind, fields, code) -> None:
    for required, level in ((True, Level.BLOCKER), (False, Level.WARNING)):
        (finding,) = judged(facts, kind, fields | {"required": required})
        assert (finding.code, finding.level) == (f"vpn.{code}", level)


@pytest.mark.parametrize("facts, kind, fields, code", DOUBT)
def test_what_a_wrong_key_would_look_like_is_no_trouble(facts, kind, fields, code) -> None:
    for required, level in ((True, Level.UNKNOWN), (False, Level.NOTE)):
        (finding,) = judged(facts, kind, fields | {"required": required})
        assert (finding.code, finding.level) == (f"vpn.{code}", level)


def test_silence_of_a_keyed_gateway_behind_a_silent_host() -> None:
    assert judged(verdict("silent", gateway_host_answers=False), "openvpn", OPENVPN)[0].code == "vpn.silent"
    udp = Observation(name="udp.answers", value=True)
    assert judged(verdict("silent"), "openvpn", OPENVPN, udp)[0].code == "vpn.silent-or-key"


@pytest.mark.parametrize("restriction", [*(reason.value for reason in Restriction), "from-a-newer-version"])
def test_what_shows_strangers_nothing_is_no_trouble(restriction: str) -> None:
    facts = verdict("restricted", gateway_restriction=restriction, certificate_trust="trusted")
    for required, level in ((True, Level.UNKNOWN), (False, Level.NOTE)):
        (finding,) = judged(facts, "anyconnect", {"required": required})
        assert (finding.code, finding.level) == ("vpn.restricted", level)
    assert str(finding.values["why_de"]) in finding_sentence(finding, "de")


@pytest.mark.parametrize("trust", ["self-signed", "unknown-issuer", "wrong-name", "expired"])
def test_a_certificate_that_nobody_asks_for_is_a_note(trust: str) -> None:
    well, note = judged(verdict("answers", certificate_trust=trust), "softether", {})
    assert (well.code, note.code, note.level) == ("vpn.answers", "vpn.certificate-own", Level.NOTE)
    for good in ("trusted", "dates-valid"):
        assert len(judged(verdict("answers", certificate_trust=good), "openvpn", {})) == 1


ALSO = [
    ("pptp", {}, "pptp-unsafe"),
    ("ikev2", {"gateway.loaded": True}, "overloaded"),
    ("ikev2", {"path.mtu": 1400, "path.told": False, "path.direction": "up"}, "path-narrow"),
    ("ikev2", {"path.mtu": 1492, "path.told": True}, None),
    ("ikev2", {"path.mtu": 1400, "path.told": True}, None),
    ("ikev2", {"path.mtu": 1500, "path.told": False}, None),
    ("ikev2", {"path.mtu": 1500, "path.fragments": True}, None),
    ("ikev2", {"path.mtu": 1500, "path.fragments": False}, "fragments-dropped"),
    ("ikev2", {"path.fragments": False, "gateway.loaded": True}, "overloaded"),
]


@pytest.mark.parametrize("kind, facts, code", ALSO)
def test_who_answers_may_have_one_thing_more(kind: str, facts: dict[str, Value], code: str | None) -> None:
    findings = judged({"gateway.verdict": "answers", **facts}, kind, {})
    assert [finding.code for finding in findings] == ["vpn.answers", *([f"vpn.{code}"] if code else [])]
    assert all(finding.level is Level.WARNING for finding in findings[1:])


def test_a_narrow_way_names_its_width_and_direction() -> None:
    (finding,) = judged(verdict("path-narrow", path_mtu=1400, path_direction="down"), "https", {})
    assert (finding.values["mtu"], finding.values["direction"]) == (1400, "down")
    assert "auf dem Weg zurück" in finding_sentence(finding, "de") and "1400" in finding_sentence(finding, "en")


@pytest.mark.parametrize("widths, sure", [((1400,), "likely"), ((1400, 1360), "likely"), ((1400, 1400), "certain")])
def test_a_narrow_way_is_certain_where_two_gateways_find_the_same_width(widths: tuple[int, ...], sure: str) -> None:
    """A router that limits packets per second loses large ones as well."""
    facts = {"gateway.verdict": "answers", "path.mtu": widths[0], "path.told": False, "path.direction": "up"}
    second = [
        Observation(name=name, subject="other", value=value)
        for width in widths[1:]
        for name, value in (("path.mtu", width), ("path.told", False))
    ]
    assert judged(facts, "ikev2", {}, *second)[-1].sure.value == sure


UDP = [gateway_table("openvpn", 1194), gateway_table("wireguard", 51820, required=False), gateway_table("https", 443)]


def all_udp(answers: object, *more: Observation) -> list[Finding]:
    observations = [
        Observation(name="gateway.verdict", subject=gateway, value="silent") for gateway in ("openvpn", "wireguard")
    ]
    observations.append(Observation(name="udp.answers", value=answers))
    return list(diagnose(Observations([*observations, *more]), make_need(UDP)))


def test_udp_as_a_whole_is_blocked_only_where_tcp_gets_out() -> None:
    tcp = Observation(name="gateway.tcp", subject="https", value=12.5)
    host = Observation(name="gateway.host-answers", subject="openvpn", value=True)
    for witness in (tcp, host):
        blocked = next(finding for finding in all_udp(False, witness) if finding.code == "vpn.udp-blocked")
        assert (blocked.level, blocked.subject) == (Level.BLOCKER, "")
        assert "udp.answers" in blocked.evidence
    for findings in (all_udp(False), all_udp(True, tcp), all_udp(None, tcp), all_udp("false", tcp)):
        assert "vpn.udp-blocked" not in [finding.code for finding in findings]


def test_udp_that_only_an_optional_gateway_needs_is_a_warning() -> None:
    tables = [gateway_table("wireguard", 51820, required=False), gateway_table("https", 443)]
    observations = [
        Observation(name="gateway.verdict", subject="wireguard", value="silent"),
        Observation(name="gateway.tcp", subject="https", value=12.5),
        Observation(name="udp.answers", value=False),
    ]
    blocked = next(iter(diagnose(Observations(observations), make_need(tables))))
    assert (blocked.code, blocked.level) == ("vpn.udp-blocked", Level.WARNING)


def test_services_are_judged_only_behind_a_vpn_that_is_up() -> None:
    services = [{"id": "files", "name": "Dateien", "host": "files.firma.example", "port": 445}]
    need = msgspec.convert({"services": services}, type(make_need([])))
    up, down = (Observation(name="tunnel.up", value=value) for value in (True, False))
    answers = Observation(name="service.reach", subject="files", value=12.0)
    silent = Observation(name="service.reach", subject="files", failure=LATE)
    for observations, codes in (
        ([up, answers], ["vpn.service-answers"]),
        ([up, silent], ["vpn.service-silent"]),
        ([down, silent], []),
        ([answers], []),
        ([up], []),
    ):
        assert [finding.code for finding in diagnose(Observations(observations), need)] == ["vpn.no-gateways", *codes]


NAMES = [fact.name for fact in CHECK.facts]
KINDS = ("openvpn", "wireguard", "ikev2", "https", "pptp")
HOSTILE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.lists(st.one_of(st.integers(), st.text(max_size=5)), max_size=3),
    st.sampled_from([verdict_.value for verdict_ in GatewayVerdict]),
    st.sampled_from(["home", "provider", "router", "way", "pc", "down"]),
)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(["", *KINDS]), HOSTILE), max_size=30))
def test_no_report_makes_it_raise(facts: list[tuple[str, str, object]]) -> None:
    observations = Observations(Observation(name=name, subject=subject, value=value) for name, subject, value in facts)
    findings = list(diagnose(observations, make_need([gateway_table(kind, 1) for kind in KINDS])))
    for finding in findings:
        assert finding_sentence(finding, "de") and finding_sentence(finding, "en")
    assert all(1 <= sum(finding.subject == kind for finding in findings) <= 2 for kind in KINDS)


@pytest.mark.parametrize("leaves, codes", [(True, ["vpn.port-blocked-by-provider"]), (None, ["vpn.udp-blocked"])])
def test_udp_that_nobody_answers_ends_at_home_or_behind_it(leaves: bool | None, codes: list[str]) -> None:
    facts = [
        ("gateway.verdict", "ikev2", "silent"),
        ("gateway.host-answers", "ikev2", True),
        ("udp.answers", "", False),
    ]
    facts += [] if leaves is None else [("udp.leaves-home", "", leaves)]
    observations = Observations(
        [Observation(name=name, subject=subject, value=value) for name, subject, value in facts]
    )
    findings = diagnose(observations, make_need([gateway_table("ikev2", 500)]))
    assert [finding.code for finding in findings if finding.level is Level.BLOCKER][:1] == codes
