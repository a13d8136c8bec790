"""The spoken digits: every one in both languages, small, of one loudness, without silence around it, all different."""

import importlib.util
import random
import shutil
from pathlib import Path

import numpy as np
import pytest

from checker.checks.speaker.sounds import DIGITS, make_challenge
from tests.lab.sound import read

PAGE = Path(__file__).resolve().parents[2] / "build" / "voices.py"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    if not shutil.which("espeak-ng"):
        pytest.skip("not installed: espeak-ng")
    spec = importlib.util.spec_from_file_location("voices", PAGE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path_factory.mktemp("voices")
    assert len(module.synthesize_all(folder)) == 18
    return folder


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_digit_is_small_clear_and_its_own(made, language):
    sounds = {}
    for digit in DIGITS:
        page = made / language / f"{digit}.wav"
        assert 6_000 < page.stat().st_size < 45_000
        sounds[digit] = read(page)
        assert np.abs(sounds[digit]).max() == pytest.approx(20000 / 32768, abs=0.001)
        assert np.abs(sounds[digit][[0, -1]]).min() > 0.001
    assert len({sound.tobytes() for sound in sounds.values()}) == len(DIGITS)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_check_plays_them(made, language):
    riddle = make_challenge(language, 22050.0, made, random.Random(2))
    assert riddle.kind == "digit"
    own = read(made / language / f"{riddle.number}.wav")
    assert np.allclose(riddle.sound[-own.size :, 0], own, atol=1e-4)


def test_nothing_is_made_without_espeak(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    spec = importlib.util.spec_from_file_location("voices", PAGE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.synthesize_all(tmp_path / "voices") == []
    assert not (tmp_path / "voices").exists()
