"""What is known of a host's name, and what must be said."""

import pytest

from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Level, Sureness
from tests.checks.network.diagnose.test_diagnose import (
    BAD_CERTIFICATE,
    DEAD_DESK,
    DNS_SILENT,
    NO_NAMES,
    NO_SUCH,
    TIMEOUT,
    diagnosed,
)

REACH = "mail.example:443"
REACHED = {f"dns.system@{REACH}": 9.0, f"dns.kind@{REACH}": "public", f"reach.v4@{REACH}": 12.0}
HALF = Failure(operation=Operation.RESOLVE, kind=FailureKind.TIMEOUT, detail="AAAA")
OUTSIDE = {"dns.kind@desk": "public", "dns.kind-outside@desk": "public"}
AT_TIMES = {
    **NO_NAMES,
    "dns.configured": 1006.0,
    "dns.gateway": DNS_SILENT,
    "dns.independent": 9.0,
    "dns.set-server": "router",
}

CASES = [
    # this PC leads the desk elsewhere, and it answers where its name leads outside
    ({**DEAD_DESK, **OUTSIDE, "dns.wrong-at@desk": "pc", "dns.other-answers@desk": True}, "network.name-wrong-here"),
    ({**DEAD_DESK, **OUTSIDE, "dns.wrong-at@desk": "vpn", "dns.other-answers@desk": True}, "network.name-wrong-here"),
    (
        {
            "desk.status": BAD_CERTIFICATE,
            "desk.certificate": "wrong-name",
            **OUTSIDE,
            "dns.wrong-at@desk": "pc",
            "dns.other-answers@desk": True,
        },
        "network.name-wrong-here",
    ),
    (
        {**DEAD_DESK, "dns.kind@desk": "nothing", "dns.kind-outside@desk": "public", "dns.wrong-at@desk": "pc"},
        "network.name-wrong-here",
    ),
    ({**NO_NAMES, "dns.system@desk": NO_SUCH, "dns.wrong-at@desk": "pc"}, "network.name-wrong-here"),
    # the home's DNS server does
    ({**DEAD_DESK, **OUTSIDE, "dns.wrong-at@desk": "resolver", "dns.other-answers@desk": True}, "network.dns-lies"),
    ({**DEAD_DESK, **OUTSIDE, "dns.wrong-at@desk": "here", "dns.other-answers@desk": True}, "network.dns-lies"),
    # nobody answers at the other address either: the name may have several
    ({**DEAD_DESK, **OUTSIDE, "dns.wrong-at@desk": "resolver", "dns.other-answers@desk": False}, "network.desk-silent"),
    # a sick zone, and a dead line that looks alike
    ({**NO_NAMES, **REACHED, "dns.state@desk": "broken", "dns.sick@desk": 1}, "network.name-broken"),
    (
        {**NO_NAMES, **REACHED, "dns.configured": DNS_SILENT, "dns.state@desk": "broken", "dns.sick@desk": 0},
        "network.desk-silent",
    ),
    # nobody outside knows it, and whoever gives an address does not lead to it
    (
        {**REACHED, f"reach.v4@{REACH}": TIMEOUT, f"dns.state@{REACH}": "unknown"},
        "network.name-unknown",
    ),
    # the router answers for A alone: the system waits for both
    (
        {**NO_NAMES, "dns.configured": HALF, "dns.gateway": HALF, "dns.independent": 9.0, "dns.set-server": "router"},
        "network.dns-of-router",
    ),
    # a server that is set and dead: somebody's on the internet, one of two, or one that a VPN left behind
    (
        {**NO_NAMES, "dns.configured": DNS_SILENT, "dns.independent": 9.0, "dns.set-server": "public"},
        "network.dns-server-dead",
    ),
    ({**NO_NAMES, "dns.configured": 9.0, "dns.servers-silent": 1}, "network.dns-server-dead"),
    # packets get out, and no server of names answers
    ({**NO_NAMES, "dns.configured": DNS_SILENT, "path.v4": "target"}, "network.dns-server-dead"),
    ({"dns.system@desk": 5020.0, "dns.configured": 9.0, "dns.servers-silent": 1}, "network.dns-server-dead"),
    ({**NO_NAMES, "dns.configured": DNS_SILENT, "dns.independent": 9.0, "dns.set-server": "vpn"}, "network.dns-of-pc"),
    ({**NO_NAMES, "dns.configured": DNS_SILENT, "dns.gateway": 9.0, "dns.set-server": "public"}, "network.dns-of-pc"),
    # one and the same server answers at times: that is no fault of this PC
    (AT_TIMES, "network.dns-of-router"),
]


@pytest.mark.parametrize("changes, code", CASES)
def test_a_name(changes: dict[str, object], code: str) -> None:
    troubles = [finding.code for finding in diagnosed(changes) if finding.level not in (Level.OK, Level.NOTE)]
    notes = [finding.code for finding in diagnosed(changes) if finding.level is Level.NOTE]
    assert (troubles or notes)[:1] == [code]


def test_that_a_server_which_answers_at_times_fails_is_no_more_than_possible() -> None:
    (finding,) = (finding for finding in diagnosed(AT_TIMES) if finding.code == "network.dns-of-router")
    assert finding.sure is Sureness.POSSIBLE


def test_a_silent_second_server_that_nobody_feels_is_no_trouble() -> None:
    assert {finding.code for finding in diagnosed({"dns.servers-silent": 1})} == {
        "network.home-fine",
        "network.desk-reached",
    }


def test_a_dead_address_beside_a_living_one_is_a_note() -> None:
    changes = {"reach.addresses@desk": 2, "reach.addresses-dead@desk": 1}
    notes = [finding for finding in diagnosed(changes) if finding.level is Level.NOTE]
    assert [(note.code, note.values["count"], note.values["dead"]) for note in notes] == [
        ("network.address-dead", 2, 1)
    ]
