"""python3 -m checker desk: serves the desk; with a command behind it, runs that command on the desk's data."""

import argparse
import errno
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from checker.desk.data_folder import CHANNELS_MARK, data_folder, prepare_folder
from checker.desk.measure.capacity import InvalidCapacity, parse_capacity
from checker.desk.measure.listen_address import AddressInUse, InvalidAddress, parse_address
from checker.desk.serving.folder_lock import FolderInUse, FolderLock

DEFAULT_LISTEN = "127.0.0.1:8000"
OWN_COMMANDS = (
    "technician",
    "signinlink",
    "customer",
    "sample",
    "programs",
    "firmsettings",
    "firmkey",
    "purge",
    "notify",
    "backup",
    "move",
    "doctor",
)
LOOKING_COMMANDS = ("doctor",)
"""These change nothing, least of all the tables of a desk of another version that serves meanwhile."""
KEYLESS_COMMANDS = ("firmkey",)
"""That work where the firm's key is gone: they bring a new one."""
"""These find a desk ready even where none has been served yet; Django's own may be what mends it."""

EXIT_COULD_NOT_START = 2


def main(argv: Sequence[str]) -> int:
    """Returns 0 after a clean end, 2 where the desk could not start, with one line that says why."""
    options = parse_arguments(argv)
    try:
        _set_environment(options)
        if options.command:
            return _run_command(options.command)
        return _serve(options)
    except _StopRequested:
        return 0
    except InvalidAddress as error:
        return _fail(f"„{error}“ ist keine Adresse. Beispiel / example: {DEFAULT_LISTEN}")
    except InvalidCapacity as error:
        return _fail(
            f"--measure-capacity: „{error}“ ist kein Tempo. Beispiel: 200/40 (Mbit/s herunter und hinauf). / "
            "Not a speed. Example: 200/40 (Mbit/s down and up)."
        )
    except InvalidDatabaseUrl:
        # Not what was given: it may hold a password.
        return _fail("--database: postgres://NAME:PASSWORT@HOST/DATENBANK")
    except FolderInUse as error:
        return _fail(_folder_in_use_message(str(error)))
    except AddressInUse as error:
        return _fail(_address_in_use_message(error))
    except OSError as error:
        return _fail(f"{error.filename or options.data or data_folder()}: {error.strerror or error}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="checker desk",
        description="The IT firm's service. Without a command it serves until Ctrl-C.",
        epilog=f"Commands: {', '.join(OWN_COMMANDS)}, and those of Django (help lists them).",
    )
    parser.add_argument(
        "--listen", metavar="HOST:PORT", default=DEFAULT_LISTEN, help="default %(default)s; port 0: any free"
    )
    parser.add_argument("--data", metavar="DIR", type=Path, help="keys, database and programs; made if missing")
    parser.add_argument("--database", metavar="URL", help="postgres://user:password@host/name; default SQLite in DIR")
    parser.add_argument("--measure-listen", metavar="HOST:PORT", help="measuring endpoints; default the next port")
    parser.add_argument("--measure-stamp", metavar="HOST:PORT", help="STAMP, UDP; default as the measuring endpoints")
    parser.add_argument(
        "--measure-stamp-any-address", action="store_true", help="a UDP proxy on another machine brings the packets"
    )
    parser.add_argument("--measure-daily", metavar="GIB", type=int, help="one network's volume a day; 0: any")
    parser.add_argument("--no-measure-stamp", action="store_true", help="no STAMP reflector")
    parser.add_argument("--measure-capacity", metavar="DOWN/UP", help="Mbit/s of the desk's own line, told to clients")
    parser.add_argument("--no-measure-places", action="store_true", help="clients need not wait for one another")
    parser.add_argument("--no-measure", action="store_true", help="no measuring endpoints")
    parser.add_argument("--behind-proxy", action="store_true", help="a proxy speaks HTTPS and sets X-Forwarded-*")
    parser.add_argument("--proxies", type=int, metavar="N", help="that stand in front, one behind the other; default 1")
    parser.add_argument("--access-log", action="store_true", help="a line a request, without address or token")
    parser.add_argument("--log-format", choices=("text", "json"), default="text", help="json: an object a line")
    parser.add_argument(
        "--accel",
        metavar="PATH",
        type=_internal_path,
        help="the proxy has the programs at this internal address (X-Accel)",
    )
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that serve pages")
    parser.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND ...")
    return parser


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The options; `--data` and `--database` may stand behind the command too: there people type them.

    Not the database of Django's own commands, which mean a name by it.
    """
    options = _parser().parse_args(argv)
    if not options.command:
        return options
    name, *rest = options.command
    parser = argparse.ArgumentParser(prog=f"checker desk {name}", add_help=False, allow_abbrev=False)
    parser.add_argument("--data", type=Path, default=options.data)
    if name in OWN_COMMANDS:
        parser.add_argument("--database", default=options.database)
    trailing, words = parser.parse_known_args(rest)
    options.data, options.database = trailing.data, getattr(trailing, "database", options.database)
    options.command = [name, *words]
    return options


def _internal_path(text: str) -> str:
    if not text.startswith("/") or any(sign.isspace() for sign in text):
        raise argparse.ArgumentTypeError("an address without its host, such as /programs-internal/")
    return text


def _set_environment(options: argparse.Namespace) -> None:
    """Passed on by environment, because the serving processes and the commands they start read it too."""
    if options.data:
        os.environ["DESK_DATA"] = str(options.data.absolute())
    if options.database:
        os.environ["DESK_DATABASE"] = _checked_database_url(options.database)
    if options.behind_proxy:
        os.environ["DESK_BEHIND_PROXY"] = "1"
    if options.proxies:
        os.environ["DESK_PROXIES"] = str(max(options.proxies, 1))
    if options.access_log:
        os.environ["DESK_ACCESS_LOG"] = "1"
    if options.log_format != "text":
        os.environ["DESK_LOG_FORMAT"] = options.log_format
    if options.accel:
        os.environ["DESK_ACCEL"] = options.accel
    os.environ["DJANGO_SETTINGS_MODULE"] = "checker.desk.settings"
    os.umask(0o077)
    prepare_folder(data_folder())


def _checked_database_url(url: str) -> str:
    import dj_database_url  # noqa: PLC0415 - only where there is one to read

    try:
        if not dj_database_url.parse(url).get("NAME"):
            raise InvalidDatabaseUrl(url)
    except ValueError as error:
        raise InvalidDatabaseUrl(url) from error
    return url


class InvalidDatabaseUrl(ValueError):  # noqa: N818 - becomes a line for whoever starts the desk
    """What was given is no address of a database."""


def _run_command(command: Sequence[str]) -> int:
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - after the environment

    from checker.desk.serving import startup  # noqa: PLC0415 - after the environment

    is_prepared = command[0] in OWN_COMMANDS and command[0] not in LOOKING_COMMANDS
    problem = startup.prepare_database() if is_prepared else ""
    if not problem and is_prepared and command[0] not in KEYLESS_COMMANDS:
        problem = startup.prepare_firm()
    if problem:
        return _fail(problem)
    name, *rest = command
    # The checks load every page, which takes longer than most commands; the tests have them.
    options = ["--skip-checks"] if name in OWN_COMMANDS else []
    try:
        execute_from_command_line(["checker desk", name, *options, *rest])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(bool(end.code))
    return 0


def _serve(options: argparse.Namespace) -> int:
    requested = parse_address(options.listen)
    listen, measure = requested.with_free_port(), None
    if not options.no_measure:
        # Behind the port that was asked for: that after a free one may be anybody's.
        measure = parse_address(options.measure_listen) if options.measure_listen else requested.next_port()
        measure = measure.with_free_port()
    measure_options = _measure_options(options)
    signal.signal(signal.SIGTERM, _request_stop)
    signal.signal(signal.SIGINT, _request_stop)

    from checker.desk.serving import child_processes, server, startup  # noqa: PLC0415 - after the environment

    lock = FolderLock(data_folder(), listen.url)
    problem = startup.prepare_database() or startup.prepare_firm(listen, measure, lock.former_address)
    if problem:
        return _fail(problem)
    processes: list[child_processes.SupervisedProcess] = [
        child_processes.DailyPurgeProcess(),
        child_processes.NotifyProcess(data_folder() / CHANNELS_MARK, is_shared="DESK_DATABASE" in os.environ),
    ]
    if measure is not None:
        processes.append(child_processes.MeasureServerProcess(str(measure), *measure_options))
    notices = startup.startup_notices(listen, behind_proxy=options.behind_proxy)

    def print_ready() -> None:
        for line in (*notices, startup.ready_line(listen)):
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    try:
        return server.serve(listen, processes, options.workers, print_ready)
    finally:
        lock.release()


def _measure_options(options: argparse.Namespace) -> list[str]:
    """What is passed on to the measuring endpoints. Raises InvalidAddress, InvalidCapacity."""
    stamp = str(parse_address(options.measure_stamp)) if options.measure_stamp else ""
    if options.measure_capacity is not None:
        parse_capacity(options.measure_capacity)
    daily = "" if options.measure_daily is None else str(max(options.measure_daily, 0))
    valued_options = [("--stamp", stamp), ("--capacity-mbit", options.measure_capacity), ("--daily-gib", daily)]
    switches = [
        ("--no-stamp", options.no_measure_stamp),
        ("--stamp-any-address", options.measure_stamp_any_address),
        ("--no-places", options.no_measure_places),
    ]
    return [word for name, value in valued_options if value for word in (name, value)] + [
        name for name, on in switches if on
    ]


class _StopRequested(BaseException):
    """SIGTERM or Ctrl-C before the desk serves."""


def _request_stop(number: int, frame: FrameType | None) -> None:
    raise _StopRequested


def _address_in_use_message(error: AddressInUse) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"{error.strerror}: Hier lauscht schon ein anderes Programm; wählen Sie mit --listen einen anderen Port. / "
            "Another program listens here; choose another port with --listen."
        )
    return f"{error.strerror}: {os.strerror(error.errno or 0)}"


def _folder_in_use_message(address: str) -> str:
    at_de, at_en = (f" unter {address}", f" at {address}") if address else ("", "")
    return (
        f"{data_folder()}: Auf diesem Datenordner läuft schon ein Desk{at_de}. Beenden Sie ihn, oder nehmen Sie mit "
        f"--data einen anderen Ordner. / A desk already serves this folder{at_en}. End it, or take another one with "
        "--data."
    )


def _fail(line: str) -> int:
    sys.stderr.write(f"{line}\n")
    return EXIT_COULD_NOT_START
