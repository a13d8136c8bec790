"""What is said while somebody puts things right, and that it does not flicker."""

import threading

import pytest

from checker.checks.camera.need import CameraNeed
from checker.checks.camera.picture.advice import ADVICE, PictureAdvisor
from checker.checks.camera.picture.classification import PictureCondition, classify
from checker.checks.camera.picture.metrics import PictureMetrics
from checker.checks.camera.preview import preview
from checker.checks.context import Cancelled, LiveSample
from tests.lab.film import Paced, a_host, a_run
from tests.lab.scenes import Camera, Scene, film_of

GOOD = PictureMetrics(120.0, 250.0, 50.0, 10.0, 0.0, 0.02, 130.0, 210.0, 90.0, 60.0, 0.0, 0.1)


def light(brightness: float) -> PictureMetrics:
    return GOOD._replace(brightness=brightness, centre=brightness)


def advice_for(*row: PictureMetrics) -> list[str]:
    advisor = PictureAdvisor()
    return [text.en for metrics in row if (text := advisor.update(metrics)) is not None]


DARK, FINE = ADVICE[PictureCondition.DARK].en, ADVICE[PictureCondition.GOOD].en


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([GOOD], []),
        ([GOOD, GOOD, GOOD], [FINE]),
        ([light(30), light(30), light(40), light(80), light(80)], [DARK, FINE]),
        ([light(30), GOOD, light(30), GOOD], []),
        ([light(49), light(49), light(51), light(51), light(51)], [DARK]),
        ([light(49), light(49), light(58), light(58)], [DARK, FINE]),
    ],
)
def test_says_what_holds(row, expected):
    assert advice_for(*row) == expected


def test_each_look_has_its_sentence_and_the_diagnosis_agrees():
    assert set(ADVICE) == set(PictureCondition)
    assert len({text.de for text in ADVICE.values()}) == len(PictureCondition)
    assert classify(GOOD) is PictureCondition.GOOD


def test_light_is_made_while_the_preview_runs(film):
    """Dark at first; once the advice is there somebody turns the lamp on, and it follows."""
    dark, bright = film(film_of(Scene(), Camera(exposure=0.2))), film(film_of(Scene()))
    emitted: list = []
    cancelled = threading.Event()

    def texts():
        return [item.text for item in emitted if isinstance(item, LiveSample) and item.kind == "advice"]

    class Lamp(Paced):
        def __init__(self, backend):
            super().__init__(backend)
            self._lit = Paced(bright.backends[0])

        def read(self):
            if len(texts()) > 1:
                cancelled.set()
            return self._lit.read() if texts() else super().read()

        def release(self):
            super().release()
            self._lit.release()

    with pytest.raises(Cancelled):
        list(
            preview(CameraNeed(), a_run(emitted, deadline_s=60.0, cancelled=cancelled), a_host(dark, open_capture=Lamp))
        )
    assert texts() == [ADVICE[PictureCondition.DARK], ADVICE[PictureCondition.GOOD]]
