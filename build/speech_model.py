"""Makes checker/checks/microphone/analysis/speech_model.npz of the weights in the package silero-vad (MIT).

python3 -m build.speech_model silero_vad-<version>-py3-none-any.whl
"""

import json
import struct
import sys
import zipfile
from pathlib import Path

import numpy as np

TARGET = Path(__file__).parents[1] / "checker/checks/microphone/analysis/speech_model.npz"
_MEMBER = "silero_vad/data/silero_vad_16k.safetensors"
_SPECTRUM = "stft_conv.weight"
"""A Hann window's Fourier transform: computed, not stored."""


def main(wheel: Path) -> None:
    """Reads a file of safetensors: 8 bytes of length, a header in JSON, and the numbers."""
    with zipfile.ZipFile(wheel) as archive:
        raw = archive.read(_MEMBER)
    begin = 8 + struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8:begin])
    weights = {}
    for name, entry in header.items():
        if name in ("__metadata__", _SPECTRUM):
            continue
        first, last = entry["data_offsets"]
        weights[name] = np.frombuffer(raw[begin + first : begin + last], "<f4").reshape(entry["shape"])
    np.savez_compressed(TARGET, **{name: array.astype(np.float16) for name, array in weights.items()})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
