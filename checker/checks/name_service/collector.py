"""Asks the servers side by side: those that this PC is set to, the router, and those that the profile names.

Only where something failed, and once for each name. Every system allows it without an administrator.
"""

import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import msgspec

from checker.checks.name_service.answer import (
    RECORD_TYPES,
    AnswerState,
    NameAnswers,
    ServerAnswer,
    state_of_failure,
)
from checker.checks.name_service.server_kind import DnsServerKind
from checker.checks.name_service.setup import read_resolver_setup
from checker.model.failure import OperationFailed
from checker.model.networks import NOBODYS_ADDRESS
from checker.net.clock import monotonic_s
from checker.net.dns.query import query_dns

QUERY_S = 0.8
"""Above the round trip of a satellite line (0.6 s)."""
TRIES = 2
"""One lost packet is no silence."""
ROOT = "."
"""Every server that asks others knows who serves the root."""
_ANSWERED = (AnswerState.RESOLVED, AnswerState.UNKNOWN, AnswerState.BROKEN)


def query_server(
    host: str, server: str, wait_s: float = QUERY_S, tries: int = TRIES, by_tcp: bool = False
) -> ServerAnswer:
    """What this server says to both questions, each sent again once where nothing comes."""
    started_at = monotonic_s()
    with ThreadPoolExecutor(len(RECORD_TYPES), "name-server") as pool:
        replies = list(
            pool.map(lambda record_type: _query(host, server, record_type, wait_s, tries, by_tcp), RECORD_TYPES)
        )
    return ServerAnswer(
        states=tuple(state for state, _ in replies),
        addresses=tuple(address for _, addresses in replies for address in addresses),
        seconds=monotonic_s() - started_at,
    )


def _query(
    host: str, server: str, record_type: str, wait_s: float, tries: int, by_tcp: bool = False
) -> tuple[AnswerState, list[str]]:
    state = AnswerState.SILENT
    for _ in range(tries):
        try:
            return AnswerState.RESOLVED, query_dns(host, server, wait_s, record_type, by_tcp=by_tcp)
        except OperationFailed as failed:
            state = state_of_failure(failed.failure)
        if state is not AnswerState.SILENT:
            break
    return state, []


class NameAnswerCollector:
    """For all gateways or hosts of one run: `answers` asks once for each name, whoever wants to know it first.

    `dns_servers`: those of the profile, outside the home; without them nobody outside is queried. `names`: the others
    of the profile, of which one is the control.
    """

    def __init__(self, system: str, dns_servers: Sequence[str] = (), names: Iterable[str] = ()) -> None:
        self._system = system
        self._independent = tuple(dns_servers)
        self._names = tuple(dict.fromkeys(name.lower() for name in names))
        self._lock = threading.Lock()
        self._futures: dict[str, Future[NameAnswers]] = {}

    def answers(self, host: str) -> NameAnswers:
        """Takes two seconds at most, three where somebody on the way answers for every server."""
        name = host.lower()
        with self._lock:
            is_first = name not in self._futures
            future = self._futures.setdefault(name, Future())
        if is_first:
            try:
                future.set_result(self._collect(name))
            except BaseException as error:
                future.set_exception(error)
                raise
        return future.result()

    def _collect(self, host: str) -> NameAnswers:
        setup = read_resolver_setup(self._system)
        router = setup.router if setup.router not in setup.servers else ""
        control = next((name for name in self._names if name != host), "")
        servers = tuple(dict.fromkeys((*setup.servers, *self._independent, *((router,) if router else ()))))
        with ThreadPoolExecutor(len(servers) + len(self._independent) + 1, "names") as pool:
            futures = {server: pool.submit(query_server, host, server) for server in servers}
            controls = [pool.submit(_answers_for_another, control, server) for server in self._independent]
            intercepted = pool.submit(_is_intercepted, host) if self._independent else None
            answers = {server: future.result() for server, future in futures.items()}
        collected = NameAnswers(
            configured=tuple(answers[server] for server in setup.servers),
            router=answers.get(router),
            independent=tuple(answers[server] for server in self._independent),
            is_stub=bool(setup.kinds) and setup.kinds[0] is DnsServerKind.PC,
            is_vpn=DnsServerKind.VPN in setup.kinds,
            controls=tuple(future.result() for future in controls),
            is_intercepted=intercepted.result() if intercepted else False,
        )
        return self._asked_by_tcp(host, control, collected) if collected.is_intercepted else collected

    def _asked_by_tcp(self, host: str, control: str, collected: NameAnswers) -> NameAnswers:
        """The servers outside by TCP, which who answers for them by UDP often lets pass; else as it was."""
        servers = self._independent
        with ThreadPoolExecutor(2 * len(servers) + 1, "names") as pool:
            futures = [pool.submit(query_server, host, server, QUERY_S, 1, by_tcp=True) for server in servers]
            controls = [pool.submit(_answers_for_another, control, server, by_tcp=True) for server in servers]
            intercepted = pool.submit(_is_intercepted, host, by_tcp=True)
            answers = tuple(future.result() for future in futures)
            is_answered = any(answer.state in (AnswerState.RESOLVED, AnswerState.UNKNOWN) for answer in answers)
            if intercepted.result() or not is_answered:
                return collected
            return msgspec.structs.replace(
                collected,
                independent=answers,
                controls=tuple(future.result() for future in controls),
                is_intercepted=False,
            )


def _answers_for_another(control: str, server: str, by_tcp: bool = False) -> bool:
    """Whether it answers for the root, or for another name of the profile."""
    questions = [(ROOT, "NS"), *(((control, "A"),) if control else ())]

    def is_answered(question: tuple[str, str]) -> bool:
        state, _ = _query(question[0], server, question[1], QUERY_S, 1 if by_tcp else TRIES, by_tcp)
        return state in (AnswerState.RESOLVED, AnswerState.UNKNOWN)

    with ThreadPoolExecutor(len(questions), "name-control") as pool:
        return any(list(pool.map(is_answered, questions)))


def _is_intercepted(host: str, by_tcp: bool = False) -> bool:
    return _query(host, NOBODYS_ADDRESS, "A", QUERY_S, 1, by_tcp)[0] in _ANSWERED
