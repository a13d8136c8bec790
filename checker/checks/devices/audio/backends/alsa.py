"""Linux without a sound server: which cards have inputs, and whether another program has one, which nobody is shown.

/proc/asound (Documentation/sound/designs/procfile.rst of the kernel) tells it of every stream.
"""

from pathlib import Path

_PROC = Path("/proc/asound")


def is_in_use(direction: str, root: Path = _PROC) -> bool:
    """Whether a stream of `direction` (input or output) is open in some program."""
    return any(
        not _is_closed(status)
        for stream in list_streams(direction, root)
        for status in (root / stream).glob("sub*/status")
    )


def list_streams(direction: str, root: Path = _PROC) -> tuple[str, ...]:
    """Every card's streams of `direction`, by their paths; no name of a device."""
    suffix = "c" if direction == "input" else "p"
    return tuple(sorted(str(path.relative_to(root)) for path in root.glob(f"card*/pcm*{suffix}")))


def _is_closed(status: Path) -> bool:
    try:
        return status.read_text("ascii", "replace").strip() == "closed"
    except OSError:
        return True
