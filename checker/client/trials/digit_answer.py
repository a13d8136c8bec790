"""A digit was played and named: only right, wrong or none enters the measurement."""

import msgspec

from checker.checks.context import LiveSample
from checker.checks.registry import check as registered_check
from checker.checks.trial_answer import answer_observation
from checker.client.trials.device_trial import question_trial
from checker.model.measurement import Measurement

PUZZLES = ("digit", "tones")
"""Kinds of Live that tell what is being played, and in their one number what is to be heard."""


def expected_number(event: object) -> float | None:
    """The number that is to be named, where this tells it."""
    if isinstance(event, LiveSample) and event.kind in PUZZLES and len(event.numbers) == 1:
        return event.numbers[0]
    return None


def with_answer(measurement: Measurement, number: float, answer: int | None) -> Measurement:
    """The measurement with the answer; `answer` is None for "I hear nothing"."""
    question = question_trial(measurement.check)
    if question is None:
        raise LookupError(f"{measurement.check} asks nothing")
    fact = registered_check(measurement.check).fact(question.trial.answer_fact)
    return msgspec.structs.replace(
        measurement, observations=(*measurement.observations, answer_observation(fact, number, answer))
    )
