"""Who gives a name another address than the servers outside do."""

import pytest

from checker.checks.name_service.answer import AnswerState, NameAnswers, ServerAnswer
from checker.checks.name_service.comparison import WrongAnswerOrigin, other_addresses, wrong_answer_origin
from checker.model.failure import FailureKind

RIGHT, WRONG, THIRD = "192.0.2.1", "198.51.100.9", "203.0.113.7"
OK, NO, SILENT, BROKEN = AnswerState.RESOLVED, AnswerState.UNKNOWN, AnswerState.SILENT, AnswerState.BROKEN


def gives(*addresses: str) -> ServerAnswer:
    return ServerAnswer(states=(OK, NO), addresses=addresses)


DENIED = ServerAnswer(states=(NO, NO))
DEAD = ServerAnswer(states=(SILENT, SILENT))
OUTSIDE = (gives(RIGHT),)

CASES = [
    # the same as outside; one of several addresses is enough
    ((RIGHT,), NameAnswers(configured=(gives(RIGHT),), independent=OUTSIDE), "nowhere"),
    ((RIGHT, WRONG), NameAnswers(configured=(gives(RIGHT),), independent=OUTSIDE), "nowhere"),
    ((THIRD,), NameAnswers(independent=(gives(RIGHT), gives(THIRD))), "nowhere"),
    # this PC alone: its hosts file, a filter
    ((WRONG,), NameAnswers(configured=(gives(RIGHT),), independent=OUTSIDE), "pc"),
    ((), NameAnswers(configured=(gives(RIGHT),), independent=OUTSIDE), "pc"),
    ((WRONG,), NameAnswers(configured=(DEAD, gives(RIGHT)), independent=OUTSIDE), "pc"),
    # the server that is set; any of them, since the system may have taken either
    ((WRONG,), NameAnswers(configured=(gives(WRONG),), independent=OUTSIDE), "resolver"),
    ((WRONG,), NameAnswers(configured=(gives(RIGHT), gives(WRONG)), independent=OUTSIDE), "resolver"),
    ((), NameAnswers(configured=(DENIED,), independent=OUTSIDE), "resolver"),
    ((WRONG,), NameAnswers(configured=(gives(WRONG),), independent=OUTSIDE, is_vpn=True), "vpn"),
    ((WRONG,), NameAnswers(configured=(gives(RIGHT),), independent=OUTSIDE, is_vpn=True), "pc"),
    # a program on this PC says what the PC says: only the router's own answer tells them apart
    (
        (WRONG,),
        NameAnswers(configured=(gives(WRONG),), router=gives(RIGHT), independent=OUTSIDE, is_stub=True),
        "pc",
    ),
    (
        (WRONG,),
        NameAnswers(configured=(gives(WRONG),), router=gives(WRONG), independent=OUTSIDE, is_stub=True),
        "resolver",
    ),
    ((WRONG,), NameAnswers(configured=(gives(WRONG),), independent=OUTSIDE, is_stub=True), "here"),
    # nobody who was asked gave the same, and nobody the right one
    ((WRONG,), NameAnswers(configured=(DEAD,), independent=OUTSIDE), "here"),
    ((WRONG,), NameAnswers(configured=(gives(THIRD),), independent=OUTSIDE), "here"),
    # without anybody outside, the server that is set may still know better than the PC; alike proves nothing
    ((WRONG,), NameAnswers(configured=(gives(RIGHT),)), "pc"),
    ((RIGHT,), NameAnswers(configured=(gives(RIGHT),)), None),
    ((WRONG,), NameAnswers(configured=(gives(RIGHT),), is_stub=True), None),
    # nothing to compare with
    ((WRONG,), NameAnswers(configured=(gives(RIGHT),), independent=(DEAD,)), None),
    ((WRONG,), NameAnswers(configured=(gives(RIGHT),), independent=(DENIED,)), None),
    ((WRONG,), NameAnswers(configured=(gives(WRONG),), independent=OUTSIDE, is_intercepted=True), "intercepted"),
    ((), NameAnswers(configured=(DENIED,), independent=OUTSIDE, is_intercepted=True), "intercepted"),
    ((WRONG,), NameAnswers(configured=(gives(RIGHT),), independent=OUTSIDE, is_intercepted=True), "pc"),
    ((WRONG,), NameAnswers(configured=(gives(RIGHT),), is_intercepted=True, is_stub=True), "intercepted"),
]


@pytest.mark.parametrize("system, answers, origin", CASES)
def test_origin(system: tuple[str, ...], answers: NameAnswers, origin: str | None) -> None:
    assert wrong_answer_origin(system, answers) == (WrongAnswerOrigin(origin) if origin else None)


def test_other_addresses_are_those_that_this_pc_does_not_have() -> None:
    answers = NameAnswers(configured=(gives(THIRD),), independent=(gives(RIGHT, WRONG),))
    assert other_addresses((WRONG,), answers) == (RIGHT,)
    assert other_addresses((WRONG,), NameAnswers(configured=(gives(RIGHT),))) == (RIGHT,)
    assert other_addresses((WRONG,), NameAnswers(independent=OUTSIDE, is_intercepted=True)) == ()


@pytest.mark.parametrize(
    "states, addresses, state, complete, kind, detail",
    [
        ((OK, NO), (RIGHT,), OK, True, None, ""),
        ((OK, OK), (RIGHT, "2001:db8::1"), OK, True, None, ""),
        ((OK, SILENT), (RIGHT,), OK, False, FailureKind.TIMEOUT, "AAAA"),
        ((BROKEN, OK), ("2001:db8::1",), OK, False, FailureKind.BAD_ANSWER, "A"),
        ((NO, NO), (), NO, False, FailureKind.NOT_FOUND, ""),
        ((NO, SILENT), (), SILENT, False, FailureKind.TIMEOUT, "AAAA"),
        ((SILENT, BROKEN), (), SILENT, False, FailureKind.TIMEOUT, ""),
        ((AnswerState.REFUSED, BROKEN), (), BROKEN, False, FailureKind.BAD_ANSWER, ""),
    ],
)
def test_a_system_waits_for_both_types(
    states: tuple[AnswerState, ...],
    addresses: tuple[str, ...],
    state: AnswerState,
    complete: bool,
    kind: FailureKind | None,
    detail: str,
) -> None:
    answer = ServerAnswer(states=states, addresses=addresses)
    assert (answer.state, answer.is_complete) == (state, complete)
    assert (answer.failure and answer.failure.kind, answer.failure.detail if answer.failure else "") == (kind, detail)


@pytest.mark.parametrize(
    "independent, controls, sick",
    [
        ((ServerAnswer(states=(BROKEN, BROKEN)),), (True,), 1),
        ((DEAD, ServerAnswer(states=(BROKEN, BROKEN))), (True, True), 2),
        ((DEAD,), (False,), 0),
        ((DEAD, gives(RIGHT)), (True, True), 0),
        ((DEAD, DENIED), (True, True), 0),
    ],
)
def test_a_name_is_sick_where_the_same_servers_answer_for_another(
    independent: tuple[ServerAnswer, ...], controls: tuple[bool, ...], sick: int
) -> None:
    assert NameAnswers(independent=independent, controls=controls).sick_servers == sick


def test_what_somebody_on_the_way_answers_is_not_said_outside() -> None:
    answers = NameAnswers(independent=(DENIED,), controls=(True,), is_intercepted=True)
    assert (answers.outside, answers.trusted, answers.sick_servers) == (None, frozenset(), 0)
