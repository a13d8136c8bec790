"""One echo request that lives for so many hops, or that must not be split, and who answered it in which way."""

import sys

from checker.model.failure import OperationFailed
from checker.net.icmp.messages import EchoReply, EchoRequest
from checker.net.phase_log import logged_phase


@logged_phase("echo request", reply=lambda reply: reply.kind)
def send_echo(request: EchoRequest) -> EchoReply:
    """Sends it and waits. No right of an administrator is needed.

    Raises OperationFailed or OSError where nothing is sent.

    Windows' own call; datagram ICMP on macOS (icmp(4)) and, by its error queue, on Linux (ip(7)); where a Linux does
    not allow that (net.ipv4.ping_group_range), the system's `ping` program.
    """
    if sys.platform == "win32":
        from checker.net.icmp.windows import send_request  # noqa: PLC0415 - its library exists on Windows only

        return send_request(request)
    from checker.net.icmp.datagram import open_icmp_socket  # noqa: PLC0415
    from checker.net.icmp.datagram import send_request as by_socket  # noqa: PLC0415
    from checker.net.icmp.program import send_request as by_program  # noqa: PLC0415 - not for Windows

    sock = open_icmp_socket(request.version)
    if sock is None:
        return by_program(request)
    with sock:
        return by_socket(sock, request)


def try_echo(request: EchoRequest) -> EchoReply | None:
    """As `send_echo`; None where it could not be sent at all."""
    try:
        return send_echo(request)
    except (OperationFailed, OSError):
        return None
