"""The same question at every server, against real ones on loopback."""

import contextlib
import threading
from collections.abc import Iterator

import pytest

from checker.checks.name_service import collector
from checker.checks.name_service.answer import AnswerState
from checker.checks.name_service.collector import NOBODYS_ADDRESS, NameAnswerCollector, query_server
from checker.checks.name_service.comparison import WrongAnswerOrigin, wrong_answer_origin
from checker.checks.name_service.server_kind import DnsServerKind
from checker.checks.name_service.setup import ResolverSetup
from checker.net.dns.query import query_dns
from tests.net import servers

HOST, ADDRESS = "vpn.example", "192.0.2.1"
SERVFAIL, REFUSED, NODATA = 2, 5, 0
ROOT = {(".", "NS"): "a.root-servers.net."}
RIGHT: servers.Zone = {(f"{HOST}.", "A"): ADDRESS, (f"{HOST}.", "AAAA"): NODATA, **ROOT}
HOME, ROUTER, OUTSIDE = "192.0.2.53", "192.0.2.54", "198.51.100.53"


@contextlib.contextmanager
def lab(monkeypatch: pytest.MonkeyPatch, **zones: servers.Zone) -> Iterator[list[tuple[str, str, str]]]:
    """Servers `home`, `router`, `outside`, `nobody`; what they say by TCP (`outside_tcp`). Yields what was asked."""
    queries: list[tuple[str, str, str]] = []
    addresses = {"home": HOME, "router": ROUTER, "outside": OUTSIDE, "nobody": NOBODYS_ADDRESS}
    addresses |= {f"{name}_tcp": f"{address} by TCP" for name, address in addresses.items()}
    with contextlib.ExitStack() as running:
        ports = {addresses[name]: running.enter_context(servers.names(zone, tcp=True)) for name, zone in zones.items()}

        def query(host: str, server: str, wait_s: float, record_type: str = "A", by_tcp: bool = False) -> list[str]:
            queries.append((server, host, record_type))
            port = ports.get(f"{server} by TCP" if by_tcp else server, 9)
            return query_dns(host, "127.0.0.1", wait_s, record_type, port=port, by_tcp=by_tcp)

        monkeypatch.setattr(collector, "query_dns", query)
        setup = ResolverSetup(servers=(HOME,), router=ROUTER)
        monkeypatch.setattr(collector, "read_resolver_setup", lambda system: setup)
        yield queries


def test_both_types_are_asked_and_silence_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with lab(monkeypatch, home={**RIGHT, (f"{HOST}.", "AAAA"): None}) as queries:
        answer = query_server(HOST, HOME, 0.2)
    assert answer.addresses == (ADDRESS,)
    assert answer.states == (AnswerState.RESOLVED, AnswerState.SILENT)
    assert sorted(queries) == [(HOME, HOST, "A"), (HOME, HOST, "AAAA"), (HOME, HOST, "AAAA")]


@pytest.mark.parametrize(
    "rcode, state", [(SERVFAIL, AnswerState.BROKEN), (REFUSED, AnswerState.REFUSED), (3, AnswerState.UNKNOWN)]
)
def test_what_a_server_says_is_not_asked_again(monkeypatch: pytest.MonkeyPatch, rcode: int, state: AnswerState) -> None:
    with lab(monkeypatch, home={(f"{HOST}.", kind): rcode for kind in ("A", "AAAA")}) as queries:
        assert query_server(HOST, HOME, 2.0).state is state
    assert len(queries) == 2


def test_every_server_and_the_controls(monkeypatch: pytest.MonkeyPatch) -> None:
    sick: servers.Zone = {(f"{HOST}.", "A"): SERVFAIL, (f"{HOST}.", "AAAA"): SERVFAIL, **ROOT}
    with lab(monkeypatch, home=RIGHT, router=RIGHT, outside=sick):
        answers = NameAnswerCollector("linux", (OUTSIDE,), (HOST, "desk.example")).answers(HOST)
    assert [answer.addresses for answer in answers.configured] == [(ADDRESS,)]
    assert answers.router is not None and answers.router.addresses == (ADDRESS,)
    assert (answers.outside, answers.sick_servers, answers.is_intercepted) == (AnswerState.BROKEN, 1, False)
    assert (answers.is_stub, answers.is_vpn) == (False, False)


def test_an_answer_from_nobodys_address_betrays_who_answers_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    with lab(monkeypatch, home=RIGHT, outside=RIGHT, nobody=RIGHT):
        answers = NameAnswerCollector("linux", (OUTSIDE,)).answers(HOST)
    assert answers.is_intercepted
    assert answers.trusted == frozenset()


WRONG: servers.Zone = {(f"{HOST}.", "A"): "192.168.1.1", (f"{HOST}.", "AAAA"): NODATA, **ROOT}


def test_who_answers_for_all_by_udp_is_gone_around_by_tcp(monkeypatch: pytest.MonkeyPatch) -> None:
    with lab(monkeypatch, home=WRONG, outside=WRONG, nobody=WRONG, outside_tcp=RIGHT):
        answers = NameAnswerCollector("linux", (OUTSIDE,)).answers(HOST)
    assert (answers.is_intercepted, answers.trusted) == (False, {ADDRESS})
    assert wrong_answer_origin(("192.168.1.1",), answers) is WrongAnswerOrigin.RESOLVER


@pytest.mark.parametrize("by_tcp", [{"outside_tcp": WRONG, "nobody_tcp": WRONG}, {}])
def test_who_answers_for_all_by_tcp_too_confirms_nothing(
    monkeypatch: pytest.MonkeyPatch, by_tcp: dict[str, servers.Zone]
) -> None:
    with lab(monkeypatch, home=WRONG, outside=WRONG, nobody=WRONG, **by_tcp):
        answers = NameAnswerCollector("linux", (OUTSIDE,)).answers(HOST)
    assert (answers.is_intercepted, answers.trusted, answers.sick_servers) == (True, frozenset(), 0)
    assert wrong_answer_origin(("192.168.1.1",), answers) is WrongAnswerOrigin.INTERCEPTED


def test_without_servers_of_the_profile_nobody_outside_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with lab(monkeypatch, home=RIGHT, router=RIGHT) as queries:
        answers = NameAnswerCollector("linux").answers(HOST)
    assert {server for server, _, _ in queries} == {HOME, ROUTER}
    assert answers.outside is None


def test_a_server_that_is_set_and_named_by_the_profile_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with lab(monkeypatch, home=RIGHT) as queries:
        answers = NameAnswerCollector("linux", (HOME,)).answers(HOST)
    assert answers.configured == answers.independent
    assert queries.count((HOME, HOST, "A")) == 1


def test_several_gateways_at_one_name_ask_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with lab(monkeypatch, home=RIGHT, router=RIGHT, outside=RIGHT) as queries:
        names = NameAnswerCollector("linux", (OUTSIDE,))
        threads = [threading.Thread(target=names.answers, args=(host,)) for host in (HOST, HOST.upper(), HOST)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert queries.count((OUTSIDE, HOST, "A")) == 1


def test_who_the_servers_are() -> None:
    setup = ResolverSetup(
        servers=("127.0.0.53", "192.168.1.1", "192.168.1.2", "fe80::1%eth0", "9.9.9.9"), router="192.168.1.1"
    )
    kinds = (DnsServerKind.PC, DnsServerKind.ROUTER, DnsServerKind.HOME, DnsServerKind.HOME, DnsServerKind.PUBLIC)
    assert setup.kinds == kinds
