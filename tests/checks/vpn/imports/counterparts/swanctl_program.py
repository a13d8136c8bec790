"""What `swanctl` itself reads out of a file: `--load-conns` into charon, then `--list-conns --raw`."""

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from checker.checks.vpn.imports.importer import import_file
from checker.model.codec import Unreadable
from tests.lab.vpn_home import home_or_skip
from tests.lab.vpn_servers import StrongSwan

_EVENT = re.compile(
    r"^list-conn event \{(?P<name>[^ ]+) \{.*?remote_addrs=\[(?P<remotes>[^\]]*)\] version=(?P<version>\S+)"
)
_KINDS = {"IKEv1": "ikev1", "IKEv2": "ikev2", "IKEv1/2": "ikev2"}
Gateways = set[tuple[str, str]]
"""Kind and host."""


@contextlib.contextmanager
def charon(folder: Path) -> Iterator[Callable[..., str]]:
    """strongSwan in a namespace of its own; yields what runs `swanctl` there. Skips where there is none."""
    home = home_or_skip()
    try:
        server = StrongSwan(home, folder)
        yield lambda *options: server.swanctl(folder, *options)
        server.close()
    finally:
        home.close()


def gateways_of_program(content: bytes, file: Path, swanctl: Callable[..., str]) -> Gateways | None:
    """None where it refuses the file. `swanctl` runs it with these options, and raises AssertionError."""
    file.write_bytes(content)
    try:
        swanctl("--load-conns", "--file", str(file))
    except AssertionError:
        return None
    events = (_EVENT.match(line) for line in swanctl("--list-conns", "--raw").splitlines())
    return {
        (_KINDS[event["version"]], host.rstrip(","))
        for event in events
        if event
        for host in event["remotes"].split()
        if not re.match(r"%|.*/", host)
    }


def difference(content: bytes, program: Gateways | None) -> str:
    """Empty where both read the same. Of a damaged file strongSwan loads nothing, as of one without connections."""
    try:
        imported = import_file(content, "Büro.conf")
    except Unreadable as error:
        return f"{error}: {program} {content!r}" if program else ""
    own = {(table["kind"], table["host"]) for table in imported.table["vpn"]["gateways"]}
    return "" if own == program else f"{own} {program} {content!r}"
