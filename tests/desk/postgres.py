"""A PostgreSQL of the tests' own, on a free port of loopback, in a folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "postgres"


def binaries() -> Path | None:
    """Where Debian keeps initdb and its like; None where PostgreSQL is not installed."""
    paths = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return paths[-1].parent if paths else None


def missing() -> str:
    """Why no server can be started here; nothing where it can."""
    if binaries() is None:
        return "no PostgreSQL under /usr/lib/postgresql"
    if os.getuid() == 0:
        import pwd  # noqa: PLC0415 - Windows has none

        try:
            pwd.getpwnam(USER)
        except KeyError:
            return f"root cannot run PostgreSQL, and there is no user {USER}"
    return ""


@contextmanager
def home() -> Iterator[Path]:
    """A folder that belongs to the user who runs the server. Not below pytest's own, which lets nobody else in."""
    folder = Path(tempfile.mkdtemp(prefix="homeoffice-check-postgres-"))
    try:
        if os.getuid() == 0:
            shutil.chown(folder, USER)
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A new one. Its address, `postgres://…/`, to which the name of a database is added. Stops it at the end."""
    bin_folder = binaries()
    assert bin_folder is not None
    options = ["-D", folder / "data", "-U", USER, "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"]
    command = [*_as_user(), *map(str, [bin_folder / "initdb", *options])]
    subprocess.run(command, check=True, capture_output=True, cwd="/", timeout=60)
    with again(folder, f"postgres://{USER}@127.0.0.1:{_free_port()}/") as address:
        yield address


@contextmanager
def again(folder: Path, address: str) -> Iterator[str]:
    """The server of this folder, started once more at its address."""
    bin_folder = binaries()
    assert bin_folder is not None
    port = address.rstrip("/").rpartition(":")[2]
    settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off", "port": port}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("a") as log:
        command = [*_as_user(), str(bin_folder / "postgres"), "-D", str(folder / "data"), *options]
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/")
    try:
        _wait_for(address, process, folder / "log")
        yield address
    finally:
        process.send_signal(signal.SIGINT)  # fast shutdown: whoever is connected is cut off
        process.wait(30)


def _wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    import psycopg  # noqa: PLC0415 - only where there is a server

    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            psycopg.connect(address + USER).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text())


def new_database(address: str, name: str) -> str:
    """The address of a new, empty database."""
    import psycopg  # noqa: PLC0415 - only where there is a server

    with psycopg.connect(address + USER, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type] # a name of the tests' own
    return address + name


def dump(address: str) -> bytes:
    """What makes this database's tables and rows anew."""
    return _client("pg_dump", "--no-owner", "--no-privileges", "--dbname", address)


def load(address: str, sql: bytes) -> None:
    """Into a database that is empty."""
    _client("psql", "--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--dbname", address, content=sql)


def _client(program: str, *options: str, content: bytes = b"") -> bytes:
    bin_folder = binaries()
    assert bin_folder is not None
    command = [str(bin_folder / program), *options]
    return subprocess.run(command, input=content, check=True, capture_output=True, cwd="/", timeout=60).stdout


def _as_user() -> list[str]:
    return ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups"] if os.getuid() == 0 else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
