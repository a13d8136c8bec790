"""python3 -m checker: the client; its first word may be one of COMMANDS, or of CHILDREN where it starts itself."""

import importlib
import sys

from checker.bootstrap import ensure_environment
from checker.bootstrap.standard_streams import open_standard_streams

COMMANDS = {
    "demo": "checker.demo.main",
    "desk": "checker.desk.main",
    "history": "checker.client.history.main",
    "measure": "checker.client.measure_command",
    "profile": "checker.client.authoring.main",
    "uninstall": "checker.client.removal.main",
}
PACKAGED = ("history", "profile", "uninstall")
"""Commands that a packaged program has too: neither an employee nor a technician's notebook has Python."""
WINDOWLESS = ("desk", "history", "measure", "profile")
TERMINAL_OPTIONS = ("--text", "--help", "-h", "--version", "--self-test", "--outages")
"""What is read in a terminal. A window must not be bound to one."""
STARTED_AS = "--started-as"
CLIENT = "checker.client.main"
CHILDREN = {
    "--worker": "checker.run.worker",
    "--pac-script": "checker.net.pac.evaluation.script_process",
    "--receive-datagrams": "checker.net.receiver_process",
}
"""Where a driver or a stranger's script may hang or crash without harm to the program, or where it must not be late."""


def main() -> int:
    """Dispatches by the first argument. Imports nothing that a missing package could break before it is there."""
    arguments = sys.argv[1:]
    forbid_wmi()
    if arguments[:1] == [STARTED_AS] and set(arguments[2:3]) & set(COMMANDS):
        arguments = arguments[2:]  # the portable file puts its own path before everything; a command needs none
    is_child = bool(arguments) and arguments[0] in CHILDREN
    options = {argument.partition("=")[0] for argument in arguments}
    terminal = bool(set(arguments[:1]) & set(WINDOWLESS) or options & set(TERMINAL_OPTIONS))
    open_standard_streams(terminal=terminal and not is_child)
    if is_child:
        return int(importlib.import_module(CHILDREN[arguments[0]]).main())
    ensure_environment("program", "checker", arguments, window=not terminal)
    commands = PACKAGED if getattr(sys, "frozen", False) else COMMANDS
    if arguments and arguments[0] in commands:
        return int(importlib.import_module(COMMANDS[arguments[0]]).main(arguments[1:]))
    return int(importlib.import_module(CLIENT).main(arguments))


def forbid_wmi() -> None:
    """Libraries call `platform.system`, which from Python 3.12 on asks Windows' WMI: seconds, or for ever.

    Where its module cannot be imported, which None in its place forbids (The import system, 5.3.1), `platform` asks
    the system itself, as it did before.
    """
    if sys.platform == "win32":
        sys.modules.setdefault("_wmi", None)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
