"""A process that reads a socket at once: when datagrams arrived is known though this one reads late."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import psutil
import pytest

from checker.net import receiver
from checker.net.clock import monotonic_s, wall_s
from checker.net.receive_time import TimestampedDatagram
from checker.net.receiver import ReceiverProcess
from tests.lab.processes import command_line

Ends = tuple[socket.socket, socket.socket]


@pytest.fixture
def ends() -> Iterator[Ends]:
    """A connected socket that does not wait, and the far end of it."""
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as near,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as far,
    ):
        far.bind(("127.0.0.1", 0))
        near.connect(far.getsockname())
        far.connect(near.getsockname())
        near.setblocking(False)
        yield near, far


@pytest.fixture
def process(ends: Ends) -> Iterator[ReceiverProcess]:
    process = ReceiverProcess(ends[0])
    yield process
    process.close()


def wait_until_ready(process: ReceiverProcess, sock: socket.socket) -> None:
    deadline = monotonic_s() + 30
    while process.readable() is sock:
        assert monotonic_s() < deadline, "the child has not started"
        time.sleep(0.01)


def receiving_children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "--receive-datagrams" in command_line(child)]


def next_datagram(process: ReceiverProcess) -> TimestampedDatagram:
    deadline = monotonic_s() + 10
    while (datagram := process.receive()) is None:
        assert monotonic_s() < deadline
        time.sleep(0.005)
    return datagram


def test_read_late_but_arrived_early(ends: Ends, process: ReceiverProcess) -> None:
    near, far = ends
    wait_until_ready(process, near)
    before = wall_s()
    far.send(b"first")
    far.send(b"")
    time.sleep(0.4)
    first, second = next_datagram(process), next_datagram(process)
    assert (first.data, second.data, first.sender) == (b"first", b"", far.getsockname())
    assert before <= first.received_at_s <= second.received_at_s < before + 0.3


def test_until_the_child_is_ready_it_is_read_here(ends: Ends, process: ReceiverProcess) -> None:
    ends[1].send(b"early")
    assert next_datagram(process).data == b"early"


def test_a_refusal_reaches_the_one_who_asked(ends: Ends, process: ReceiverProcess) -> None:
    near, far = ends
    wait_until_ready(process, near)
    far.close()
    near.send(b"x")
    with pytest.raises(ConnectionRefusedError):
        next_datagram(process)


def test_a_child_that_dies_is_replaced_by_reading_here(ends: Ends, process: ReceiverProcess) -> None:
    near, far = ends
    wait_until_ready(process, near)
    (child,) = receiving_children()
    child.kill()
    child.wait()
    far.send(b"after")
    assert next_datagram(process).data == b"after"
    assert process.readable() is near


def test_no_child_can_be_had(ends: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiver, "own_command", lambda *arguments: ["/nowhere/program", *arguments])
    process = ReceiverProcess(ends[0])
    ends[1].send(b"here")
    assert next_datagram(process).data == b"here"
    assert process.readable() is ends[0]
    process.close()


def test_closing_ends_the_child(ends: Ends) -> None:
    process = ReceiverProcess(ends[0])
    wait_until_ready(process, ends[0])
    (child,) = receiving_children()
    process.close()
    assert not child.is_running()
    assert receiving_children() == []


ABANDON = """
import os, socket, time
import psutil
from checker.net.receiver import ReceiverProcess
from tests.lab.processes import command_line

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect(("127.0.0.1", 9))
process = ReceiverProcess(sock)
while process.readable() is sock:
    time.sleep(0.01)
print(*(child.pid for child in psutil.Process().children()), flush=True)
os._exit(0)
"""


def test_a_child_whose_parent_is_gone_ends() -> None:
    child_id = int(subprocess.check_output([sys.executable, "-c", ABANDON], text=True, timeout=60))
    deadline = monotonic_s() + 20
    while psutil.pid_exists(child_id) and psutil.Process(child_id).status() != psutil.STATUS_ZOMBIE:
        assert monotonic_s() < deadline
        time.sleep(0.05)
