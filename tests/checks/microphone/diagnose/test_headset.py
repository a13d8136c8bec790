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


def microphones(
    chosen: str,
    *more: str,
    heard_by: tuple[str, ...] = (),
    noisy: tuple[str, ...] = (),
    floor: float | None = None,
) -> Observations:
    rows = [Observation(name="device.names", value=[chosen, *more])]
    rows.append(Observation(name="record.begun", subject=chosen, value=True))
    rows.append(Observation(name="device.rate", subject=chosen, value=48000.0))
    for name in (chosen, *more):
        rows.append(Observation(name="input.hears", subject=name, value=name in heard_by))
        if name in heard_by:
            rows.append(Observation(name="sound.speech", subject=name, value=-25.0))
            rows.append(Observation(name="sound.pause", subject=name, value=-30.0 if name in noisy else -60.0))
    if floor is not None:
        rows.append(Observation(name="sound.floor", subject=chosen, value=floor))
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
    finding = advise(findings, {"microphone": ears, "speaker": mouth or Observations([])})
    return (finding.code.removeprefix("microphone."), dict(finding.values)) if finding else None


BUY = "headset-advice"


@pytest.mark.parametrize(
    ("name", "transport", "expected"),
    [
        ("Headset", "bluetooth", None),  # the words that are cut may be those of hearing aids
        ("Mikrofon", "usb", None),
        ("Mikrofon", "built-in", BUY),
        ("Mikrofon (FIFINE K669)", "usb", BUY),
    ],
)
def test_nothing_is_bought_in_place_of_a_device_of_which_only_its_kind_is_known(
    name: str, transport: str, expected: str | None
):
    rows = [*microphones(name), Observation(name="device.transport", subject=name, value=transport)]
    advised = advice(["microphone.too-quiet"], Observations(rows))
    assert (advised and advised[0]) == expected


@pytest.mark.parametrize(
    ("codes", "ears", "mouth", "expected"),
    [
        ([], microphones(ARRAY), None, None),
        (["microphone.muted"], microphones(ARRAY), None, None),
        (["microphone.hum", "microphone.clipping"], microphones(ARRAY), None, None),
        # Bluetooth: the notebook's own microphone where it hears well, else a purchase.
        (["microphone.hands-free"], microphones(PODS, ARRAY, heard_by=(PODS, ARRAY)), None, ("use-other", ARRAY)),
        (
            ["microphone.hands-free"],
            microphones(PODS, ARRAY, heard_by=(PODS, ARRAY), noisy=(ARRAY,)),
            None,
            (BUY, "telephone-quality"),
        ),
        (["microphone.hands-free"], microphones(PODS, ARRAY, heard_by=(PODS,)), None, (BUY, "telephone-quality")),
        (["microphone.hands-free"], microphones(PODS), None, (BUY, "telephone-quality")),
        # A far or noisy microphone: the headset that is plugged in, whether it is on a head just now or not.
        (["microphone.noisy"], microphones(ARRAY, JABRA, heard_by=(ARRAY,)), None, ("use-other", JABRA)),
        (["microphone.too-quiet"], microphones(ARRAY, JABRA), None, ("use-other", JABRA)),
        (["microphone.noisy"], microphones(ARRAY), None, (BUY, "noise")),
        (["microphone.too-quiet"], microphones(ARRAY), None, (BUY, "quiet")),
        (["microphone.too-quiet", "microphone.noisy"], microphones(ARRAY), None, (BUY, "quiet")),
        # Noise that stops between is no reason to buy anything: it may be the voice itself.
        (
            ["microphone.noisy"],
            microphones(ARRAY, heard_by=(ARRAY,), noisy=(ARRAY,), floor=-35.0),
            None,
            (BUY, "noise"),
        ),
        (["microphone.noisy"], microphones(ARRAY, heard_by=(ARRAY,), noisy=(ARRAY,), floor=-55.0), None, None),
        (["microphone.noisy"], microphones(JABRA), None, None),
        (["microphone.noisy"], microphones(JABRA, ARRAY, heard_by=(JABRA, ARRAY)), None, None),
        # Echo: the same headset for both ways; a headset instead of the loudspeaker; a purchase.
        (["microphone.echo"], microphones(JABRA), speaker("Lautsprecher", JABRA), ("use-both-ways", None)),
        (["microphone.echo"], microphones(JABRA), speaker("Lautsprecher"), None),
        (["microphone.echo"], microphones(ARRAY, JABRA), speaker("Lautsprecher", JABRA), ("use-other", JABRA)),
        (["microphone.echo"], microphones(ARRAY), speaker("Lautsprecher"), (BUY, "echo")),
        (["microphone.none"], Observations([Observation(name="device.names", value=[])]), None, (BUY, "none")),
    ],
)
def test_one_recommendation(codes, ears, mouth, expected):
    advised = advice(codes, ears, mouth)
    if expected is None:
        assert advised is None
        return
    code, what = expected
    assert advised is not None
    assert advised[0] == code
    assert what in (None, advised[1].get("other"), advised[1].get("reason"))


def test_free_costs_nothing_and_the_purchase_is_the_employers():
    assert causes()["microphone.use-other"].who is Actor.YOU
    assert causes()["microphone.use-both-ways"].who is Actor.YOU
    assert causes()["microphone.headset-advice"].who is Actor.EMPLOYER
    assert advice(["microphone.noisy"], microphones(ARRAY))[1]["item"] == "headset"


def test_it_stands_among_the_findings_of_a_run():
    ears = [*microphones(ARRAY, heard_by=(ARRAY,), noisy=(ARRAY,))]
    ears += [
        Observation(name=name, subject=ARRAY, value=value)
        for name, value in {
            "record.first": 0.1,
            "record.seconds": 4.0,
            "sound.level": -27.0,
            "sound.spoken": 2.0,
        }.items()
    ]
    findings = diagnose_measurements(
        needs(BUILT_IN), [Measurement(check="microphone", outcome=Outcome.DONE, observations=tuple(ears))]
    )
    assert {finding.code: finding.level for finding in findings} == {
        "microphone.usable": Level.OK,
        "microphone.noisy": Level.NOTE,
        "microphone.headset-advice": Level.NOTE,
    }
