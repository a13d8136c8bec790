"""Opens the train of packets, to the desk's reflector or to a STUN server; keeps it going while nothing loads."""

import re
import select
import socket
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from checker.checks.context import ProbeContext
from checker.checks.line.voice import EVERY_S, Letters, Stamp, Stun, Voice
from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of
from checker.net import stun

SILENT_S = 1.2
"""No answer for so long since the first packet: nothing gets through. Satellites answer within 0.7 s."""
DRAIN_S = 1.0
"""What the last packets of a load may take through a full queue."""
_KEY = re.compile(r"[0-9a-f]{64}")


def stamp_voice(ask: Callable[[str], dict[str, Any]], host: str) -> Voice:
    """A train to the reflector whose session the endpoint hands out. Raises OperationFailed, Cancelled."""
    told = ask("stamp")
    port, session, key = told.get("port"), told.get("ssid"), str(told.get("key", ""))
    if not isinstance(port, int) or not isinstance(session, int) or not _KEY.fullmatch(key):
        raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, "stamp")
    if not (0 < port < 65536 and 0 <= session < 65536):
        raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, "stamp")
    return _answering(host, port, Stamp(session, bytes.fromhex(key)))


def stun_voice(server: str) -> Voice:
    """A train to `host` or `host:port`, `[address]:port` for IPv6. Raises OperationFailed."""
    try:
        told = urlsplit(f"//{server}")
        host, port = told.hostname or "", told.port or stun.PORT
    except ValueError as error:
        raise OperationFailed(Operation.RESOLVE, FailureKind.UNSUPPORTED, "stun") from error
    return _answering(host, port, Stun())


def _answering(host: str, port: int, letters: Letters) -> Voice:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    except OSError as error:
        failure = failure_of(Operation.RESOLVE, error)
        raise OperationFailed(failure.operation, failure.kind, failure.detail) from error
    failed: OperationFailed | None = None
    for address in dict.fromkeys(str(one[4][0]) for one in found):
        voice = Voice(address, port, letters)
        try:
            _first_answer(voice)
        except OperationFailed as first:
            voice.close()
            failed = failed or first
            continue
        return voice
    raise failed or OperationFailed(Operation.RESOLVE, FailureKind.NOT_FOUND)


def _first_answer(voice: Voice) -> None:
    ends = time.monotonic() + SILENT_S
    while time.monotonic() < ends:
        _turn(voice)
        if voice.answers:
            return
    if voice.failure is not None:
        raise OperationFailed(voice.failure.operation, voice.failure.kind, voice.failure.detail)
    raise OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT, voice.name)


def keep(context: ProbeContext, voice: Voice, seconds: float) -> None:
    """Sends and hears for so long. Raises Cancelled."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        context.raise_if_cancelled()
        _turn(voice)


def drain(context: ProbeContext, voice: Voice, over: float, idle_s: float) -> None:
    """Goes on until the packets sent before `over` had their time to come back, and the line is quiet again."""
    ends = time.monotonic() + DRAIN_S
    while time.monotonic() < ends:
        context.raise_if_cancelled()
        _turn(voice)
        quiet = [one for one in voice.packets(over) if one.round_trip_s is not None]
        if len(quiet) >= 2 and (quiet[-1].round_trip_s or 0.0) < 1.5 * idle_s + 0.01:
            return


def _turn(voice: Voice) -> None:
    voice.speak()
    if select.select([voice.sock], [], [], min(EVERY_S, voice.due_s()))[0]:
        voice.listen()
