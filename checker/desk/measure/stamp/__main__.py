"""python -m checker.desk.measure.stamp HOST:PORT: the STAMP reflector, a process of its own.

Apart from the HTTP one, because a gigabit there would make the packets here wait. It reads the secret, one line of
hexadecimal digits, from its standard input, says `listening on PORT`, and ends when its standard input does.
"""

import os
import select
import signal
import sys
import threading

from checker.desk.measure.child_process import on_stdin_end
from checker.desk.measure.listen_address import parse_address
from checker.desk.measure.stamp.datagram_socket import DatagramSocket
from checker.desk.measure.stamp.reflector import StampReflector
from checker.net.clock import monotonic_s, wall_s

CLEANUP_INTERVAL_S = 5.0


def main(argv: list[str]) -> int:
    """2 where the address cannot be had, with a sentence; else it ends with whoever started it."""
    address = parse_address(argv[0])
    secret = bytes.fromhex(sys.stdin.readline())
    # Ctrl-C reaches every process of the terminal; who started this one ends it in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        datagrams = DatagramSocket((address.host, address.port))
    except OSError as error:
        print(f"Cannot listen on {argv[0]} (UDP): {error.strerror or error}", file=sys.stderr)  # noqa: T201
        return 2
    on_stdin_end(lambda: os._exit(0))
    print(f"listening on {datagrams.port}", flush=True)  # noqa: T201
    reflect(datagrams, StampReflector(secret, datagrams.port))
    return 0


def reflect(datagrams: DatagramSocket, reflector: StampReflector, stop_event: threading.Event | None = None) -> None:
    """Answers until `stop_event` is set, or for ever: whatever waits in one go, then a look at the clock."""
    cleaned_at = monotonic_s()
    while stop_event is None or not stop_event.is_set():
        select.select([datagrams.socket], [], [], CLEANUP_INTERVAL_S if stop_event is None else 0.1)
        while (datagram := datagrams.receive()) is not None:
            reply = reflector.reflect(datagram.data, datagram.peer, datagram.received_at, wall_s(), datagram.ttl)
            if reply is not None:
                datagrams.send(reply, datagram)
            if monotonic_s() - cleaned_at > CLEANUP_INTERVAL_S:
                break
        if monotonic_s() - cleaned_at > CLEANUP_INTERVAL_S:
            cleaned_at = monotonic_s()
            reflector.drop_expired(wall_s())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
