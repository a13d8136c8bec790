"""Core Audio in Wine, onto a PulseAudio null sink: the Windows program lists it, reads its settings and hears it."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lab import sound
from tests.lab.root import is_root
from tests.windows.checkout import Checkout
from wine.wine_environment import CACHE, WineEnvironment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not (CACHE / "trixie" / "etc" / "complete").exists(), reason="Wine: python3 -m tests.windows"),
    pytest.mark.skipif(not is_root() or bool(sound.MISSING), reason=f"needs root, {', '.join(sound.MISSING)}"),
]
LIMIT_S = 200
START = "import os, runpy, sys; os.chdir(sys.argv[1]); sys.path[0] = sys.argv.pop(1); "
CHECK = START + "sys.argv[0] = 'checker'; runpy.run_module('checker', run_name='__main__')"
LIST = START + (
    "import json; from checker.checks.devices.audio.backends import core_audio as audio; "
    "print(json.dumps([[flow, e.name, e.default, e.communications, e.setting.volume, e.setting.muted] "
    "for flow in (audio.RENDER, audio.CAPTURE) for e in audio.endpoints(flow, '')]))"
)
WITNESS = "tests/checks/devices/audio/backends/test_second_witness.py"
PYTEST = START + "import pytest; sys.exit(pytest.main(['-p', 'no:cacheprovider', *sys.argv[1:]]))"


class ListeningPc:
    """A Windows in Wine whose sound server is this one."""

    def __init__(self, microphone: sound.VirtualMicrophone, wine: WineEnvironment) -> None:
        self.microphone, self._wine = microphone, wine
        self._checkout = Checkout(wine, wine.lab / "sound")

    def set_up(self) -> None:
        self._wine.set_up()
        self._checkout.set_up(for_tests=True)

    def printed(self, code: str, *words: str) -> str:
        server = f"unix:/lab/{self.microphone.folder.relative_to(self._wine.lab)}/native"
        process = self._wine.start(
            [self._checkout.program, "-c", code, self._checkout.path, *words],
            environment={"PULSE_SERVER": server},
            variables={"PYTHONDONTWRITEBYTECODE": ""},
        )
        try:
            return process.communicate(timeout=LIMIT_S)[0]
        finally:
            self._wine.kill_all()
            process.kill()


@pytest.fixture(scope="module")
def pc() -> Iterator[ListeningPc]:
    wine = WineEnvironment(prefix="prefix-sound")
    with tempfile.TemporaryDirectory(prefix="mic", dir=wine.lab) as folder:
        listening = ListeningPc(sound.VirtualMicrophone(Path(folder)), wine)
        listening.set_up()
        try:
            listening.microphone.start()
            yield listening
        finally:
            listening.microphone.close()


def test_core_audio_names_the_devices_and_how_they_are_set(pc: ListeningPc) -> None:
    entries = json.loads(pc.printed(LIST).splitlines()[-1])
    assert [0, "Mouth", False, False, 100, False] in entries
    assert [1, "TestMic", False, False, 100, False] in entries
    defaults = [flow for flow, _, is_default, is_for_calls, *_ in entries if is_default and is_for_calls]
    assert sorted(defaults) == [0, 1]


def test_pycaw_says_the_same(pc: ListeningPc) -> None:
    """Both directions have devices here, so that neither test of the witness is skipped."""
    printed = pc.printed(PYTEST, WITNESS)
    assert "2 passed" in printed, printed


@pytest.mark.parametrize(("is_speaking", "sentence"), [(True, "hört Sie gut"), (False, "kommt völlige Stille")])
def test_the_check_hears_who_speaks(pc: ListeningPc, is_speaking: bool, sentence: str) -> None:
    if is_speaking:
        pc.microphone.play(sound.speech(pc.microphone.folder))
    try:
        printed = pc.printed(CHECK, "--text", "--only", "microphone", "--yes", "--no-send")
    finally:
        pc.microphone.hush()
    if "nicht rechtzeitig fertig" in printed:
        pytest.skip("this machine is too busy for Wine: the check ran out of time")
    assert sentence in printed, printed
