"""python -m checker.desk.measure: serves the measuring endpoints until it is told to end."""

import argparse
import signal
import sys
import threading
from collections.abc import Sequence

from checker.desk.measure.capacity import BadCapacity, capacity
from checker.desk.measure.endpoints import UPLOAD_LIMIT, Endpoints
from checker.desk.measure.keeper import Keeper
from checker.desk.measure.places import Places
from checker.desk.measure.server import CONNECTIONS, PER_ADDRESS, Server
from checker.desk.measure.sessions import Sessions

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def main(argv: Sequence[str] | None = None) -> int:
    """Prints one line `listening on http://HOST:PORT` when it is ready; ends with 0 on SIGTERM or Ctrl-C.

    With `--with-stdin` it also ends when its standard input does, so that it never outlives whoever started it.
    """
    told = _arguments(argv)
    keeper = Keeper(told.stamp or told.listen)
    sessions = None if told.no_stamp else Sessions(keeper.secret, lambda: keeper.port)
    # A reflector beside a listener on loopback is out of reach for those whom a proxy brings.
    reachable = told.stamp is not None or told.listen[0] not in _LOOPBACK
    places = None if told.no_places else Places()
    endpoints = Endpoints(
        told.upload_limit_mib << 20, places, told.capacity_mbit, sessions, stamp_behind_proxy=reachable
    )
    try:
        server = Server(told.listen, endpoints, told.connections, told.per_address)
    except OSError as error:
        print(f"Cannot listen on {told.listen[0]} port {told.listen[1]}: {error.strerror}", file=sys.stderr)  # noqa: T201
        return 2
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: server.stop())
    if told.with_stdin:
        threading.Thread(target=_end_with_stdin, args=(server,), daemon=True).start()
    host, port = server.address
    if not told.no_stamp:
        keeper.start()
    print(f"listening on http://{f'[{host}]' if ':' in host else host}:{port}", flush=True)  # noqa: T201
    try:
        server.serve()
    finally:
        if not told.no_stamp:
            keeper.stop()
    return 0


def _end_with_stdin(server: Server) -> None:
    sys.stdin.read()
    server.stop()


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m checker.desk.measure", description="Serves the endpoints that clients measure their line with."
    )
    parser.add_argument("--listen", type=_address, default=("127.0.0.1", 8989), metavar="HOST:PORT")
    parser.add_argument("--connections", type=_positive, default=CONNECTIONS, help="at once, at most")
    parser.add_argument("--per-address", type=int, default=PER_ADDRESS, help="at once from one address; 0: any number")
    parser.add_argument("--upload-limit-mib", type=_positive, default=UPLOAD_LIMIT >> 20, help="of one request")
    parser.add_argument("--stamp", type=_address, metavar="HOST:PORT", help="UDP; default as --listen")
    parser.add_argument("--no-stamp", action="store_true", help="no STAMP reflector")
    parser.add_argument("--capacity-mbit", type=_capacity, default=(0.0, 0.0), metavar="DOWN/UP", help="of this line")
    parser.add_argument("--no-places", action="store_true", help="nobody waits for anybody")
    parser.add_argument("--with-stdin", action="store_true", help="end when standard input ends")
    return parser.parse_args(argv)


def _address(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"{text}: not HOST:PORT")
    return host.strip("[]") or "127.0.0.1", int(port)


def _capacity(text: str) -> tuple[float, float]:
    try:
        return capacity(text)
    except BadCapacity as error:
        raise argparse.ArgumentTypeError(f"{error}: not DOWN/UP in Mbit/s") from error


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text}: not a number above 0")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
