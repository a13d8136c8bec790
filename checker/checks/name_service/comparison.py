"""Where a name's answer becomes wrong on its way to this PC, held against what others say. Pure."""

from collections.abc import Iterable
from enum import Enum

from checker.checks.name_service.answer import AnswerState, NameAnswers, ServerAnswer, addresses_in


class WrongAnswerOrigin(Enum):
    """Who gives another address than the servers outside.

    `nowhere`: nobody does. `pc`: this PC, while its DNS server is right (its hosts file, a filter, a VPN's settings).
    `vpn`: the DNS server of a VPN that is connected. `resolver`: the DNS server that this PC is set to: the router's,
    or one that it asks. `here`: PC, router or provider, which could not be told apart. `intercepted`: whatever server
    is asked, somebody on the way answers, so nobody else could be asked.
    """

    NOWHERE = "nowhere"
    PC = "pc"
    VPN = "vpn"
    RESOLVER = "resolver"
    HERE = "here"
    INTERCEPTED = "intercepted"


ON_THIS_PC = (WrongAnswerOrigin.PC.value, WrongAnswerOrigin.VPN.value)
"""What settings and programs of this PC do."""


def wrong_answer_origin(system: Iterable[str], answers: NameAnswers) -> WrongAnswerOrigin | None:
    """`system`: the addresses that this PC's resolver gave, none where it denied the name.

    None where nobody knows an address to compare with. Where the profile names no server outside, the one that this PC
    is set to may still know better than the PC itself.
    """
    own, reference = frozenset(system), _reference(answers)
    if answers.is_intercepted:
        return _origin_when_intercepted(own, answers)
    if not reference:
        return None
    if own & reference:
        return WrongAnswerOrigin.NOWHERE if answers.trusted else None
    servers = (*answers.configured, *((answers.router,) if answers.router else ()))
    if answers.is_vpn and any(_agrees(answer, own) for answer in answers.configured):
        return WrongAnswerOrigin.VPN
    if answers.is_stub:  # it says what this PC says; whoever it asks decides
        servers = (answers.router,) if answers.router else ()
    if any(_agrees(answer, own) for answer in servers):
        return WrongAnswerOrigin.RESOLVER
    if addresses_in(servers) & reference:
        return WrongAnswerOrigin.PC
    return WrongAnswerOrigin.HERE


def _origin_when_intercepted(own: frozenset[str], answers: NameAnswers) -> WrongAnswerOrigin:
    """What this PC itself makes of the answer shows all the same."""
    set_servers = addresses_in(answers.configured)
    is_own_answer = not (answers.is_stub or answers.is_vpn) and bool(set_servers) and not own & set_servers
    return WrongAnswerOrigin.PC if is_own_answer else WrongAnswerOrigin.INTERCEPTED


def _reference(answers: NameAnswers) -> frozenset[str]:
    if answers.independent:
        return answers.trusted
    return frozenset() if answers.is_stub else addresses_in(answers.configured)


def _agrees(answer: ServerAnswer, system: frozenset[str]) -> bool:
    """It gave one of these addresses, or like the system none."""
    return bool(system & set(answer.addresses)) if system else answer.state is AnswerState.UNKNOWN


def other_addresses(system: Iterable[str], answers: NameAnswers) -> tuple[str, ...]:
    """The addresses that servers give who know better, and this PC does not."""
    return tuple(sorted(_reference(answers) - frozenset(system)))
