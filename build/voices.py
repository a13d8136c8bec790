"""python3 build/voices.py: the spoken digits that the speaker's check plays, made with espeak-ng.

They go to checker/checks/speaker/voices/, which is not kept among the sources. Without espeak-ng none are made, and the
program plays tones to be counted instead.
"""

import shutil
import subprocess
import sys
import tempfile
import wave
from array import array
from pathlib import Path

PLACE = Path(__file__).resolve().parents[1] / "checker" / "checks" / "speaker" / "voices"
WORDS = {
    "de": ("eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"),
    "en": ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
VOICES = {"de": "de", "en": "en-us"}
SPEED = 120
"""Words a minute: slow enough to be understood once, by itself."""
SILENT = 300
"""Of 32768: what is quieter at both ends is cut off."""
LOUDEST = 20000
"""-4.3 dBFS."""


def main() -> int:
    """0, and says how many; 1 without espeak-ng."""
    made = make(PLACE)
    print(f"{PLACE}  {len(made)} voices, {sum(page.stat().st_size for page in made) / 1000:.0f} kB")
    return 0 if made else 1


def make(place: Path) -> list[Path]:
    """Every digit in every language, anew; nothing without espeak-ng."""
    if shutil.which("espeak-ng") is None:
        return []
    made = []
    for language, words in WORDS.items():
        (place / language).mkdir(parents=True, exist_ok=True)
        for digit, word in enumerate(words, start=1):
            page = place / language / f"{digit}.wav"
            say(word, VOICES[language], page)
            made.append(page)
    return made


def say(word: str, voice: str, page: Path) -> None:
    """As 16 bit mono at the voice's own 22.05 kHz, without the silence around it, all equally loud."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.wav"
        command = ["espeak-ng", "-v", voice, "-s", str(SPEED), "-w", str(raw), word]
        subprocess.run(command, check=True, capture_output=True)
        with wave.open(str(raw)) as spoken:
            rate, samples = spoken.getframerate(), array("h", spoken.readframes(spoken.getnframes()))
    heard = [at for at, sample in enumerate(samples) if abs(sample) > SILENT]
    word_only = samples[heard[0] : heard[-1] + 1]
    loudest = max(abs(sample) for sample in word_only)
    with wave.open(str(page), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(array("h", (sample * LOUDEST // loudest for sample in word_only)).tobytes())


if __name__ == "__main__":
    sys.exit(main())
