"""What was seen of a speaker, and what must be said."""

from typing import Any

import pytest

from checker.checks.speaker import CHECK
from checker.checks.speaker.diagnose import diagnose
from checker.checks.speaker.need import SpeakerNeed
from checker.checks.trial_answer import answer_observation
from checker.knowledge.causes import finding_sentence
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Level
from checker.model.observation import Observation, Observations

LISTED: dict[str, Any] = {"output.names": ["Headset"], "output.default": "Headset", "output.muted": False}
PLAYED = {"play.seconds": 2.0, "play.digit-asked": True}


def failure(kind: FailureKind) -> Failure:
    return Failure(operation=Operation.PLAY, kind=kind)


def findings(values: dict[str, Any], need: SpeakerNeed | None = None):
    rows = [
        Observation(name=name, **{"failure" if isinstance(value, Failure) else "value": value})
        for name, value in values.items()
    ]
    return list(diagnose(Observations(rows), need or SpeakerNeed()))


@pytest.mark.parametrize(
    ("values", "code", "level"),
    [
        ({}, "speaker.not-measured", Level.UNKNOWN),
        ({"output.names": failure(FailureKind.TIMEOUT)}, "speaker.not-measured", Level.UNKNOWN),
        ({"output.names": []}, "speaker.none", Level.BLOCKER),
        (LISTED, "speaker.not-asked", Level.NOTE),
        (LISTED | PLAYED, "speaker.not-asked", Level.NOTE),
        (LISTED | PLAYED | {"play.answer": "perhaps"}, "speaker.not-asked", Level.NOTE),
        (LISTED | PLAYED | {"play.answer": "right"}, "speaker.ready", Level.OK),
        (LISTED | PLAYED | {"play.answer": "wrong"}, "speaker.wrong-digit", Level.WARNING),
        (LISTED | PLAYED | {"play.answer": "none"}, "speaker.not-heard", Level.BLOCKER),
        (LISTED | PLAYED | {"play.answer": "none", "output.muted": True}, "speaker.muted", Level.BLOCKER),
        (LISTED | PLAYED | {"play.answer": "none", "output.volume": 0}, "speaker.muted", Level.BLOCKER),
        (LISTED | PLAYED | {"play.answer": "right", "output.muted": True}, "speaker.ready", Level.OK),
        (LISTED | {"play.seconds": failure(FailureKind.BUSY)}, "speaker.not-playing", Level.BLOCKER),
        (LISTED | {"play.seconds": failure(FailureKind.TIMEOUT)}, "speaker.not-playing", Level.BLOCKER),
        (LISTED | {"play.seconds": failure(FailureKind.CANCELLED)}, "speaker.not-asked", Level.NOTE),
    ],
)
def test_says(values, code, level):
    [finding] = findings(values)
    assert (finding.code, finding.level) == (code, level)
    assert "{" not in finding_sentence(finding, "de") + finding_sentence(finding, "en")


@pytest.mark.parametrize(
    ("strength", "level"), [(-20.1, None), (-20.0, Level.NOTE), (-0.1, Level.NOTE), (0.0, Level.WARNING)]
)
def test_echo(strength, level):
    [_, *echo] = findings(LISTED | {"echo.strength": strength, "echo.delay": 80})
    assert [(finding.code, finding.level) for finding in echo] == ([("microphone.echo", level)] if level else [])


def test_whoever_needs_none_reads_notes_only():
    need = SpeakerNeed(required=False)
    for values in ({}, {"output.names": []}, LISTED | {"play.answer": "wrong"}, LISTED | {"play.answer": "none"}):
        assert {finding.level for finding in findings(values, need)} == {Level.NOTE}


@pytest.mark.parametrize(("number", "typed", "value"), [(7.0, 7, "right"), (7.0, 1, "wrong"), (7.0, None, "none")])
def test_only_right_wrong_or_none_is_kept_of_the_answer(number, typed, value):
    observation = answer_observation(CHECK.fact("play.answer"), number, typed)
    assert (observation.name, observation.value) == ("play.answer", value)
