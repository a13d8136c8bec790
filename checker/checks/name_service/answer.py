"""What DNS servers answered to the very question that the system asks for a name: its A and its AAAA records. Pure."""

from collections.abc import Iterable
from enum import Enum

from checker.model.failure import Failure, FailureKind, Operation
from checker.model.record import Record

RECORD_TYPES = ("A", "AAAA")


class AnswerState(Enum):
    """`unknown`: no such name or record; `broken`: SERVFAIL and the like; `silent`: nothing came back."""

    RESOLVED = "resolved"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    BROKEN = "broken"
    SILENT = "silent"


_STATES = {
    FailureKind.NOT_FOUND: AnswerState.UNKNOWN,
    FailureKind.REFUSED: AnswerState.REFUSED,
    FailureKind.BAD_ANSWER: AnswerState.BROKEN,
}
_KINDS = {
    AnswerState.UNKNOWN: FailureKind.NOT_FOUND,
    AnswerState.REFUSED: FailureKind.REFUSED,
    AnswerState.BROKEN: FailureKind.BAD_ANSWER,
    AnswerState.SILENT: FailureKind.TIMEOUT,
}
_WORST_FIRST = (AnswerState.SILENT, AnswerState.BROKEN, AnswerState.REFUSED)


def state_of_failure(failure: Failure) -> AnswerState:
    """What a failed query says of its server."""
    return _STATES.get(failure.kind, AnswerState.SILENT)


class ServerAnswer(Record, frozen=True, kw_only=True):
    """One server's answers; `states` by the order of RECORD_TYPES. `seconds` until the last of them."""

    states: tuple[AnswerState, ...]
    addresses: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def state(self) -> AnswerState:
        """`resolved` with any address, `unknown` where every type is; else the worst of its states."""
        if self.addresses:
            return AnswerState.RESOLVED
        return next((state for state in _WORST_FIRST if state in self.states), AnswerState.UNKNOWN)

    @property
    def is_complete(self) -> bool:
        """Whether it has an address, and every type was answered: a system waits for both."""
        return bool(self.addresses) and not any(state in _WORST_FIRST for state in self.states)

    @property
    def failure(self) -> Failure | None:
        """Why it is not complete, as an observation carries it; `detail`: the types left out where one was answered."""
        if self.is_complete:
            return None
        missing = [kind for kind, state in zip(RECORD_TYPES, self.states, strict=True) if state in _WORST_FIRST]
        worst = next((state for state in _WORST_FIRST if state in self.states), AnswerState.UNKNOWN)
        detail = missing[0] if len(missing) == 1 else ""
        return Failure(operation=Operation.RESOLVE, kind=_KINDS[worst], detail=detail)


class NameAnswers(Record, frozen=True, kw_only=True):
    """The same question at every server. `router` is None where it is one of those that are set, or none is known.

    `is_stub`: the first that is set is a program on this PC, which asks others. `is_vpn`: the way to one that is set
    leads through a VPN. `controls`: of each server outside, whether it answers for another name. `is_intercepted`: an
    answer came from an address that nobody has, so somebody on the way answers for every server.
    """

    configured: tuple[ServerAnswer, ...] = ()
    router: ServerAnswer | None = None
    independent: tuple[ServerAnswer, ...] = ()
    is_stub: bool = False
    is_vpn: bool = False
    controls: tuple[bool, ...] = ()
    is_intercepted: bool = False

    @property
    def trusted(self) -> frozenset[str]:
        """The addresses that servers outside the home give; none where somebody on the way answers for them."""
        return frozenset() if self.is_intercepted else addresses_in(self.independent)

    @property
    def outside(self) -> AnswerState | None:
        """What the servers outside say of the name; None where none was queried, or somebody answers for them."""
        if not self.independent or self.is_intercepted:
            return None
        states = [answer.state for answer in self.independent]
        order = (AnswerState.RESOLVED, AnswerState.UNKNOWN, AnswerState.BROKEN, AnswerState.REFUSED, AnswerState.SILENT)
        return next(state for state in order if state in states)

    @property
    def sick_servers(self) -> int:
        """How many servers outside fail on this name and answer for another one."""
        if self.outside not in _WORST_FIRST:
            return 0
        return sum(self.controls)


def addresses_in(answers: Iterable[ServerAnswer]) -> frozenset[str]:
    """All addresses that these servers gave."""
    return frozenset(address for answer in answers for address in answer.addresses)
