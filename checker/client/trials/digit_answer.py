"""A digit was played and named: only right, wrong or none enters the measurement of the speaker."""

import msgspec

from checker.checks.context import LiveSample
from checker.checks.speaker.answer import answer_observation
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
    return msgspec.structs.replace(
        measurement, observations=(*measurement.observations, answer_observation(number, answer))
    )
