"""Every situation of the guest lab, and the codes that are right for it."""

from functools import partial

from tests.guest import cards, webcams
from tests.guest.scenario import Scenario, Stage


def _camera(name: str, stage: Stage, *expected: str) -> Scenario:
    codes = frozenset(f"camera.{code}" for code in expected)
    return Scenario(name=f"camera-{name}", check="camera", expected=codes, stage=stage)


def _microphone(name: str, stage: Stage, *expected: str) -> Scenario:
    codes = frozenset(f"microphone.{code}" for code in expected)
    return Scenario(name=f"microphone-{name}", check="microphone", expected=codes, stage=stage)


ALL = (
    _camera("none", webcams.none, "none", "webcam-advice"),
    _camera("one", webcams.webcams, "ready"),
    _camera("two", partial(webcams.webcams, 2), "ready"),
    _camera("busy", webcams.busy, "busy"),
    _camera("two-one-busy", partial(webcams.busy, 2), "busy", "ready"),
    _camera("unplugged", webcams.unplugged, "no-picture", "webcam-advice"),
    _camera("few-dropped", partial(webcams.webcams, percentage_of_dropped_buffers=20), "ready"),
    _camera("most-dropped", partial(webcams.webcams, percentage_of_dropped_buffers=80), "slow", "webcam-advice"),
    _camera("fatal-error", webcams.breaking, "no-picture", "webcam-advice"),
    _camera("low-rate", partial(webcams.slow, 5), "slow", "webcam-advice"),
    _camera(
        "never-delivers", partial(webcams.webcams, percentage_of_dropped_buffers=100), "no-picture", "webcam-advice"
    ),
    _microphone("none", cards.none, "none", "headset-advice"),
    _microphone("speech", partial(cards.card, "speech"), "ready"),
    _microphone("silence", partial(cards.card, "silence"), "silent"),
    _microphone("nobody-speaks", partial(cards.card, "room"), "no-speech"),
    _microphone("clipping", partial(cards.card, "clipping"), "clipping"),
    _microphone("telephone", partial(cards.card, "telephone"), "ready", "hands-free", "headset-advice"),
    _microphone("hum", partial(cards.card, "hum"), "ready", "hum"),
    _microphone("removed", cards.removed, "hangs"),
    _microphone("right-default", partial(cards.two, "speech", "room"), "ready"),
    _microphone("wrong-default", partial(cards.two, "room", "speech"), "wrong-default"),
)
"""Several stand next to each other because what makes them differ is what a program gets wrong."""
BY_NAME = {scenario.name: scenario for scenario in ALL}
