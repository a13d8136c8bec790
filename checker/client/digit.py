"""A digit was played and named: only right, wrong or none enters the measurement of the speaker."""

import msgspec

from checker.checks.context import LiveSample
from checker.checks.speaker.answer import answer_observation
from checker.model.measurement import Measurement

PUZZLES = ("digit", "tones")
"""Kinds of Live that tell what is being played, and in their one number what is to be heard."""


def asked(what: object) -> float | None:
    """The number that is to be named, where this tells it."""
    if isinstance(what, LiveSample) and what.kind in PUZZLES and len(what.numbers) == 1:
        return what.numbers[0]
    return None


def named(heard: Measurement, number: float, said: int | None) -> Measurement:
    """The measurement with the answer; `said` is None for "I hear nothing"."""
    return msgspec.structs.replace(heard, observations=(*heard.observations, answer_observation(number, said)))
