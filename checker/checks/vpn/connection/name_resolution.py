"""A gateway's name to its addresses: by the PC's resolver; where it fails, by servers outside the home."""

import ipaddress
from concurrent.futures import wait
from dataclasses import dataclass, field

from checker.checks.name_service.answer import AnswerState, NameAnswers
from checker.checks.name_service.comparison import wrong_answer_origin
from checker.checks.network.address_kind import answer_kind
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.verdict import Facts, FactValue, GatewayVerdict, verdict_of_name_failure
from checker.model.failure import Failure, Operation, OperationFailed
from checker.model.networks import REBIND_PROTECTED, is_in
from checker.net.clock import monotonic_s
from checker.net.dns.resolve import resolve
from checker.net.unawaited_call import result_within, start_call

NAME_TIMEOUT_S = 6.0
"""A lost query is repeated after 5 s (resolv.conf(5), `timeout`): then the name is late, not gone."""
LATE_S = 2.0
"""A name that takes longer is asked of the other servers already."""
MARGIN_S = 0.2
"""For the lookup to end by its own time-out."""


@dataclass(frozen=True)
class NameResolution:
    """`addresses`: where to probe, none where that makes no sense. `verdict`: on the name, None for a good one."""

    addresses: list[str]
    verdict: GatewayVerdict | None = None
    facts: Facts = field(default_factory=dict)


def resolve_gateway_name(host: str, context: GatewayContext) -> NameResolution:
    """Queries the system's resolver, and only if that fails or is late the servers around it. Raises Cancelled."""
    started_at, wait_s = monotonic_s(), min(NAME_TIMEOUT_S, context.remaining_s)
    lookup = start_call(lambda: resolve(host, wait_s), "gateway-name")
    if not wait([lookup], min(LATE_S, wait_s)).done:
        start_call(lambda: context.names.answers(host), "gateway-name")  # meanwhile, so that a failure takes no longer
    try:
        addresses = result_within(lookup, wait_s + started_at - monotonic_s() + MARGIN_S, Operation.RESOLVE)
    except OperationFailed as failed:
        context.raise_if_cancelled()
        return _resolve_outside(host, failed.failure, context)
    return NameResolution(addresses, facts={"gateway.name": round((monotonic_s() - started_at) * 1000, 1)})


def _resolve_outside(host: str, failure: Failure, context: GatewayContext) -> NameResolution:
    verdict = verdict_of_name_failure(failure)
    answers = context.names.answers(host)
    facts = {"gateway.name": failure, **name_facts((), answers, verdict is GatewayVerdict.NAME_UNKNOWN)}
    addresses = [address for address in answers.trusted if is_usable_address(address)]
    if answers.outside is AnswerState.UNKNOWN or (answers.trusted and not addresses):
        return NameResolution([], verdict, {**facts, "gateway.name-outside": False})
    if not addresses:
        return NameResolution([], verdict, facts)
    usable = sorted(address for address in addresses if not is_in(ipaddress.ip_address(address), REBIND_PROTECTED))
    is_hidden = verdict is GatewayVerdict.NAME_UNKNOWN or (not usable and _has_home_server_answered(answers))
    return NameResolution(
        usable, GatewayVerdict.NAME_HIDDEN if is_hidden else verdict, {**facts, "gateway.name-outside": True}
    )


def name_facts(system: tuple[str, ...], answers: NameAnswers, is_comparable: bool = True) -> Facts:
    """What the servers' answers say of this PC's own; `is_comparable`: whether it gave one, or denied the name."""
    facts: dict[str, FactValue] = {}
    if system:
        facts["gateway.name-kind"] = answer_kind(system)
    if answers.outside is not None:
        facts["gateway.name-state"] = answers.outside.value
        facts["gateway.name-sick"] = answers.sick_servers
    if is_comparable and (origin := wrong_answer_origin(system, answers)) is not None:
        facts["gateway.name-wrong-at"] = origin.value
    return facts


def _has_home_server_answered(answers: NameAnswers) -> bool:
    """Whether the PC's own server answers at all: then it was this name that it withheld."""
    return any(answer.state is not AnswerState.SILENT for answer in answers.configured)


def is_usable_address(text: str) -> bool:
    """Whether a gateway can be probed there."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified or address.is_multicast)
