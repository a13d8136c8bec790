"""python3 -m checker: the client; its first word may be one of COMMANDS, or of CHILDREN where it starts itself."""

import importlib
import io
import sys

from checker.bootstrap import ensure_environment

COMMANDS = {
    "demo": "checker.demo.main",
    "desk": "checker.desk.main",
    "measure": "checker.client.measure_command",
    "profile": "checker.client.authoring.main",
    "uninstall": "checker.client.removal.main",
}
PACKAGED = ("profile", "uninstall")
"""Commands that a packaged program has too: a technician's notebook has no Python."""
WINDOWLESS = ("desk", "measure", "profile")
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
    # A windowed executable has no console; libraries that print must not fail for it.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    if arguments and arguments[0] in CHILDREN:
        return int(importlib.import_module(CHILDREN[arguments[0]]).main())
    ensure_environment(
        "program",
        "checker",
        arguments,
        window="--text" not in arguments and not set(arguments[:1]) & set(WINDOWLESS),
    )
    commands = PACKAGED if getattr(sys, "frozen", False) else COMMANDS
    if arguments and arguments[0] in commands:
        return int(importlib.import_module(COMMANDS[arguments[0]]).main(arguments[1:]))
    return int(importlib.import_module(CLIENT).main(arguments))


if __name__ == "__main__":
    sys.exit(main())
