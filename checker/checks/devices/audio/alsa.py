"""Linux without a sound server: whether another program has a card's input, which then nobody is shown.

/proc/asound (Documentation/sound/designs/procfile.rst of the kernel) tells it of every stream.
"""

from pathlib import Path

_PROC = Path("/proc/asound")


def taken(way: str, root: Path = _PROC) -> bool:
    """Whether a stream of `way` (input or output) is open in some program."""
    letter = "c" if way == "input" else "p"
    return any(not _closed(status) for status in root.glob(f"card*/pcm*{letter}/sub*/status"))


def _closed(status: Path) -> bool:
    try:
        return status.read_text("ascii", "replace").strip() == "closed"
    except OSError:
        return True
