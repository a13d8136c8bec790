"""What was seen of the line, and what must be said."""

from typing import Any

import pytest

from checker.checks.line.diagnose import diagnose
from checker.checks.line.diagnose.thresholds import bloat_words
from checker.checks.line.need import LineNeed, Role
from checker.checks.line.roles import ROLES, role_names
from checker.knowledge.causes import finding_sentence
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding, Level
from checker.model.observation import Observation, Observations

GOOD: dict[str, Any] = {
    "method": "LibreSpeed HTTP",
    "server": "desk.example",
    "server.answer": 21.0,
    "idle.latency": (20.0, 0.5),
    "down.rate": (92.0, 1.0),
    "down.latency": (41.0, 3.0),
    "up.rate": (38.0, 0.5),
    "up.latency": (74.0, 4.0),
    "cpu.during": 30.0,
}
ENDPOINT = LineNeed(endpoint="https://desk.example/")


def failure(operation: Operation, kind: FailureKind, detail: str = "") -> Failure:
    return Failure(operation=operation, kind=kind, detail=detail)


def observed(values: dict[str, Any]) -> Observations:
    rows = []
    for name, value in values.items():
        if isinstance(value, Failure):
            rows.append(Observation(name=name, failure=value))
        elif isinstance(value, tuple):
            rows.append(Observation(name=name, value=value[0], uncertainty=value[1]))
        elif value is not None:
            rows.append(Observation(name=name, value=value))
    return Observations(rows)


def diagnose_values(need: LineNeed = ENDPOINT, **values: Any) -> list[Finding]:
    return list(diagnose(observed(GOOD | {name.replace("_", "."): value for name, value in values.items()}), need))


def codes_and_levels(need: LineNeed = ENDPOINT, **values: Any) -> list[tuple[str, str]]:
    return [(finding.code, finding.level.value) for finding in diagnose_values(need, **values)]


RESET = failure(Operation.RECEIVE, FailureKind.RESET)
NOTHING = failure(Operation.RECEIVE, FailureKind.TIMEOUT, "nothing arrived")


@pytest.mark.parametrize(
    "values, codes",
    [
        ({}, [("line.fine", "ok")]),
        ({"down_rate": (3.0, 0.2)}, [("line.down-slow", "warning")]),
        ({"down_rate": (3.0, 1.1)}, [("line.fine", "ok")]),
        ({"down_rate": (1.0, 0.1)}, [("line.down-slow", "blocker")]),
        ({"up_rate": (1.4, 0.2)}, [("line.up-slow", "warning")]),
        (
            {"up_rate": (0.05, 0.01), "up_latency": (900.0, 90.0)},
            [("line.up-slow", "blocker"), ("line.stutters", "warning")],
        ),
        ({"idle_latency": (140.0, 2.0), "up_latency": (150.0, 2.0)}, [("line.latency-high", "warning")]),
        ({"idle_latency": (101.0, 2.0)}, [("line.fine", "ok")]),
        ({"up_latency": (410.0, 20.0)}, [("line.stutters", "warning")]),
        ({"up_latency": (410.0, 300.0)}, [("line.fine", "ok")]),
        ({"idle_latency": (120.0, 1.0), "down_latency": (165.0, 5.0)}, [("line.latency-high", "warning")]),
        ({"cpu_during": 97.0}, [("line.fine", "ok")]),
        ({"cpu_during": 97.0, "down_rate": (3.0, 0.2)}, [("line.not-valid", "unknown")]),
        ({"down_rate": RESET}, [("line.broken-off", "unknown")]),
        ({"down_rate": RESET, "up_rate": (1.4, 0.1)}, [("line.broken-off", "unknown"), ("line.up-slow", "warning")]),
        ({"down_rate": None, "up_rate": None}, [("line.broken-off", "unknown")]),
        ({"down_rate": NOTHING, "up_rate": NOTHING}, [("line.broken-off", "unknown")]),
        ({"up_rate": failure(Operation.REQUEST, FailureKind.EXHAUSTED, "413")}, [("line.server-failed", "unknown")]),
        ({"idle_latency": NOTHING}, [("line.broken-off", "unknown")]),
    ],
)
def test_says(values: dict[str, Any], codes: list[tuple[str, str]]) -> None:
    assert codes_and_levels(**values) == codes


@pytest.mark.parametrize(
    "operation, kind, detail, code",
    [
        (Operation.CONNECT, FailureKind.REFUSED, "ECONNREFUSED", "line.server-failed"),
        (Operation.RESOLVE, FailureKind.NOT_FOUND, "", "line.server-failed"),
        (Operation.REQUEST, FailureKind.NOT_FOUND, "404", "line.server-failed"),
        (Operation.REQUEST, FailureKind.BAD_ANSWER, "500", "line.server-failed"),
        (Operation.RECEIVE, FailureKind.TIMEOUT, "", "line.server-failed"),
        (Operation.TLS, FailureKind.CERTIFICATE, "expired", "line.server-untrusted"),
    ],
)
def test_our_own_server_is_never_the_line(operation: Operation, kind: FailureKind, detail: str, code: str) -> None:
    values = observed({"method": "LibreSpeed HTTP", "server.answer": failure(operation, kind, detail)})
    findings = list(diagnose(values, ENDPOINT))
    assert [(finding.code, finding.level) for finding in findings] == [(code, Level.UNKNOWN)]


@pytest.mark.parametrize(
    "need, code, level",
    [
        (LineNeed(), "line.not-asked", Level.NOTE),
        (LineNeed(roles=(Role.VIDEO,)), "line.not-measured", Level.UNKNOWN),
        (LineNeed(down_mbit=10), "line.not-measured", Level.UNKNOWN),
        (ENDPOINT, "line.not-measured", Level.UNKNOWN),
    ],
)
def test_nothing_measured(need: LineNeed, code: str, level: Level) -> None:
    assert [(finding.code, finding.level) for finding in diagnose(Observations([]), need)] == [(code, level)]


def test_public_test() -> None:
    public = {"method": "speedtest-cli 2.1.3", "down.rate": (92.0, 8.0), "up.rate": (38.0, 6.0), "idle.latency": 20.0}
    assert [finding.code for finding in diagnose(observed(public), LineNeed())] == ["line.fine"]
    refused = {"method": "speedtest-cli 2.1.3", "server.answer": failure(Operation.REQUEST, FailureKind.DENIED, "403")}
    assert [finding.code for finding in diagnose(observed(refused), LineNeed())] == ["line.public-failed"]


@pytest.mark.parametrize(
    "rate, loaded, code",
    [
        ((0.1, 0.01), (24.0, 2.0), "line.server-failed"),
        ((0.1, 0.01), (180.0, 9.0), "line.down-slow"),
        ((0.4, 0.01), (37.0, 2.0), "line.down-slow"),
    ],
)
def test_a_server_that_trickles_is_not_the_line(rate: tuple[float, float], loaded: Any, code: str) -> None:
    assert codes_and_levels(down_rate=rate, down_latency=loaded)[0][0] == code


def test_a_role_needs_what_it_needs() -> None:
    slow = {"down_rate": (3.0, 0.1), "up_rate": (0.5, 0.02), "up_latency": (400.0, 9.0)}
    assert codes_and_levels(LineNeed(endpoint="http://x", roles=(Role.REMOTE_DESKTOP,)), **slow) == [
        ("line.stutters", "warning")
    ]
    assert codes_and_levels(LineNeed(endpoint="http://x", roles=(Role.MAIL,)), **slow) == [("line.up-slow", "warning")]
    assert codes_and_levels(LineNeed(endpoint="http://x", roles=(Role.FILES,))) == [("line.fine", "ok")]


def test_tells_every_role_that_it_hits() -> None:
    (slow,) = diagnose_values(LineNeed(endpoint="http://x", roles=(Role.VIDEO,)), down_rate=(3.0, 0.1))
    assert slow.values["roles"] == "video files"
    (finding,) = diagnose_values(LineNeed(endpoint="http://x", down_mbit=100))
    assert finding.values["roles"] == ""


def test_the_profile_may_want_more() -> None:
    assert codes_and_levels(LineNeed(endpoint="http://x", down_mbit=100)) == [("line.down-slow", "warning")]
    assert codes_and_levels(LineNeed(endpoint="http://x", up_mbit=400)) == [("line.up-slow", "blocker")]
    assert codes_and_levels(LineNeed(endpoint="http://x", latency_ms=15)) == [("line.latency-high", "warning")]


def test_the_contract() -> None:
    need = LineNeed(endpoint="http://x", contract_down_mbit=250, contract_up_mbit=40)
    assert codes_and_levels(need) == [("line.below-contract", "note"), ("line.fine", "ok")]
    assert codes_and_levels(LineNeed(endpoint="http://x", contract_down_mbit=100, contract_up_mbit=40)) == [
        ("line.fine", "ok")
    ]
    assert codes_and_levels(need, down_rate=RESET) == [("line.broken-off", "unknown")]


@pytest.mark.parametrize(
    "excuse",
    [
        {"adapter_medium": "vpn"},
        {"adapter_medium": "wifi", "adapter_rate": 65.0},
        {"proxy": True},
        {"others_down": 12.0},
        {"cpu_during": 97.0},
        {"down_ended": "clear"},
        {"server_capacity": 100.0},
        {"address_changed": True},
    ],
)
def test_the_contract_is_not_held_against_the_provider_where_something_else_may_be_the_reason(
    excuse: dict[str, Any],
) -> None:
    assert codes_and_levels(LineNeed(endpoint="http://x", contract_down_mbit=250), **excuse) == [("line.fine", "ok")]


SLOW = {"down_rate": (3.0, 0.2)}


@pytest.mark.parametrize(
    "values, codes",
    [
        ({"adapter_medium": "vpn"}, [("line.through-vpn", "warning")]),
        ({"proxy": True}, [("line.through-proxy", "warning")]),
        ({"others_down": 2.0}, [("line.in-use", "unknown")]),
        ({"others_down": 0.2}, [("line.down-slow", "warning")]),
        ({"others_down": 0.5}, [("line.down-slow", "warning")]),  # together still less than is needed
        ({"adapter_medium": "wifi", "adapter_rate": 4.0}, [("line.wifi-limits", "warning")]),
        ({"adapter_medium": "wifi", "adapter_rate": 300.0}, [("line.down-slow", "warning")]),
        ({"adapter_medium": "cable", "adapter_rate": 4.0}, [("line.down-slow", "warning")]),
        ({"suspended": True}, [("line.interrupted", "unknown")]),
        ({"address_changed": True}, [("line.interrupted", "unknown")]),
        ({"address_changed": False, "suspended": False}, [("line.down-slow", "warning")]),
        ({"down_ended": "clear"}, [("line.lower-bound", "unknown")]),
        ({"server_capacity": 3.0}, [("line.lower-bound", "unknown")]),
        ({"server_capacity": 0.0}, [("line.down-slow", "warning")]),
    ],
)
def test_names_what_stands_between_pc_and_line(values: dict[str, Any], codes: list[tuple[str, str]]) -> None:
    assert codes_and_levels(**SLOW, **values) == codes


def test_a_full_line_stutters_whoever_fills_it() -> None:
    assert codes_and_levels(**SLOW, up_latency=(410.0, 20.0), adapter_medium="vpn") == [
        ("line.through-vpn", "warning"),
        ("line.stutters", "warning"),
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"adapter_medium": "vpn"},
        {"proxy": True},
        {"others_down": 40.0},
        {"adapter_medium": "wifi", "adapter_rate": 100.0},
        {"suspended": True},
        {"metered": True},
        {"udp": "STAMP"},
        {"udp": failure(Operation.REQUEST, FailureKind.NOT_FOUND, "404")},
    ],
)
def test_what_is_enough_needs_no_excuse(values: dict[str, Any]) -> None:
    assert codes_and_levels(**values) == [("line.fine", "ok")]


BUSY = failure(Operation.REQUEST, FailureKind.BUSY)
NO_ANSWER = failure(Operation.RECEIVE, FailureKind.TIMEOUT)
DECLINED = failure(Operation.RUN, FailureKind.NO_CONSENT)


@pytest.mark.parametrize(
    "values, codes",
    [
        ({"place": BUSY, "down_rate": None, "up_rate": None}, [("line.busy", "unknown")]),
        (
            {"place": BUSY, "down_rate": None, "up_rate": (1.4, 0.1)},
            [("line.busy", "unknown"), ("line.up-slow", "warning")],
        ),
        ({"metered": True, "down_rate": DECLINED, "up_rate": DECLINED}, [("line.metered-declined", "unknown")]),
        ({"address_changed": True, "down_rate": RESET}, [("line.interrupted", "unknown")]),
        ({"udp": NO_ANSWER}, [("line.udp-blocked", "note"), ("line.fine", "ok")]),
        ({"up_collected": True}, [("line.up-collected", "note"), ("line.fine", "ok")]),
        ({"up_collected": True, "up_rate": (1.4, 0.1)}, [("line.up-collected", "unknown")]),
    ],
)
def test_not_measured_is_unknown(values: dict[str, Any], codes: list[tuple[str, str]]) -> None:
    assert codes_and_levels(**values) == codes


@pytest.mark.parametrize(
    "values, codes",
    [
        ({"idle_loss_down": (4.0, 2.0)}, [("line.loss", "warning")]),
        ({"idle_loss_up": (4.0, 3.5)}, [("line.fine", "ok")]),
        ({"idle_loss": (5.0, 1.0)}, [("line.loss", "warning")]),
        ({"idle_loss_down": 0.0, "idle_loss_up": 0.0, "idle_loss": (5.0, 1.0)}, [("line.fine", "ok")]),
        ({"idle_jitter": 45.0}, [("line.jitter", "warning")]),
        ({"idle_jitter": 45.0, "idle_jitter_down": 22.0, "idle_jitter_up": 23.0}, [("line.fine", "ok")]),
        ({"call_idle_mos": 4.4, "call_up_mos": 2.9, "up_loss": 12.0}, [("line.stutters", "warning")]),
        ({"call_idle_mos": 4.4, "call_up_mos": 4.0}, [("line.fine", "ok")]),
    ],
)
def test_calls(values: dict[str, Any], codes: list[tuple[str, str]]) -> None:
    assert codes_and_levels(**values) == codes
    mail = LineNeed(endpoint="http://x", roles=(Role.MAIL,))
    assert codes_and_levels(mail, **values) == [("line.fine", "ok")]


def test_words_before_numbers() -> None:
    (finding,) = diagnose_values(up_latency=(410.0, 20.0))
    assert finding_sentence(finding, "de") == (
        "Genug für E-Mail, Telefonieren und Videokonferenzen, aber Gespräche stocken, sobald jemand hochlädt. "
        "Die volle Leitung antwortet viel langsamer, in 410 statt 20 Millisekunden."
    )
    assert "uploads something" in finding_sentence(finding, "en")
    (lossy,) = diagnose_values(call_idle_mos=4.4, call_up_mos=2.9, up_loss=12.0, up_latency=(50.0, 1.0))
    assert "12 % der Pakete" in finding_sentence(lossy, "de")
    (slow,) = diagnose_values(down_rate=(3.0, 0.2))
    assert "Videokonferenzen" in finding_sentence(slow, "de")
    assert "{" not in finding_sentence(slow, "en")


def test_a_lower_bound_is_called_one() -> None:
    (fine,) = diagnose_values(down_ended="clear", up_ended="narrow")
    assert "(mindestens 91\u00a0Mbit/s herunter, 38\u00a0Mbit/s hoch)" in finding_sentence(fine, "de")
    assert "(at least 91\u00a0Mbit/s down, 38\u00a0Mbit/s up)" in finding_sentence(fine, "en")
    assert finding_sentence(fine, "de").endswith("Ist sie voll, antwortet sie merklich langsamer.")


@pytest.mark.parametrize(
    "more, word", [(0, "kaum"), (5, "etwas"), (59, "merklich"), (60, "deutlich"), (9000, "sehr viel")]
)
def test_the_grade_in_words(more: float, word: str) -> None:
    assert bloat_words(more)[0] == word


def test_roles_as_a_list_of_words() -> None:
    assert set(ROLES) == set(Role)
    assert role_names((Role.MAIL,)) == ("E-Mail", "mail")
    assert role_names((Role.MAIL, Role.PHONE, Role.VIDEO))[0] == "E-Mail, Telefonieren und Videokonferenzen"


def test_a_line_that_starts_faster_is_judged_by_what_lasts() -> None:
    values = {"down_rate": (2.1, 0.1), "down_burst.rate": 8.2, "down_burst.bytes": 12.3}
    findings = diagnose_values(**values)
    assert [finding.code for finding in findings] == ["line.down-slow", "line.starts-faster"]
    assert finding_sentence(findings[1], "de") == (
        "Ihre Leitung beginnt schneller, als sie bleibt: "
        "Herunterladen 8,2 statt 2,1\u00a0Mbit/s in den ersten 12\u00a0MB. "
        "Was zählt, ist das spätere Tempo."
    )
    assert "line.starts-faster" not in [finding.code for finding in diagnose_values(**values, others_down=3.0)]


def test_what_was_measured_of_the_first_megabytes_says_so() -> None:
    (fine,) = diagnose_values(down_bytes=3.94, up_bytes=45.0)
    assert finding_sentence(fine, "de").endswith("Gemessen an den ersten 3,9\u00a0MB herunter.")
    assert finding_sentence(fine, "en").endswith("Measured on the first 3.9\u00a0MB down.")
    (fine,) = diagnose_values(down_bytes=45.0, up_bytes=45.0)
    assert "MB" not in finding_sentence(fine, "de")


AT_HOME = {"up_latency": (220.0, 4.0), "router_latency": (2.0, 0.1), "up_router.latency": (195.0, 8.0)}
BEYOND = AT_HOME | {"up_router.latency": (3.0, 0.5)}
HALF = AT_HOME | {"up_router.latency": (92.0, 5.0)}
ROUTER_BUSY = AT_HOME | {"up_router.latency": (280.0, 5.0)}


@pytest.mark.parametrize(
    ("values", "code", "ending"),
    [
        (AT_HOME, "line.home-queue", "Von 200\u00a0Millisekunden Wartezeit entstehen 193 schon vor dem Router."),
        (BEYOND, "line.stutters", "statt 20 Millisekunden; der Router selbst antwortet schnell."),
        (HALF, "line.stutters", "; etwa 40\u00a0% davon kosten das WLAN."),
        (ROUTER_BUSY, "line.stutters", "in 220 statt 20 Millisekunden."),
        ({"up_latency": (220.0, 4.0)}, "line.stutters", "in 220 statt 20 Millisekunden."),
    ],
    ids=["at home", "behind", "both", "a router busy with itself", "a router that is silent"],
)
def test_whose_queue_it_is(values: dict[str, Any], code: str, ending: str) -> None:
    (finding,) = diagnose_values(adapter_medium="wifi", **values)
    assert finding.code == code
    assert finding_sentence(finding, "de").endswith(ending)


@pytest.mark.parametrize(("medium", "code"), [("wifi", "line.wifi-limits"), ("cable", "line.home-limits")])
def test_a_rate_held_down_at_home_is_not_the_lines(medium: str, code: str) -> None:
    need = LineNeed(endpoint="https://desk.example/", contract_up_mbit=40)
    codes = [
        finding.code
        for finding in diagnose_values(need, adapter_medium=medium, up_rate=(1.1, 0.05), up_ended="time", **AT_HOME)
    ]
    assert codes == [code, "line.home-queue"], "and nothing of the contract"
    of_the_line = [finding.code for finding in diagnose_values(adapter_medium=medium, up_rate=(1.1, 0.05), **BEYOND)]
    assert of_the_line == ["line.up-slow", "line.stutters"]


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({"idle_gap.down": 140.0, "idle_gaps.down": 5, "idle_jitter.down": (33.0, 1.0)}, ["line.gaps"]),
        ({"idle_gap.up": 450.0, "idle_gaps.up": 1}, ["line.gaps"]),
        ({"idle_gap.down": 140.0, "idle_gaps.down": 1}, ["line.fine"]),
        ({"idle_gap.down": 101.0, "idle_gaps.down": 9}, ["line.fine"]),
        ({"idle_gap": 450.0, "idle_gaps": 1, "idle_loss": (5.0, 1.0)}, ["line.loss"]),
    ],
    ids=["again and again", "a syllable long", "once", "as long as a buffer", "the loss says it"],
)
def test_gaps_break_a_voice(values: dict[str, Any], codes: list[str]) -> None:
    assert [finding.code for finding in diagnose_values(**values)] == codes
    mail = LineNeed(endpoint="https://desk.example/", roles=(Role.MAIL,))
    assert "line.gaps" not in [finding.code for finding in diagnose_values(mail, **values)]


BOTH_LATE = {"both_latency": (260.0, 10.0), "both_loss": 3.0}


@pytest.mark.parametrize(
    "values, is_said",
    [
        (BOTH_LATE, True),
        ({"call_idle_mos": 4.4, "call_both_mos": 2.9}, True),
        ({"both_latency": (120.0, 5.0)}, False),
        ({"both_latency": failure(Operation.REQUEST, FailureKind.BUSY, "place")}, False),
        ({**BOTH_LATE, "up_latency": (410.0, 20.0)}, False),
    ],
)
def test_both_directions_at_once_only_where_neither_alone_breaks_a_call(values: dict[str, Any], is_said: bool) -> None:
    codes = [finding.code for finding in diagnose_values(LineNeed(endpoint="http://x", roles=(Role.VIDEO,)), **values)]
    assert ("line.both-stutter" in codes) is is_said


def test_a_sentence_for_each_role_that_both_directions_break() -> None:
    need = LineNeed(endpoint="http://x", roles=(Role.PHONE, Role.VIDEO, Role.FILES))
    (finding,) = [entry for entry in diagnose_values(need, **BOTH_LATE) if entry.code == "line.both-stutter"]
    sentence = finding_sentence(finding, "de")
    assert "Beim Telefonieren" in sentence
    assert "In Videokonferenzen" in sentence
    assert "Firmenrechner" not in sentence
    assert diagnose_values(LineNeed(endpoint="http://x", roles=(Role.FILES,)), **BOTH_LATE)[0].code == "line.fine"
