"""A gateway that did not answer as itself: does its name lead to the right address? What answers at the other decides.

What this PC's resolver said is held against the DNS servers that it is set to and those that the profile names.
"""

from dataclasses import replace

from checker.checks.name_service.comparison import WrongAnswerOrigin, other_addresses
from checker.checks.name_service.literal import is_literal
from checker.checks.vpn.connection.name_resolution import is_usable_address, name_facts
from checker.checks.vpn.gateway_context import GatewayContext, UdpTrace, first_of_each_family
from checker.checks.vpn.kinds import GATEWAY_PROBES
from checker.checks.vpn.need import AnyGateway
from checker.checks.vpn.verdict import SHOWN_VERDICTS, FactValue, GatewayResult, GatewayVerdict
from checker.model.failure import Operation, failure_of

PROVEN_VERDICTS = (GatewayVerdict.ANSWERS, GatewayVerdict.WRONG_KEY, GatewayVerdict.PATH_NARROW)
"""It showed itself: its address is right."""


def compare_name(
    gateway: AnyGateway, context: GatewayContext, system: tuple[str, ...], result: GatewayResult
) -> GatewayResult:
    """The same result with what is known of its name; `system`: the addresses that this PC gave. Raises Cancelled."""
    if result.verdict in PROVEN_VERDICTS or is_literal(gateway.host):
        return result
    context.raise_if_cancelled()
    answers = context.names.answers(gateway.host)
    facts: dict[str, FactValue] = {**result.facts, **name_facts(system, answers)}
    remote = context.remote(other_addresses(system, answers))
    alternatives = [address for address in remote if is_usable_address(address)]
    if alternatives and facts.get("gateway.name-wrong-at") != WrongAnswerOrigin.NOWHERE.value:
        attempt = replace(context, addresses=first_of_each_family(alternatives), udp_trace=UdpTrace())
        facts["gateway.other-address"] = _verdict_at(gateway, attempt)
    return replace(result, facts=facts)


def answers_elsewhere(result: GatewayResult) -> bool:
    """Whether it showed itself at the other address: then what happens at the first is nobody's business."""
    return result.facts.get("gateway.other-address") in [verdict.value for verdict in SHOWN_VERDICTS]


def _verdict_at(gateway: AnyGateway, context: GatewayContext) -> FactValue:
    try:
        return GATEWAY_PROBES[type(gateway)](gateway, context).verdict.value
    except OSError as error:
        return failure_of(Operation.OPEN, error)
