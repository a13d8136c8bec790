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

VOICES_FOLDER = Path(__file__).resolve().parents[1] / "checker" / "checks" / "speaker" / "voices"
WORDS = {
    "de": ("eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"),
    "en": ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
VOICES = {"de": "de", "en": "en-us"}
WORDS_PER_MINUTE = 120
"""Words a minute: slow enough to be understood once, by itself."""
SILENCE_AMPLITUDE = 300
"""Of 32768: what is quieter at both ends is cut off."""
PEAK_AMPLITUDE = 20000
"""-4.3 dBFS."""


def main() -> int:
    """0, and says how many; 1 without espeak-ng."""
    files = synthesize_all(VOICES_FOLDER)
    print(f"{VOICES_FOLDER}  {len(files)} voices, {sum(file.stat().st_size for file in files) / 1000:.0f} kB")
    return 0 if files else 1


def synthesize_all(folder: Path) -> list[Path]:
    """Every digit in every language, anew; nothing without espeak-ng."""
    if shutil.which("espeak-ng") is None:
        return []
    files = []
    for language, words in WORDS.items():
        (folder / language).mkdir(parents=True, exist_ok=True)
        for digit, word in enumerate(words, start=1):
            file = folder / language / f"{digit}.wav"
            synthesize(word, VOICES[language], file)
            files.append(file)
    return files


def synthesize(word: str, voice: str, target: Path) -> None:
    """As 16 bit mono at the voice's own 22.05 kHz, without the silence around it, all equally loud."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.wav"
        command = ["espeak-ng", "-v", voice, "-s", str(WORDS_PER_MINUTE), "-w", str(raw), word]
        subprocess.run(command, check=True, capture_output=True)
        with wave.open(str(raw)) as spoken:
            rate, samples = spoken.getframerate(), array("h", spoken.readframes(spoken.getnframes()))
    audible = [at for at, sample in enumerate(samples) if abs(sample) > SILENCE_AMPLITUDE]
    trimmed = samples[audible[0] : audible[-1] + 1]
    loudest = max(abs(sample) for sample in trimmed)
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(array("h", (sample * PEAK_AMPLITUDE // loudest for sample in trimmed)).tobytes())


if __name__ == "__main__":
    sys.exit(main())
