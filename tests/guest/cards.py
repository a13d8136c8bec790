"""Sound cards of the kernel's own making (snd-aloop): what is played into one side, its microphone side hears."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.guest.acting import load, once, run, running, unload, until

SOUNDS = Path("/job/sounds")
_FOLDER = Path("/tmp/cards")
_MODULE, _DEVICE = "snd-aloop", "snd_aloop.0"
_RECORDING_S = 1.5
"""After listening began: nothing is judged before a second of sound."""
_NO_SERVER = "autospawn = no\n"
_ALSA = """</usr/share/alsa/alsa.conf>
pcm.!default { %s  hint.description "Default" }
ctl.!default { type %s }
"""
_NOTEBOOK, _HEADSET = "notebook", "headset"
_SERVER = f"""load-module module-native-protocol-unix
load-module module-suspend-on-idle
load-module module-alsa-source source_name={_NOTEBOOK} device=hw:0,0 %s=Notebook
load-module module-alsa-source source_name={_HEADSET} device=hw:1,0 %s=Headset
set-default-source {_NOTEBOOK}
""".replace("%s", "tsched=0 rate=24000 channels=1 source_properties=device.description")


@contextmanager
def none() -> Iterator[Mapping[str, str]]:
    yield _without_server()


@contextmanager
def card(sound: str) -> Iterator[Mapping[str, str]]:
    """One card and no sound server; `sound` is played over and over."""
    with _cards(1), _playing(0, sound):
        yield _without_server()


@contextmanager
def removed() -> Iterator[Mapping[str, str]]:
    """Pulled out while the program listens to a voice."""

    def pull() -> None:
        # Ends only when the last program has let go of it, so nobody waits for it.
        run("sh", "-c", f"(echo {_DEVICE} >/sys/bus/platform/drivers/snd_aloop/unbind) >/dev/null 2>&1 &")

    with _cards(1), _playing(0, "speech"), once(_listens, pull, _RECORDING_S):
        yield _without_server()


@contextmanager
def two(default: str, other: str) -> Iterator[Mapping[str, str]]:
    """Two cards behind PulseAudio: what the default one hears, and what the other one."""
    with _cards(2), _playing(0, default), _playing(1, other), _server() as environment:
        yield environment


@contextmanager
def _cards(count: int) -> Iterator[None]:
    ones = ",".join("1" * count)
    numbers = ",".join(str(number) for number in range(count))
    load(_MODULE, f"enable={ones}", f"index={numbers}", f"pcm_substreams={ones}")
    try:
        yield
    finally:
        unload(_MODULE)


@contextmanager
def _playing(number: int, sound: str) -> Iterator[None]:
    """At the sound's own rate and channels, which the microphone side then has too."""
    loop = f"while :; do aplay -q -D hw:{number},1 {SOUNDS / sound}.wav || sleep 1; done"
    with running("sh", "-c", loop):
        until(lambda: _runs(number, "pcm1p"), f"{sound} is not played")
        yield


@contextmanager
def _server() -> Iterator[Mapping[str, str]]:
    _FOLDER.mkdir(exist_ok=True)
    script = _FOLDER / "server.pa"
    script.write_text(_SERVER)
    command = ("pulseaudio", "--daemonize=no", "-n", "--exit-idle-time=-1", "--disallow-exit", "--use-pid-file=no")
    with running(*command, "-F", str(script)):
        until(_answers, "pulseaudio does not answer")
        yield {"ALSA_CONFIG_PATH": str(_alsa("type pulse", "pulse"))}


def _answers() -> bool:
    completed = subprocess.run(["pactl", "list", "short", "sources"], check=False, capture_output=True, text=True)
    return completed.returncode == 0 and _HEADSET in completed.stdout


def _without_server() -> Mapping[str, str]:
    """Without a sound server, and nobody starts one by asking for it; the first card as it is, nothing converted."""
    _FOLDER.mkdir(exist_ok=True)
    client = _FOLDER / "client.conf"
    client.write_text(_NO_SERVER)
    return {"PULSE_CLIENTCONFIG": str(client), "ALSA_CONFIG_PATH": str(_alsa("type hw card 0", "hw card 0"))}


def _alsa(pcm: str, control: str) -> Path:
    file = _FOLDER / "asound.conf"
    file.write_text(_ALSA % (pcm, control))
    return file


def _listens() -> bool:
    return _runs(0, "pcm0c")


def _runs(number: int, pcm: str) -> bool:
    status = Path(f"/proc/asound/card{number}/{pcm}/sub0/status")
    try:
        return "RUNNING" in status.read_text()
    except OSError:
        return False
