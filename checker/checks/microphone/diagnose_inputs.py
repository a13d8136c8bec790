"""Another microphone hears the employee: the one in use is the wrong one. And Windows' two defaults that differ."""

from collections.abc import Iterator

from checker.checks.microphone import thresholds
from checker.checks.microphone.case import Case
from checker.model.finding import Finding
from checker.model.observation import Observation


def elsewhere(case: Case, because: Observation, than: float | None = None) -> Finding | None:
    """`microphone.wrong-default` where another input heard the sentence; louder than `than` dBFS by far, if given."""
    best = hears_best(case)
    if best is None:
        return None
    if than is not None and (case.observations.number("sound.speech", best) or 0.0) < than + thresholds.BETTER_DB:
        return None
    witnesses = (because, case.observations["input.hears", best])
    return case.beside("microphone.wrong-default", witnesses, other=best)


def hears_best(case: Case) -> str | None:
    """The other input whose voice stands out most over its pauses, of those that are loud enough."""
    able: dict[str, float] = {}
    for name in case.observations.subjects("input.hears"):
        speech = case.observations.number("sound.speech", name)
        if name != case.name and case.observations["input.hears", name].value is True and speech is not None:
            able[name] = speech - (case.observations.number("sound.pause", name) or 0.0)
            if speech < thresholds.QUIET_DBFS:
                del able[name]
    return max(able, key=lambda name: able[name]) if able else None


def communications(case: Case) -> Iterator[Finding]:
    """Meeting programs take the second default by themselves: a trouble where that one does not hear the voice."""
    default, second = case.observations["device.default"], case.observations["device.communications"]
    if default.value is None or second.value is None or default.value == second.value:
        return
    other = str(second.value)
    because = (default, second)
    deaf = (
        case.observations["input.hears", other].value is False
        and case.observations["input.hears", case.name].value is True
    )
    if deaf and other != case.name:
        yield case.beside("microphone.communications-differs", because, other=other)
    else:
        yield case.note("microphone.communications-differs", because, other=other)
