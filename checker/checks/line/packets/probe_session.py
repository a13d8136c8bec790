"""Opens the train of packets, to the desk's reflector or to a STUN server; keeps it going while nothing loads."""

import re
import select
import socket
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from checker.checks.context import ProbeContext
from checker.checks.line.packets.codec import PacketCodec, StampCodec, StunCodec
from checker.checks.line.packets.packet_probe import PACKET_INTERVAL_S, PacketProbe
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.clock import monotonic_s
from checker.net.stun import binding

SILENCE_S = 1.2
"""No answer for so long since the first packet: nothing gets through. Satellites answer within 0.7 s."""
DRAIN_S = 1.0
"""What the last packets of a load may take through a full queue."""
_KEY = re.compile(r"[0-9a-f]{64}")
RemoteAddresses = Callable[[Iterable[str]], list[str]]


def open_stamp_probe(
    fetch_json: Callable[[str], dict[str, Any]], host: str, remote: RemoteAddresses = list
) -> PacketProbe:
    """A train to the reflector whose session the endpoint hands out. `remote`: which of its addresses may be probed.

    Raises OperationFailed, Cancelled.
    """
    reply = fetch_json("stamp")
    port, session, key = reply.get("port"), reply.get("ssid"), str(reply.get("key", ""))
    if not isinstance(port, int) or not isinstance(session, int) or not _KEY.fullmatch(key):
        raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, "stamp")
    if not (0 < port < 65536 and 0 <= session < 65536):
        raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, "stamp")
    return _open_probe(host, port, StampCodec(session, bytes.fromhex(key)), remote)


def open_stun_probe(server: str, remote: RemoteAddresses = list) -> PacketProbe:
    """A train to `host` or `host:port`, `[address]:port` for IPv6. Raises OperationFailed."""
    try:
        split = urlsplit(f"//{server}")
        host, port = split.hostname or "", split.port or binding.PORT
    except ValueError as error:
        raise OperationFailed(Operation.RESOLVE, FailureKind.UNSUPPORTED, "stun") from error
    return _open_probe(host, port, StunCodec(), remote)


def _open_probe(host: str, port: int, codec: PacketCodec, remote: RemoteAddresses) -> PacketProbe:
    try:
        address_infos = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    except OSError as error:
        raise OperationFailed.from_error(Operation.RESOLVE, error) from error
    first_error: OperationFailed | None = None
    for address in dict.fromkeys(remote(str(info[4][0]) for info in address_infos)):
        packet_probe = PacketProbe(address, port, codec)
        try:
            _wait_for_reply(packet_probe)
        except OperationFailed as probe_error:
            packet_probe.close()
            first_error = first_error or probe_error
            continue
        packet_probe.note_arrivals()
        return packet_probe
    raise first_error or OperationFailed(Operation.RESOLVE, FailureKind.NOT_FOUND)


def _wait_for_reply(packet_probe: PacketProbe) -> None:
    ends = monotonic_s() + SILENCE_S
    while monotonic_s() < ends:
        _send_and_receive(packet_probe)
        if packet_probe.reply_count:
            return
    if packet_probe.failure is not None:
        raise OperationFailed.from_failure(packet_probe.failure)
    raise OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT, packet_probe.name)


def run_probe(context: ProbeContext, packet_probe: PacketProbe, seconds: float) -> None:
    """Sends and hears for so long. Raises Cancelled."""
    ends = monotonic_s() + seconds
    while monotonic_s() < ends:
        context.raise_if_cancelled()
        _send_and_receive(packet_probe)


def drain(
    context: ProbeContext, packet_probe: PacketProbe, load_ended_at: float, idle_s: float, longest_s: float = DRAIN_S
) -> None:
    """Waits until packets sent before `load_ended_at` had their time to come back, and the line is quiet again."""
    ends = monotonic_s() + longest_s
    while monotonic_s() < ends:
        context.raise_if_cancelled()
        _send_and_receive(packet_probe)
        replied = [packet for packet in packet_probe.packets(load_ended_at) if packet.round_trip_s is not None]
        if len(replied) >= 2 and (replied[-1].round_trip_s or 0.0) < 1.5 * idle_s + 0.01:
            return


def _send_and_receive(packet_probe: PacketProbe) -> None:
    packet_probe.send_due()
    if select.select([packet_probe.readable()], [], [], min(PACKET_INTERVAL_S, packet_probe.due_s()))[0]:
        packet_probe.receive_replies()
