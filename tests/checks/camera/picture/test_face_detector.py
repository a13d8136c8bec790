"""Where a face is: painted people of every shade, somewhere in the picture, in the dark, blurred, and nobody."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from checker.checks.camera.picture import face_detector
from checker.checks.camera.picture.face_detector import FaceDetector
from checker.checks.camera.picture.frame_statistics import PictureStatistics
from tests.lab.scenes import MONK, Camera, Scene, film_of


def picture_of(scene: Scene, camera: Camera | None = None) -> np.ndarray:
    return film_of(scene, camera or Camera())(0, np.random.default_rng(1))


@pytest.mark.parametrize("skin", [MONK[0], MONK[4], MONK[7]])
@pytest.mark.parametrize("position", [(0.5, 0.45), (0.25, 0.5), (0.75, 0.4)])
def test_finds_a_face_where_it_is(skin, position):
    face = FaceDetector().find(picture_of(Scene(skin=skin, position=position)))
    assert face is not None
    assert (face.left + face.right) / 2 == pytest.approx(position[0] * 640, abs=60)
    assert (face.top + face.bottom) / 2 == pytest.approx(position[1] * 480, abs=60)


@pytest.mark.parametrize("room", ["", "shelf", "blinds", "bricks picture plant"])
def test_nobody_is_no_face(room):
    assert FaceDetector().find(picture_of(Scene(skin=None, room=room))) is None


@pytest.mark.parametrize("size", [(1, 1), (2, 300), (300, 2), (0, 0)])
def test_any_size(size):
    assert FaceDetector().find(np.zeros((*size, 3), dtype=np.uint8)) is None


def test_without_its_network_no_face_is_found(monkeypatch, tmp_path):
    monkeypatch.setattr(face_detector, "MODEL", tmp_path / "none.tflite")
    assert FaceDetector().find(picture_of(Scene())) is None


def statistics_of(picture: np.ndarray):
    statistics = PictureStatistics()
    statistics.add(picture, 0.0)
    return statistics.metrics()


def test_a_face_in_the_dark_before_a_window_is_found():
    scene = replace(Scene(window=(0.0, 0.0, 1.0, 0.9), window_light=255.0), face_light=0.08, position=(0.3, 0.45))
    metrics = statistics_of(picture_of(scene))
    assert metrics.face == 1.0
    assert metrics.centre < 40


def test_a_face_that_is_soft_before_a_sharp_shelf():
    sharp = picture_of(Scene(room="shelf"))
    soft = sharp.copy()
    soft[100:330, 200:440] = cv2.GaussianBlur(sharp, (0, 0), 10)[100:330, 200:440]
    assert statistics_of(soft).face_focus < statistics_of(sharp).face_focus / 3
