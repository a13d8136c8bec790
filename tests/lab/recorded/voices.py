"""Recorded people, speaking: one `Speaker` for each, with a way to let them talk for some seconds."""

import hashlib
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

RATE = 48000
_LOWEST_RATE = 16000
_AT_MOST_CLIPS = 40
_SMALLEST_BYTES = 5000
_LANGUAGES = {
    "tuxpaint-stamps-default": ("fr", "ru", "ca", "bg", "es", "el", "da", "GB", "lt", "nl"),
    "ktuberling-data": ("ca", "da", "de", "el", "en", "ga", "gl", "lt", "ro", "ru", "sl", "sr", "uk"),
}
"""Walloon is left out: that recording lost samples itself, at some four moments a second."""
_HUMS = {"ktuberling-gl"}
"""Recorded beside the mains: 50 Hz, 6 dB below the voice."""
_SPLIT = "split 4 "
"""A new one each time that thresholds were chosen while recordings of all of them had been looked at."""
_NOT_VOICES = ("babble", "party", "restaurant", "fricatives", "stereo", "mono", "F1_bha24", "FR_bon_beau")


@dataclass(frozen=True)
class Speaker:
    """`clips`: files by the same person. `is_held_out`: no threshold was chosen on it."""

    name: str
    clips: tuple[Path, ...]
    is_held_out: bool

    def talk(self, chance: np.random.Generator, seconds: float = 7.0, gap: float = 1.0) -> np.ndarray:
        """Clips in a random order at RATE, an RMS of 1 while speaking, pauses `gap` times the usual between them."""
        parts: list[np.ndarray] = []
        length = 0
        while length < seconds * RATE:
            clip = load(self.clips[chance.integers(len(self.clips))])
            if not clip.size:
                continue  # shorter than a word
            begin = int(chance.integers(max(1, clip.size - 6 * RATE)))  # of a long one not always the beginning
            clip = clip[begin : begin + 6 * RATE]
            rest = np.zeros(int(gap * chance.uniform(0.15, 0.6) * RATE), dtype=np.float32)
            parts += [clip, rest]
            length += clip.size + rest.size
        return np.concatenate(parts)[: int(seconds * RATE)]


def speakers(root: Path) -> list[Speaker]:
    """All of them; a third is held out."""
    groups = [(name, clips) for name, clips in _groups(root) if clips]
    return [
        Speaker(name=name, clips=tuple(clips), is_held_out=is_held_out(name))
        for name, clips in sorted(groups)
        if name not in _HUMS
    ]


def is_held_out(name: str) -> bool:
    """A third of all names, by a hash: whoever adds material moves nothing from one side to the other.

    Names that differ by a number are of one person.
    """
    return hashlib.sha256((_SPLIT + name.rstrip("0123456789")).encode()).digest()[0] % 3 == 0


@cache
def load(path: Path) -> np.ndarray:
    """At RATE, trimmed, scaled to an RMS of 1 while it is loud."""
    sound = read(path)
    if sound.size < 9600 or not sound.any():
        return np.zeros(0, dtype=np.float32)
    windows = sound[: sound.size // 960 * 960].reshape(-1, 960)
    levels = np.sqrt((windows**2).mean(axis=1))
    is_loud = levels > 0.1 * np.percentile(levels, 95)
    first, last = np.flatnonzero(is_loud)[[0, -1]]
    loudness = np.sqrt((windows[is_loud] ** 2).mean())
    return (sound[first * 960 : (last + 1) * 960] / max(loudness, 1e-6)).astype(np.float32)


def read(path: Path) -> np.ndarray:
    """The first channel at RATE, -1 to 1, by sox."""
    raw = ["-t", "raw", "-r", "16000", "-e", "signed", "-b", "16", "-c", "1"] if path.suffix == ".raw" else []
    command = ["sox", "-D", *raw, str(path), "-r", str(RATE), "-t", "f32", "-", "remix", "1"]
    return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, "<f4")


def _groups(root: Path) -> Iterator[tuple[str, list[Path]]]:
    for package, languages in _LANGUAGES.items():
        for language in languages:
            pattern = f"*_desc_{language}.ogg" if package.startswith("tux") else f"sounds/{language}/*.[ow][ga][gv]"
            clips = sorted((root / package).rglob(pattern))
            evenly = clips[:: max(1, len(clips) // _AT_MOST_CLIPS)][:_AT_MOST_CLIPS]
            yield f"{package.partition('-')[0]}-{language}", [path for path in evenly if _is_usable(path)]
    yield "librivox", sorted((root / "pocketsphinx-testdata").rglob("sense*.wav"))
    yield "cards", sorted((root / "pocketsphinx-testdata").rglob("00?.wav"))
    yield "robot", sorted((root / "pocketsphinx-testdata").rglob("goforward.raw"))
    yield "numbers", sorted((root / "pocketsphinx-testdata").rglob("numbers.raw"))
    yield "alsa", sorted((root / "alsa-utils").rglob("*_*.wav"))
    yield "theme", sorted((root / "sound-theme-freedesktop").rglob("audio-channel*.oga"))
    yield "talk", sorted((root / "pyannote-audio").rglob("sample.wav"))
    for path in sorted((root / "phonlab").rglob("*.wav")):
        if not path.stem.startswith(_NOT_VOICES):
            yield f"phonlab-{path.stem}", [path]


def _is_usable(path: Path) -> bool:
    """Wideband at least, and no shorter than a word: by the identification header of Vorbis, or of RIFF."""
    head = path.open("rb").read(64)
    at = head.find(b"\x01vorbis")
    rate = int.from_bytes(head[at + 12 : at + 16] if at >= 0 else head[24:28], "little")
    return rate >= _LOWEST_RATE and path.stat().st_size >= _SMALLEST_BYTES
