"""One recommendation about the headset: what is free first, then a purchase, nothing where nothing is wrong."""

from typing import Any

import pytest

from checker.checks.microphone.diagnose.headset import advise
from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.registry import needs
from checker.knowledge.causes import Actor, causes
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation, Observations
from checker.model.profile import BUILT_IN

ARRAY, JABRA, PODS = "Mikrofonarray (Intel)", "Headset (Jabra Evolve 65)", "Headset (AirPods Hands-Free AG Audio)"


def seen(chosen: str, *others: str, hears: tuple[str, ...] = (), noisy: tuple[str, ...] = (), **transport: str):
    rows = [Observation(name="device.names", value=[chosen, *others])]
    rows.append(Observation(name="record.begun", subject=chosen, value=True))
    rows.append(Observation(name="device.rate", subject=chosen, value=48000.0))
    for one in (chosen, *others):
        rows.append(Observation(name="input.hears", subject=one, value=one in hears))
        if one in hears:
            rows.append(Observation(name="sound.speech", subject=one, value=-25.0))
            rows.append(Observation(name="sound.pause", subject=one, value=-30.0 if one in noisy else -60.0))
    return Observations(rows)


def speaker(default: str, *names: str) -> Observations:
    rows = [
        Observation(name="output.default", value=default),
        Observation(name="output.names", value=[default, *names]),
    ]
    return Observations(rows)


def advice(
    codes: list[str], ears: Observations, mouth: Observations | None = None
) -> tuple[str, dict[str, Any]] | None:
    findings = [Finding.note(code) for code in codes]
    one = advise(findings, {"microphone": ears, "speaker": mouth or Observations([])})
    return (one.code.removeprefix("microphone."), dict(one.values)) if one else None


BUY = "headset-advice"


@pytest.mark.parametrize(
    ("codes", "ears", "mouth", "told"),
    [
        ([], seen(ARRAY), None, None),
        (["microphone.muted"], seen(ARRAY), None, None),
        (["microphone.hum", "microphone.clipping"], seen(ARRAY), None, None),
        # Bluetooth: the notebook's own microphone where it hears well, else a purchase.
        (["microphone.hands-free"], seen(PODS, ARRAY, hears=(PODS, ARRAY)), None, ("use-other", ARRAY)),
        (
            ["microphone.hands-free"],
            seen(PODS, ARRAY, hears=(PODS, ARRAY), noisy=(ARRAY,)),
            None,
            (BUY, "telephone-quality"),
        ),
        (["microphone.hands-free"], seen(PODS, ARRAY, hears=(PODS,)), None, (BUY, "telephone-quality")),
        (["microphone.hands-free"], seen(PODS), None, (BUY, "telephone-quality")),
        # A far or noisy microphone: the headset that is plugged in, whether it is on a head just now or not.
        (["microphone.noisy"], seen(ARRAY, JABRA, hears=(ARRAY,)), None, ("use-other", JABRA)),
        (["microphone.too-quiet"], seen(ARRAY, JABRA), None, ("use-other", JABRA)),
        (["microphone.noisy"], seen(ARRAY), None, (BUY, "noise")),
        (["microphone.too-quiet"], seen(ARRAY), None, (BUY, "quiet")),
        (["microphone.too-quiet", "microphone.noisy"], seen(ARRAY), None, (BUY, "quiet")),
        (["microphone.noisy"], seen(JABRA), None, None),
        (["microphone.noisy"], seen(JABRA, ARRAY, hears=(JABRA, ARRAY)), None, None),
        # Echo: the same headset for both ways; a headset instead of the loudspeaker; a purchase.
        (["microphone.echo"], seen(JABRA), speaker("Lautsprecher", JABRA), ("use-both-ways", None)),
        (["microphone.echo"], seen(JABRA), speaker("Lautsprecher"), None),
        (["microphone.echo"], seen(ARRAY, JABRA), speaker("Lautsprecher", JABRA), ("use-other", JABRA)),
        (["microphone.echo"], seen(ARRAY), speaker("Lautsprecher"), (BUY, "echo")),
        (["microphone.none"], Observations([Observation(name="device.names", value=[])]), None, (BUY, "none")),
    ],
)
def test_one_recommendation(codes, ears, mouth, told):
    found = advice(codes, ears, mouth)
    if told is None:
        assert found is None
        return
    code, what = told
    assert found is not None
    assert found[0] == code
    assert what in (None, found[1].get("other"), found[1].get("reason"))


def test_free_costs_nothing_and_the_purchase_is_the_employers():
    assert causes()["microphone.use-other"].who is Actor.YOU
    assert causes()["microphone.use-both-ways"].who is Actor.YOU
    assert causes()["microphone.headset-advice"].who is Actor.EMPLOYER
    assert advice(["microphone.noisy"], seen(ARRAY))[1]["item"] == "headset"


def test_it_stands_among_the_findings_of_a_run():
    ears = [*seen(ARRAY, hears=(ARRAY,), noisy=(ARRAY,))]
    ears += [
        Observation(name=name, subject=ARRAY, value=value)
        for name, value in {
            "record.first": 0.1,
            "record.seconds": 4.0,
            "sound.level": -27.0,
            "sound.spoken": 2.0,
        }.items()
    ]
    found = diagnose_measurements(
        needs(BUILT_IN), [Measurement(check="microphone", outcome=Outcome.DONE, observations=tuple(ears))]
    )
    assert {one.code: one.level for one in found} == {
        "microphone.ready": Level.OK,
        "microphone.noisy": Level.NOTE,
        "microphone.headset-advice": Level.NOTE,
    }
