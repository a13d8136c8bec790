"""Probes the gateways of the profile, each in a thread with bounded time; those on one host in a row."""

import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from checker.checks.context import ProbeContext
from checker.checks.name_service.collector import NameAnswerCollector
from checker.checks.name_service.literal import is_literal
from checker.checks.vpn.controls.udp import does_udp_leave, is_udp_answered, stun_answers
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateway_probe import probe_gateway
from checker.checks.vpn.host_turns import HostTurns
from checker.checks.vpn.need import AnyGateway, VpnNeed
from checker.checks.vpn.services import probe_services
from checker.checks.vpn.verdict import FactValue, GatewayResult
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Observation
from checker.net.clock import monotonic_s

T = TypeVar("T")
CHECK_DEADLINE_S = 8.0
"""The whole check; a gateway that has not answered by then is not waited for."""
GATEWAY_DEADLINE_S = 7.5
POLL_S = 0.1


def observe(need: VpnNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields `gateway.verdict` and its facts for each gateway, in the order in which they are done; then the rest."""
    if not need.gateways and not need.services:
        return
    cancelled, deadline = threading.Event(), monotonic_s() + min(CHECK_DEADLINE_S, context.remaining_s)
    gateway_context = GatewayContext(
        addresses=(),
        deadline=min(deadline, monotonic_s() + GATEWAY_DEADLINE_S),
        cancelled=cancelled,
        extra_ca=context.net.extra_ca,
        dns_servers=tuple(need.dns_servers),
        profile_names=_profile_names(need),
        remote=context.remote_addresses,
        names=NameAnswerCollector(
            context.system,
            need.dns_servers,
            [gateway.host for gateway in need.gateways if not is_literal(gateway.host)],
        ),
    )
    pool = ThreadPoolExecutor(len(need.gateways) + 2, "gateway")
    stun_future = pool.submit(stun_answers, need.stun, gateway_context) if need.stun else None
    services_future = (
        pool.submit(probe_services, need.services, context.system, gateway_context) if need.services else None
    )
    turns = HostTurns(need.gateways)
    pending = {
        pool.submit(_probe_in_turn, gateway, gateway_context, turns): gateway.id
        for gateway in need.gateways
        if gateway.id in turns.groups
    }
    results: dict[str, GatewayResult] = {}
    defects: list[BaseException] = []
    try:
        for subject, result in turns.spared.items():
            yield from _gateway_observations(result, subject, context)
        for future in _completed_futures(set(pending), deadline, context):
            subject = pending.pop(future)
            if (defect := future.exception()) is not None:
                defects.append(defect)
                continue
            results[subject] = future.result()
            for same in turns.groups[subject]:
                yield from _gateway_observations(results[subject], same, context)
            context.progress(1 - len(pending) / len(turns.groups))
        for subject in (same for first in pending.values() for same in turns.groups[first]):
            timeout = Failure(operation=Operation.RUN, kind=FailureKind.TIMEOUT)
            yield context.failed_observation("gateway.verdict", timeout, subject)
        for name, subject, value in _result_before(services_future, deadline, context) or ():
            yield _observation(name, value, subject, context)
        udp_answered = is_udp_answered(need, results, _result_before(stun_future, deadline, context))
        if udp_answered is not None:
            yield context.observation("udp.answers", udp_answered)
        if does_udp_leave(need, results):
            yield context.observation("udp.leaves-home", True)
        for defect in defects:
            raise defect  # only now: one gateway's defect must not lose the others' results
    finally:
        cancelled.set()
        pool.shutdown(wait=False, cancel_futures=True)


def _probe_in_turn(gateway: AnyGateway, context: GatewayContext, turns: HostTurns) -> GatewayResult:
    with turns.turn(gateway.id, context):
        return probe_gateway(gateway, context)


def _profile_names(need: VpnNeed) -> tuple[str, ...]:
    names = [name for gateway in need.gateways for name in (getattr(gateway, "server_name", ""), gateway.host)]
    return tuple(dict.fromkeys(name for name in names if name and not is_literal(name)))


def _completed_futures(
    pending: set[Future[GatewayResult]], deadline: float, context: ProbeContext
) -> Iterator[Future[GatewayResult]]:
    while pending and monotonic_s() < deadline:
        context.raise_if_cancelled()
        completed, pending = wait(pending, POLL_S, FIRST_COMPLETED)
        yield from completed


def _result_before(future: Future[T] | None, deadline: float, context: ProbeContext) -> T | None:
    """The result, or None where nothing was probed or time is over."""
    while future is not None and not future.done() and monotonic_s() < deadline:
        context.raise_if_cancelled()
        wait([future], POLL_S)
    return future.result() if future is not None and future.done() else None


def _gateway_observations(result: GatewayResult, subject: str, context: ProbeContext) -> Iterator[Observation]:
    yield context.observation("gateway.verdict", result.verdict.value, subject)
    for name, value in result.facts.items():
        yield _observation(name, value, subject, context)


def _observation(name: str, value: FactValue, subject: str, context: ProbeContext) -> Observation:
    return (
        context.failed_observation(name, value, subject)
        if isinstance(value, Failure)
        else context.observation(name, value, subject)
    )
