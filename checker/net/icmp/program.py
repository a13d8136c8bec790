"""A single echo request by the system's `ping` program (iputils), where datagram ICMP is not allowed."""

import os
import re
import subprocess

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.icmp.messages import HEADER_BYTES, MIN_PACKET_BYTES, SILENCE, EchoReply, EchoReplyKind, EchoRequest

_REPLY_FROM = re.compile(r"bytes from ([0-9a-f.:]+)[%:].*time=", re.IGNORECASE)
_ERROR_FROM = re.compile(
    r"^From ([0-9a-f.:]+)[% ].*?(exceeded|too big|Frag needed|nreachable)", re.MULTILINE | re.IGNORECASE
)
_LOCAL_ERROR = re.compile(r"essage too long")
_MTU = re.compile(r"mtu ?= ?(\d{1,6})")
_ERROR_KINDS = {
    "exceeded": EchoReplyKind.EXPIRED,
    "too big": EchoReplyKind.TOO_BIG,
    "frag needed": EchoReplyKind.TOO_BIG,
}
_EXIT_REFUSED = 2
"""iputils: the request itself was not accepted."""


def send_request(request: EchoRequest) -> EchoReply:
    """Raises OperationFailed where there is no such program, or it refuses."""
    size = (request.size or MIN_PACKET_BYTES[request.version]) - HEADER_BYTES[request.version]
    command = ["ping", f"-{request.version}", "-n", "-c", "1", "-W", f"{request.wait_s:g}", "-s", str(size)]
    command += ["-t", str(request.ttl)] if request.ttl else []
    command += ["-M", "do"] if request.dont_fragment else []
    try:
        completed = subprocess.run(
            [*command, request.address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=request.wait_s + 1,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired:
        return SILENCE
    except OSError as error:
        raise OperationFailed(Operation.PING, FailureKind.MISSING, "ping program") from error
    reply = parse_ping_output(completed.stdout)
    if reply is SILENCE and completed.returncode == _EXIT_REFUSED:
        raise OperationFailed(Operation.PING, FailureKind.UNSUPPORTED, "ping program")
    return reply


def parse_ping_output(text: str) -> EchoReply:
    """What iputils' lines mean. Never raises; a text that says nothing is silence."""
    if answer := _REPLY_FROM.search(text):
        return EchoReply(kind=EchoReplyKind.ANSWER, responder=answer[1].rstrip(":"))
    mtu_match = _MTU.search(text)
    mtu = int(mtu_match[1]) if mtu_match else 0
    if error := _ERROR_FROM.search(text):
        return EchoReply(
            kind=_ERROR_KINDS.get(error[2].lower(), EchoReplyKind.UNREACHABLE), responder=error[1], mtu=mtu
        )
    if _LOCAL_ERROR.search(text):
        return EchoReply(kind=EchoReplyKind.TOO_BIG, mtu=mtu)
    return EchoReply(kind=EchoReplyKind.UNREACHABLE) if "nreachable" in text else SILENCE
