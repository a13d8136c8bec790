"""Names at the client's end of a line: `ip netns exec` puts a file of /etc/netns over /etc/hosts."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from tests.lab.line import Line


@contextlib.contextmanager
def named(line: Line, host: str, *addresses: str) -> Iterator[None]:
    """The name stands for these addresses; the file goes with the context."""
    folder = Path("/etc/netns") / line.names["client"]
    made_parent = not folder.parent.exists()
    folder.mkdir(parents=True)
    try:
        names = "".join(f"{address} {host}\n" for address in addresses)
        (folder / "hosts").write_text(f"127.0.0.1 localhost\n{names}")
        yield
    finally:
        (folder / "hosts").unlink()
        folder.rmdir()
        if made_parent:
            with contextlib.suppress(OSError):
                folder.parent.rmdir()
