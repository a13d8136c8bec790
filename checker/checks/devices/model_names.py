"""Device names as they may leave the PC: the model, never the person that a phone or headset was named after.

Phones and headsets introduce themselves as their owner called them: „AirPods von Anna“, "Jane's iPhone Camera".
"""

import re
from collections.abc import Iterable

LENGTH = 56
"""Leaves room for a counter within the 60 characters of an observation's subject."""

_ADDRESS = re.compile(r"\b(?:[0-9A-F]{2}[:_-]){5}[0-9A-F]{2}\b", re.IGNORECASE)
_PRODUCT = re.compile(r"[^()]*?\b(AirPods|iPhone|iPad|iPod|iMac|MacBook|Beats|Galaxy|Pixel)\b")
_OWNER_BEFORE = re.compile(r"(^|\()[^()]*?(?:['’]s|s['’])\s+(?=\S)")
_OWNER_BEHIND = re.compile(
    r"\s(?:von|de|di|van)\s+[^()]+?"
    r"(?=\s*(?:Hands-Free|Freisprech|Stereo|Headset|Camera|Kamera|Microphone|Mikrofon|Desk|Schreibtisch|[()]|$))",
    re.IGNORECASE,
)


def model_name(raw: str) -> str:
    """The name without an owner, an address or anything unprintable, at most `LENGTH` characters. Empty stays empty."""
    name = " ".join("".join(character if character.isprintable() else " " for character in raw).split())
    name = _ADDRESS.sub("", name)
    name = _PRODUCT.sub(r"\1", name)
    name = _OWNER_BEFORE.sub(r"\1", name)
    name = _OWNER_BEHIND.sub("", name)
    return " ".join(name.split())[:LENGTH].strip()


def model_names(raw: Iterable[str], unnamed: str) -> list[str]:
    """One name for each device; `unnamed` where there is none; equal ones are counted: „Webcam“, „Webcam (2)“."""
    names: list[str] = []
    used: dict[str, int] = {}
    for raw_name in raw:
        name = model_name(raw_name) or unnamed
        used[name] = used.get(name, 0) + 1
        names.append(name if used[name] == 1 else f"{name} ({used[name]})")
    return names
