"""A single echo request by the system's `ping` program (iputils), where datagram ICMP is not allowed."""

import os
import re
import subprocess

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.echo import HEADERS, LEAST, SILENCE, Heard, Reply, Request

_ANSWER = re.compile(r"bytes from ([0-9a-f.:]+)[%:].*time=", re.IGNORECASE)
_FROM = re.compile(r"^From ([0-9a-f.:]+)[% ].*?(exceeded|too big|Frag needed|nreachable)", re.MULTILINE | re.IGNORECASE)
_LOCAL = re.compile(r"essage too long")
_MTU = re.compile(r"mtu ?= ?(\d{1,6})")
_WORDS = {"exceeded": Heard.EXPIRED, "too big": Heard.TOO_BIG, "frag needed": Heard.TOO_BIG}
_REFUSED = 2
"""iputils: the request itself was not accepted."""


def send(request: Request) -> Reply:
    """Raises OperationFailed where there is no such program, or it refuses."""
    size = (request.size or LEAST[request.version]) - HEADERS[request.version]
    command = ["ping", f"-{request.version}", "-n", "-c", "1", "-W", f"{request.wait_s:g}", "-s", str(size)]
    command += ["-t", str(request.hops)] if request.hops else []
    command += ["-M", "do"] if request.whole else []
    try:
        done = subprocess.run(
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
    reply = said(done.stdout)
    if reply is SILENCE and done.returncode == _REFUSED:
        raise OperationFailed(Operation.PING, FailureKind.UNSUPPORTED, "ping program")
    return reply


def said(text: str) -> Reply:
    """What iputils' lines mean. Never raises; a text that says nothing is silence."""
    if answer := _ANSWER.search(text):
        return Reply(heard=Heard.ANSWER, by=answer[1].rstrip(":"))
    told = _MTU.search(text)
    mtu = int(told[1]) if told else 0
    if error := _FROM.search(text):
        return Reply(heard=_WORDS.get(error[2].lower(), Heard.UNREACHABLE), by=error[1], mtu=mtu)
    if _LOCAL.search(text):
        return Reply(heard=Heard.TOO_BIG, mtu=mtu)
    return Reply(heard=Heard.UNREACHABLE) if "nreachable" in text else SILENCE
