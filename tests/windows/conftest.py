"""What runs Wine lies in build/, as the packager's own modules do."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "build"))
