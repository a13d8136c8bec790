"""The words that travel, as version 0.1.0 wrote them."""

import json
from pathlib import Path
from typing import Any

WIRE: dict[str, Any] = json.loads((Path(__file__).parent / "wire.json").read_text("utf-8"))


def lost_words(stored: object, current: object) -> list[str]:
    """What stood in the stored words and stands no more, by its place."""
    if isinstance(stored, dict) and isinstance(current, dict):
        missing = [key for key in stored if key not in current]
        return missing + [
            f"{key}: {gone}" for key in stored if key in current for gone in lost_words(stored[key], current[key])
        ]
    if isinstance(stored, list) and isinstance(current, list):
        return [str(entry) for entry in stored if entry not in current]
    return [] if stored == current else [f"{stored} is now {current}"]
