"""What `wg` itself reads out of a file: `wg-quick strip`, `wg setconf` with wireguard-go, `wg show dump`."""

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.importer import import_file
from checker.model.codec import Unreadable

PROGRAMS = ("wg", "wg-quick", "wireguard-go", "unshare")
_RESOLVED = {"localhost": "127.0.0.1", "::1": "127.0.0.1"}
_REFUSALS = (notes.WG_REJECTS, notes.ENDPOINT)
Peer = tuple[str, str, int]
"""Public key, address, port."""


@contextlib.contextmanager
def wireguard_interface(folder: Path) -> Iterator[str]:
    """An interface in a network namespace of its own; its control socket is in the file system, where `wg` finds it."""
    name = f"wgf{os.getpid() % 100_000}"
    socket = Path(f"/var/run/wireguard/{name}.sock")
    with (folder / "wireguard-go.log").open("wb") as log:
        process = subprocess.Popen(["unshare", "-n", "wireguard-go", "-f", name], stdout=log, stderr=log)
        try:
            for _ in range(100):
                if socket.exists():
                    break
                time.sleep(0.05)
            yield name
        finally:
            process.terminate()
            process.wait()
            socket.unlink(missing_ok=True)


def peers_of_program(content: bytes, name: str, folder: Path) -> set[Peer] | None:
    """The peers with an address. None where it refuses the file."""
    path = folder / f"{name}.conf"
    path.write_bytes(content)
    path.chmod(0o600)
    stripped = subprocess.run(["wg-quick", "strip", str(path)], capture_output=True, check=False)
    path.write_bytes(stripped.stdout)
    environment = {**os.environ, "WG_ENDPOINT_RESOLUTION_RETRIES": "0"}
    ended = subprocess.run(["wg", "setconf", name, str(path)], capture_output=True, env=environment, check=False)
    if stripped.returncode or ended.returncode:
        return None
    dump = subprocess.run(["wg", "show", name, "dump"], capture_output=True, text=True, check=True).stdout
    peers = [line.split("\t") for line in dump.splitlines()[1:]]
    return {_peer(fields[0], *fields[2].rsplit(":", 1)) for fields in peers if fields[2] != "(none)"}


def peers_of_import(content: bytes) -> tuple[set[Peer], bool] | None:
    """What the import reads, and whether it says that `wg` refuses the file. None where it refuses it itself."""
    try:
        imported = import_file(content, "Büro.conf")
    except Unreadable:
        return None
    peers = {
        _peer(table.get("server_public_key", ""), table["host"], str(table["port"]))
        for table in imported.table["vpn"]["gateways"]
    }
    return peers, any(note.text in _REFUSALS for note in imported.notes)


def difference(content: bytes, program: set[Peer] | None) -> str:
    """Empty where both read the same."""
    imported = peers_of_import(content)
    if program is None:
        return "" if imported is None or imported[1] else f"wg refuses it, the import does not say so: {imported[0]}"
    if imported is None:
        return f"wg reads it, the import refuses it: {program}" if program else ""
    if imported[1]:
        return "wg reads it, the import says that it does not"
    return "" if imported[0] == program else f"wg: {program}\nimport: {imported[0]}"


def _peer(key: str, host: str, port: str) -> Peer:
    plain = host.strip("[]").lower()
    return key, _RESOLVED.get(plain, plain), int(port)
