"""Runs a program of the system and takes what it prints: bounded in time, without input, in whatever encoding."""

import subprocess
from collections.abc import Mapping

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record
from checker.net.system_program import child_environment, find_program

COMMAND_S = 3.0


class CommandResult(Record, frozen=True, kw_only=True):
    """`output`: both streams as text; `status`: the program's exit status."""

    output: str
    status: int


def command_output(*command: str, timeout_s: float = COMMAND_S) -> str:
    """What this program prints to its standard output.

    Raises OperationFailed: `missing`, `timeout`, or `bad-answer` with the exit status where that is not 0.
    """
    completed = _run(command, timeout_s, subprocess.DEVNULL)
    if completed.returncode:
        raise OperationFailed(Operation.RUN, FailureKind.BAD_ANSWER, f"{command[0]} {completed.returncode}")
    return completed.stdout


def run_command(*command: str, timeout_s: float = COMMAND_S, env: Mapping[str, str] | None = None) -> CommandResult:
    """The same for a program that means something by its status, its complaints among the output.

    `env`: variables on top of the system's. Raises OperationFailed: `missing` or `timeout`.
    """
    completed = _run(command, timeout_s, subprocess.STDOUT, env)
    return CommandResult(output=completed.stdout, status=completed.returncode)


def _run(
    command: tuple[str, ...], timeout_s: float, stderr: int, env: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(
            (find_program(command[0]), *command[1:]),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            errors="replace",
            timeout=timeout_s,
            check=False,
            env=child_environment(env),
        )
    except subprocess.TimeoutExpired:
        raise OperationFailed(Operation.RUN, FailureKind.TIMEOUT, command[0]) from None
    except OSError as error:
        raise OperationFailed(Operation.RUN, FailureKind.MISSING, command[0]) from error
