"""python -m checker.desk.measure: serves the measuring endpoints until it is told to end."""

import argparse
import signal
import sys
import threading
from collections.abc import Sequence

from checker.desk.measure.capacity import InvalidCapacity, parse_capacity
from checker.desk.measure.child_process import on_stdin_end
from checker.desk.measure.endpoints import UPLOAD_LIMIT, MeasureEndpoints
from checker.desk.measure.listen_address import InvalidAddress, ListenAddress, parse_address
from checker.desk.measure.load.daily_volume import NETWORK_BYTES, DailyVolume
from checker.desk.measure.load.slot_queue import SlotQueue
from checker.desk.measure.server import MAX_CONNECTIONS, MAX_PER_ADDRESS, MeasureServer
from checker.desk.measure.stamp.sessions import StampSessions
from checker.desk.measure.stamp.supervisor import ReflectorSupervisor

_DEFAULT_LISTEN = ListenAddress(host="127.0.0.1", port=8989)


def main(argv: Sequence[str] | None = None) -> int:
    """Prints one line `listening on http://HOST:PORT` when it is ready; ends with 0 on SIGTERM or Ctrl-C.

    With `--with-stdin` it also ends when its standard input does, so that it never outlives whoever started it.
    """
    options = _parse_arguments(argv)
    reflector = ReflectorSupervisor(options.stamp or options.listen)
    sessions = (
        None
        if options.no_stamp
        else StampSessions(reflector.secret, lambda: reflector.port, bound=not options.stamp_any_address)
    )
    # A reflector beside a listener on loopback is out of reach for those whom a proxy brings.
    reachable = options.stamp is not None or not options.listen.is_loopback
    slot_queue = None if options.no_places else SlotQueue()
    endpoints = MeasureEndpoints(
        options.upload_limit_mib << 20,
        slot_queue,
        options.capacity_mbit,
        sessions,
        volume=DailyVolume(options.daily_gib << 30),
        stamp_behind_proxy=reachable,
        stamp_on_loopback=(options.stamp or options.listen).is_loopback,
    )
    try:
        address = (options.listen.host, options.listen.port)
        server = MeasureServer(address, endpoints, options.connections, options.per_address)
    except OSError as error:
        print(f"Cannot listen on {options.listen.host} port {options.listen.port}: {error.strerror}", file=sys.stderr)  # noqa: T201
        return 2
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: server.stop())
    if options.with_stdin:
        on_stdin_end(server.stop)
    host, port = server.address
    if not options.no_stamp:
        reflector.start()
    print(f"listening on http://{ListenAddress(host=host, port=port)}", flush=True)  # noqa: T201
    try:
        server.serve()
    finally:
        if not options.no_stamp:
            reflector.stop()
    return 0


def _parse_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m checker.desk.measure", description="Serves the endpoints that clients measure their line with."
    )
    parser.add_argument("--listen", type=_parse_listen_address, default=_DEFAULT_LISTEN, metavar="HOST:PORT")
    parser.add_argument("--connections", type=_parse_positive, default=MAX_CONNECTIONS, help="at once, at most")
    parser.add_argument(
        "--per-address", type=int, default=MAX_PER_ADDRESS, help="at once from one address; 0: any number"
    )
    parser.add_argument("--upload-limit-mib", type=_parse_positive, default=UPLOAD_LIMIT >> 20, help="of one request")
    parser.add_argument("--stamp", type=_parse_listen_address, metavar="HOST:PORT", help="UDP; default as --listen")
    parser.add_argument(
        "--stamp-any-address", action="store_true", help="a UDP proxy on another machine brings the packets"
    )
    parser.add_argument("--no-stamp", action="store_true", help="no STAMP reflector")
    parser.add_argument(
        "--daily-gib",
        type=int,
        default=NETWORK_BYTES >> 30,
        metavar="N",
        help="that one network may load in a day; 0: any number",
    )
    parser.add_argument(
        "--capacity-mbit", type=_parse_capacity, default=(0.0, 0.0), metavar="DOWN/UP", help="of this line"
    )
    parser.add_argument("--no-places", action="store_true", help="nobody waits for anybody")
    parser.add_argument("--with-stdin", action="store_true", help="end when standard input ends")
    return parser.parse_args(argv)


def _parse_listen_address(text: str) -> ListenAddress:
    try:
        return parse_address(text, _DEFAULT_LISTEN.host)
    except InvalidAddress as error:
        raise argparse.ArgumentTypeError(f"{error}: not HOST:PORT") from error


def _parse_capacity(text: str) -> tuple[float, float]:
    try:
        return parse_capacity(text)
    except InvalidCapacity as error:
        raise argparse.ArgumentTypeError(f"{error}: not DOWN/UP in Mbit/s") from error


def _parse_positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text}: not a number above 0")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
