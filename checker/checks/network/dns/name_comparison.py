"""A host that is not found, or that does not answer as itself: does its name lead to the right address?

What this PC's resolver said is held against the DNS servers that it is set to and those that the profile names; what
answers at the other address decides. Only where something failed. Every system allows it without an administrator.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from checker.checks.context import ProbeContext
from checker.checks.name_service.answer import NameAnswers
from checker.checks.name_service.collector import NameAnswerCollector
from checker.checks.name_service.comparison import WrongAnswerOrigin, other_addresses, wrong_answer_origin
from checker.checks.network.address_kind import address_kind, answer_kind
from checker.checks.network.dns.lookup import LookupResult
from checker.checks.network.need import DESK
from checker.checks.network.reach.target import CONNECT_S, ReachTarget
from checker.model.failure import FailureKind
from checker.model.observation import Observation
from checker.model.trust import Trust
from checker.net.tcp.phases import ConnectionPlan, measure_connection

MAX_OTHER_ADDRESSES = 2
_USABLE_KINDS = ("public", "private", "shared")
_HEALTHY_STATUS = 204


def observe_unfound_name(
    result: LookupResult, collector: NameAnswerCollector, context: ProbeContext
) -> Iterator[Observation]:
    """`dns.state`, `dns.sick` and, where the system denied the name, `dns.wrong-at`."""
    if result.failure is None or result.is_literal:
        return
    answers = collector.answers(result.target.host)
    is_denied = result.failure.kind is FailureKind.NOT_FOUND
    yield from _state(result.target, answers, context)
    yield from _origin(result.target, wrong_answer_origin((), answers) if is_denied else None, context)


def observe_misled_name(
    result: LookupResult, host_observations: list[Observation], collector: NameAnswerCollector, context: ProbeContext
) -> Iterator[Observation]:
    """The same of a name that was found where the host does not answer as itself; and `dns.other-answers`."""
    if result.failure or result.is_literal or not _is_doubtful(result, host_observations):
        return
    answers = collector.answers(result.target.host)
    origin = wrong_answer_origin(result.addresses, answers)
    yield from _state(result.target, answers, context)
    yield from _origin(result.target, origin, context)
    alternatives = [
        other for other in other_addresses(result.addresses, answers) if address_kind(other) in _USABLE_KINDS
    ]
    if alternatives and origin is not WrongAnswerOrigin.NOWHERE:
        is_answering = _answers_as_itself(result.target, tuple(alternatives[:MAX_OTHER_ADDRESSES]), context)
        yield context.observation("dns.other-answers", is_answering, result.target.subject)


def _is_doubtful(result: LookupResult, host_observations: list[Observation]) -> bool:
    """It was not reached, or its address is none of the internet's; the desk: it did not answer as it should."""
    values = {observation.name: observation.value for observation in host_observations}
    if result.target.subject == DESK:
        return values.get("desk.status") != _HEALTHY_STATUS or values.get("desk.empty") is not True
    is_reached = any(values.get(name) is not None for name in ("reach.v4", "reach.v6"))
    return not is_reached or answer_kind(result.addresses) != "public"


def _state(target: ReachTarget, answers: NameAnswers, context: ProbeContext) -> Iterator[Observation]:
    if answers.outside is not None:
        yield context.observation("dns.state", answers.outside.value, target.subject)
        yield context.observation("dns.sick", answers.sick_servers, target.subject)


def _origin(target: ReachTarget, origin: WrongAnswerOrigin | None, context: ProbeContext) -> Iterator[Observation]:
    if origin is not None:
        yield context.observation("dns.wrong-at", origin.value, target.subject)


def _answers_as_itself(target: ReachTarget, addresses: tuple[str, ...], context: ProbeContext) -> bool:
    """A connection; of the desk by TLS also a certificate that is believed."""
    firm = context.profile.firm
    is_tls = target.subject == DESK and firm is not None and urlsplit(firm.desk_url).scheme == "https"
    remote = addresses if target.subject == DESK else tuple(context.remote_addresses(addresses))
    if not remote:
        return False
    phases = measure_connection(
        ConnectionPlan(
            host=target.host,
            addresses=remote,
            port=target.port,
            tls=is_tls,
            extra_ca=context.net.extra_ca,
            timeout_s=CONNECT_S,
        )
    )
    return phases.connect_s is not None and (not is_tls or phases.trust is Trust.TRUSTED)
