"""Puts build/ where its own scripts have it: first among the places of modules."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "build"))
