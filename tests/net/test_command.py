"""Programs of the system: what they print, and how they fail."""

import sys

import pytest

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.command import CommandResult, command_output, run_command


@pytest.mark.skipif(sys.platform == "win32", reason="by echo, sleep and sh")
@pytest.mark.parametrize(
    ("command", "kind"),
    [
        (("sleep", "5"), FailureKind.TIMEOUT),
        (("false",), FailureKind.BAD_ANSWER),
        (("no-such-command",), FailureKind.MISSING),
    ],
)
def test_a_command_that_fails(command: tuple[str, ...], kind: FailureKind) -> None:
    with pytest.raises(OperationFailed) as raised:
        command_output(*command, timeout_s=0.1)
    assert (raised.value.failure.operation, raised.value.failure.kind) == (Operation.RUN, kind)
    assert raised.value.failure.detail.split()[0] == command[0]


@pytest.mark.skipif(sys.platform == "win32", reason="by echo, sleep and sh")
def test_the_command_speaks() -> None:
    assert command_output("echo", "said") == "said\n"


@pytest.mark.skipif(sys.platform == "win32", reason="by echo, sleep and sh")
def test_complaints_are_no_answer() -> None:
    assert command_output("sh", "-c", "echo said; echo complained >&2") == "said\n"


@pytest.mark.skipif(sys.platform == "win32", reason="by echo, sleep and sh")
def test_status_complaints_and_variables() -> None:
    result = run_command("sh", "-c", "echo $LC_ALL >&2; printf '\\377'; exit 3", env={"LC_ALL": "C"})
    assert result == CommandResult(output="C\n\ufffd", status=3)


@pytest.mark.skipif(sys.platform == "win32", reason="by echo, sleep and sh")
def test_without_an_end_there_is_no_result() -> None:
    with pytest.raises(OperationFailed) as raised:
        run_command("sleep", "5", timeout_s=0.1)
    assert raised.value.failure.kind is FailureKind.TIMEOUT
