"""How many files and connections a process may have open: its children inherit it."""

import sys


def raise_open_file_limit(number: int) -> int:
    """Raises it to `number` where the system lets it, and returns what it is then, at most `number`."""
    if sys.platform == "win32":
        return number  # sockets are no files there
    import resource  # noqa: PLC0415 - Windows has none

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = number if hard == resource.RLIM_INFINITY else min(number, hard)
    if soft == resource.RLIM_INFINITY or soft >= allowed:
        return number if soft == resource.RLIM_INFINITY else min(number, soft)
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return allowed
