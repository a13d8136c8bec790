"""Linux without a sound server: which cards have inputs, and whether another program has one, which nobody is shown.

/proc/asound (Documentation/sound/designs/procfile.rst of the kernel) tells it of every stream.
"""

from pathlib import Path

_PROC = Path("/proc/asound")


def taken(way: str, root: Path = _PROC) -> bool:
    """Whether a stream of `way` (input or output) is open in some program."""
    return any(not _closed(status) for place in streams(way, root) for status in (root / place).glob("sub*/status"))


def streams(way: str, root: Path = _PROC) -> tuple[str, ...]:
    """Every card's streams of `way`, by their places; no name of a device."""
    letter = "c" if way == "input" else "p"
    return tuple(sorted(str(place.relative_to(root)) for place in root.glob(f"card*/pcm*{letter}")))


def _closed(status: Path) -> bool:
    try:
        return status.read_text("ascii", "replace").strip() == "closed"
    except OSError:
        return True
