"""python -m checker.desk.measure.stamp HOST:PORT: the STAMP reflector, a process of its own.

Apart from the HTTP one, because a gigabit there would make the packets here wait. It reads the secret, one line of
hexadecimal digits, from its standard input, says `listening on PORT`, and ends when its standard input does.
"""

import os
import select
import signal
import sys
import threading
import time

from checker.desk.measure.datagrams import Datagrams
from checker.desk.measure.reflector import Reflector

TIDY_S = 5.0


def main(argv: list[str]) -> int:
    """2 where the address cannot be had, with a sentence; else it ends with whoever started it."""
    host, _, port = argv[0].rpartition(":")
    secret = bytes.fromhex(sys.stdin.readline())
    # Ctrl-C reaches every process of the terminal; who started this one ends it in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        datagrams = Datagrams((host.strip("[]"), int(port)))
    except OSError as error:
        print(f"Cannot listen on {argv[0]} (UDP): {error.strerror or error}", file=sys.stderr)  # noqa: T201
        return 2
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    print(f"listening on {datagrams.port}", flush=True)  # noqa: T201
    reflect(datagrams, Reflector(secret, datagrams.port))
    return 0


def reflect(datagrams: Datagrams, reflector: Reflector, until: threading.Event | None = None) -> None:
    """Answers until `until` is set, or for ever: whatever waits in one go, then a look at the clock."""
    tidied = time.monotonic()
    while until is None or not until.is_set():
        select.select([datagrams.socket], [], [], TIDY_S if until is None else 0.1)
        while (one := datagrams.receive()) is not None:
            said = reflector.answer(one.data, one.peer, one.arrived, time.time(), one.ttl)
            if said is not None:
                datagrams.send(said, one)
            if time.monotonic() - tidied > TIDY_S:
                break
        if time.monotonic() - tidied > TIDY_S:
            tidied = time.monotonic()
            reflector.forget(time.time())


def _end_with_stdin() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
