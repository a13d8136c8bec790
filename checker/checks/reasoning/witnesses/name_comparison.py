"""What other DNS servers make of a name that failed here, and what answers at the address that they give. Pure.

Remarks: `address-confirmed` of an address that a server outside gives as well, or the profile itself; `pc`, `resolver`
of a name that is led elsewhere there, `here` where it is not known who does, or whether that is the trouble;
`other-address` of who answers as itself at the address given outside; `sick` of a server outside that fails on this
name, `control` of its answer for another one; `no-such-name`; `outside-silent` where none of them says anything;
`intercepted` where somebody on the way answers in the place of every server.
"""

from collections.abc import Iterator

from checker.checks.name_service.answer import AnswerState
from checker.checks.name_service.comparison import ON_THIS_PC, WrongAnswerOrigin
from checker.checks.reasoning.witness import Place, Protocol, Traffic, TrafficOutcome, Witness, make_witness
from checker.model.observation import Observations
from checker.model.record import Record

ADDRESS_CONFIRMED = "address-confirmed"
OUTSIDE_SILENT = "outside-silent"
_LED_BY = {
    **dict.fromkeys(ON_THIS_PC, (Place.PC, "pc")),
    WrongAnswerOrigin.RESOLVER.value: (Place.NAMES, "resolver"),
}
_FAILED_STATES = {AnswerState.BROKEN.value, AnswerState.REFUSED.value}


class NameFacts(Record, frozen=True, kw_only=True):
    """How a check calls the facts of its comparison."""

    wrong_at: str
    state: str
    sick: str
    other: str


class ComparedName(Record, frozen=True, kw_only=True):
    """`traffic`: what is sent there. `is_decisive`: whether this PC's answer cannot be right, whatever answers."""

    traffic: Traffic
    is_other_shown: bool
    is_decisive: bool


def comparison_witnesses(observations: Observations, facts: NameFacts, name: ComparedName) -> Iterator[Witness]:
    """Of the subject of its traffic."""
    subject = name.traffic.subject
    yield from _origin(observations, facts, name)
    if name.is_other_shown:
        key = observations[facts.other, subject].key
        yield Witness(
            outcome=TrafficOutcome.PASSED,
            traffic=name.traffic,
            reached=name.traffic.end,
            source=key,
            evidence=(key,),
            remark="other-address",
        )
    yield from _outside(observations, facts, name.traffic)


def confirmed_by_profile(traffic: Traffic) -> Witness:
    """The profile names the address itself: no name can lead elsewhere."""
    return _dns(TrafficOutcome.PASSED, traffic, Place.BEYOND, "profile", ADDRESS_CONFIRMED)


def _dns(outcome: TrafficOutcome, traffic: Traffic, reached: Place | None, key: str, remark: str) -> Witness:
    end = Place.NAMES if outcome is TrafficOutcome.REDIRECTED else Place.BEYOND
    question = Traffic(protocol=Protocol.DNS, end=end, subject=traffic.subject, host=traffic.host)
    return Witness(outcome=outcome, traffic=question, reached=reached, source=key, evidence=(key,), remark=remark)


def _origin(observations: Observations, facts: NameFacts, name: ComparedName) -> Iterator[Witness]:
    observation = observations[facts.wrong_at, name.traffic.subject]
    if not isinstance(observation.value, str):
        return
    if observation.value == WrongAnswerOrigin.NOWHERE.value:
        yield _dns(TrafficOutcome.PASSED, name.traffic, Place.BEYOND, observation.key, ADDRESS_CONFIRMED)
        return
    if observation.value == WrongAnswerOrigin.INTERCEPTED.value:
        question = Traffic(protocol=Protocol.DNS, end=Place.NAMES, subject=name.traffic.subject, host=name.traffic.host)
        yield make_witness(
            TrafficOutcome.PASSED, question, None, observation.key, observation.key, remark="intercepted"
        )
        return
    is_proven = name.is_other_shown or name.is_decisive
    place, remark = _LED_BY.get(observation.value, (None, "here")) if is_proven else (None, "here")
    yield _dns(TrafficOutcome.REDIRECTED, name.traffic, place, observation.key, remark)


def _outside(observations: Observations, facts: NameFacts, traffic: Traffic) -> Iterator[Witness]:
    state, sick = observations[facts.state, traffic.subject], observations.number(facts.sick, traffic.subject)
    if state.value == AnswerState.UNKNOWN.value:
        yield _dns(TrafficOutcome.REFUSED, traffic, Place.BEYOND, state.key, "no-such-name")
    if state.value == AnswerState.SILENT.value and sick == 0:  # they are silent about every other name, too
        yield _dns(TrafficOutcome.LOST, traffic, None, state.key, OUTSIDE_SILENT)
    if not sick:
        return
    key = observations[facts.sick, traffic.subject].key
    if state.value in _FAILED_STATES:
        yield _dns(TrafficOutcome.ALTERED, traffic, Place.BEYOND, state.key, "sick")
        yield _dns(TrafficOutcome.PASSED, traffic, Place.BEYOND, key, "control")
    else:  # somebody on the way may swallow questions for this very name: the control is of no use against that
        yield _dns(TrafficOutcome.LOST, traffic, None, state.key, "sick")
