"""Every test file can be collected under Windows' Python: one that cannot ends the whole run there."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
MODULES = {"crypt", "fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "spwd", "syslog", "termios", "tty"}
NAMES = {
    "os": {
        *("chown", "chroot", "environb", "fchmod", "fork", "getegid", "geteuid", "getgid", "getloadavg", "getpgid"),
        *("getuid", "killpg", "login_tty", "mkfifo", "mknod", "nice", "openpty", "pipe2", "sched_getaffinity"),
        *("setgid", "setpgid", "setsid", "setuid", "setxattr", "statvfs", "sysconf", "uname", "wait", "waitid"),
        *("O_CLOEXEC", "O_DIRECTORY", "O_NOCTTY", "O_NOFOLLOW", "O_NONBLOCK", "O_PATH", "O_SYNC", "WNOHANG"),
    },
    "signal": {
        *("SIGALRM", "SIGCHLD", "SIGCONT", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGSTOP", "SIGTSTP"),
        *("SIGUSR1", "SIGUSR2", "SIGWINCH", "SIGXCPU", "alarm", "pthread_kill", "pthread_sigmask", "setitimer"),
    },
    "socket": {
        *("AF_NETLINK", "AF_PACKET", "AF_UNIX", "IP_MTU_DISCOVER", "MSG_DONTWAIT", "MSG_ERRQUEUE", "SCM_RIGHTS"),
        *("SO_BINDTODEVICE", "SO_REUSEPORT", "SO_TIMESTAMPNS", "TCP_INFO"),
    },
    "select": {"epoll", "poll"},
    "time": {"CLOCK_MONOTONIC", "CLOCK_REALTIME", "clock_gettime", "tzset"},
}
"""What CPython for Windows lacks (its dir() beside Linux'), as far as a test might want it."""


def test_no_file_needs_posix_when_it_is_imported() -> None:
    names_by_file = {
        str(file.relative_to(TESTS)): [*posix_names(file.read_text())] for file in sorted(TESTS.rglob("*.py"))
    }
    needing = {file: names for file, names in names_by_file.items() if names and file not in PROGRAMS}
    assert needing == {}, "guard it: if sys.platform != 'win32', hasattr, or import it where it is used"


PROGRAMS = {"lab/line_relay.py"}
"""Started as a program of its own on Linux, never imported."""


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import fcntl", ["fcntl"]),
        ("from pty import openpty", ["pty"]),
        ("import os\nROOT = os.geteuid() == 0", ["os.geteuid"]),
        ("import signal\n@mark(signal.SIGKILL)\ndef test(): ...", ["signal.SIGKILL"]),
        ("import os\nROOT = hasattr(os, 'geteuid') and os.geteuid() == 0", []),
        ("import os\nROOT = not hasattr(os, 'geteuid') or os.geteuid() == 0", []),
        ("import sys\nif sys.platform != 'win32':\n    import termios", []),
        ("try:\n    import resource\nexcept ImportError:\n    resource = None", []),
        ("def test():\n    import pty", []),
        ("import os\ntest = lambda: os.fork()", []),
    ],
)
def test_what_is_and_is_not_needed(source: str, names: list[str]) -> None:
    assert [*posix_names(source)] == names


def posix_names(source: str) -> Iterator[str]:
    """Names that Windows lacks and that importing the file asks for."""
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.decorator_list, *node.args.defaults]
        elif not isinstance(node, ast.Lambda | ast.Try) and not is_guarded(node):
            yield from needed(node)
            waiting += ast.iter_child_nodes(node)


def is_guarded(node: ast.AST) -> bool:
    """An `if`, `and` or `or` that asks for the platform or for the name itself."""
    test = node.test if isinstance(node, ast.If | ast.IfExp) else node if isinstance(node, ast.BoolOp) else None
    text = ast.unparse(test) if test else ""
    return "sys.platform" in text or "hasattr(" in text


def needed(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (name.name for name in node.names if name.name in MODULES)
    elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
        yield node.module
    elif isinstance(node, ast.Attribute) and node.attr in NAMES.get(ast.unparse(node.value), ()):
        yield ast.unparse(node)
