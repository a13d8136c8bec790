"""A microphone on a machine without a sound card: PulseAudio's null sink is a mouth, its monitor the microphone.

What is played into the mouth is what sounddevice hears on the default input.
"""

import os
import shutil
import subprocess
import tempfile
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

RATE = 48000
MISSING = [name for name in ("pulseaudio", "pactl", "paplay", "espeak-ng", "sox") if shutil.which(name) is None]

_ALSA = """</usr/share/alsa/alsa.conf>
pcm.!default {{ type pulse  hint.description "PulseAudio default" }}
ctl.!default {{ type pulse }}
"""
_PULSE = """load-module module-native-protocol-unix auth-anonymous=1 socket={folder}/native
load-module module-null-sink sink_name=mouth rate=48000 channels=2 sink_properties=device.description=Mouth
load-module module-remap-source source_name=mic master=mouth.monitor source_properties=device.description=TestMic
set-default-sink mouth
set-default-source mic
"""


class VirtualMicrophone:
    """`environment` is for the process that listens: PortAudio and ALSA read it when they are loaded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("SSH_", "XRDP_"))},
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_STATE_PATH": str(folder / "state"),
            "PULSE_SERVER": f"unix:{folder}/native",
            "ALSA_CONFIG_PATH": str(folder / "asound.conf"),
        }
        self._daemon: subprocess.Popen[bytes] | None = None
        self._players: list[subprocess.Popen[bytes]] = []
        self._added: list[str] = []

    def start(self) -> None:
        """Raises RuntimeError when the sound server does not come up within ten seconds."""
        (self.folder / "asound.conf").write_text(_ALSA.format())
        (self.folder / "pulse.pa").write_text(_PULSE.format(folder=self.folder))
        command = ["pulseaudio", "--daemonize=no", "-n", "--exit-idle-time=-1", "--disallow-exit", "--use-pid-file=no"]
        self._daemon = subprocess.Popen(
            [*command, "-F", str(self.folder / "pulse.pa")],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 10
        while subprocess.run(["pactl", "info"], env=self.environment, capture_output=True, check=False).returncode:
            if time.monotonic() > until or self._daemon.poll() is not None:
                raise RuntimeError("pulseaudio does not answer")
            time.sleep(0.05)

    def pactl(self, *arguments: str) -> str:
        """Changes something of the server, such as `set-source-mute mic 1`; what it answers."""
        done = subprocess.run(["pactl", *arguments], env=self.environment, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def play(self, sound: np.ndarray, mouth: str = "mouth") -> None:
        """Speaks into a mouth over and over, until `hush`."""
        path = self.folder / f"{mouth}.wav"
        write(path, sound)
        loop = f'while :; do paplay --latency-msec=300 -d {mouth} "$0"; done'
        self._players.append(
            subprocess.Popen(["sh", "-c", loop, str(path)], env=self.environment, start_new_session=True)
        )

    def add(self, name: str, rate: int = RATE) -> None:
        """One more mouth `name`, and the microphone before it, whose title is `name` with a capital."""
        self._added += self._load("module-null-sink", f"sink_name={name}", f"rate={rate}", "channels=2")
        self._added += self._load(
            "module-remap-source",
            f"source_name=at-{name}",
            f"master={name}.monitor",
            f"source_properties=device.description={name.capitalize()}",
        )

    def stick(self, name: str) -> None:
        """A microphone that never delivers: nobody writes into its pipe."""
        pipe, title = self.folder / name, name.capitalize()
        properties = f"source_properties=device.description={title}"
        self._added += self._load("module-pipe-source", f"source_name=at-{name}", f"file={pipe}", properties)

    def _load(self, *module: str) -> list[str]:
        return [self.pactl("load-module", *module)]

    def hush(self) -> None:
        """Ends what is being played, takes away what was added, and puts the microphone back as it was."""
        for player in self._players:
            os.killpg(player.pid, 9)
            player.wait()
        self._players.clear()
        while self._added:
            self.pactl("unload-module", self._added.pop())
        self.pactl("set-source-mute", "mic", "0")
        self.pactl("set-source-volume", "mic", "100%")
        self.pactl("set-default-source", "mic")

    def close(self) -> None:
        """Leaves no process behind."""
        for player in self._players:
            os.killpg(player.pid, 9)
            player.wait()
        if self._daemon is not None:
            self._daemon.kill()
            self._daemon.wait()


@contextmanager
def virtual_microphone() -> Iterator[VirtualMicrophone]:
    """In a folder of its own with a short name: the path of a Unix socket may have 107 characters."""
    with tempfile.TemporaryDirectory(prefix="mic", dir="/tmp") as folder:
        microphone = VirtualMicrophone(Path(folder))
        try:
            microphone.start()
            yield microphone
        finally:
            microphone.close()


def speech(
    folder: Path, voice: str = "de", words: str = "Heute arbeite ich von zu Hause, und alle hören mich gut."
) -> np.ndarray:
    """A sentence by espeak-ng, at RATE, peak about -2 dBFS; the daemon's mouth opens without delay."""
    raw, resampled = folder / "raw.wav", folder / "speech.wav"
    subprocess.run(["espeak-ng", "-v", voice, "-s", "150", "-w", str(raw), words], check=True, capture_output=True)
    subprocess.run(["sox", str(raw), "-r", str(RATE), "-c", "1", str(resampled)], check=True, capture_output=True)
    return read(resampled)


def read(path: Path) -> np.ndarray:
    """16-bit mono as numbers of -1 to 1."""
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / 32768


def write(path: Path, sound: np.ndarray) -> None:
    """Numbers of -1 to 1 as 16-bit mono at RATE."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
