"""One window for one employee, home and profile: a second start brings the first to the front.

Nothing is sent but that wish: no port is opened, so no firewall asks, and nobody can feed the window.
"""

import contextlib
import ctypes
import hashlib
import logging
import os
import socket
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from checker.net.foreign_library import POINTER, Functions, Signature, last_error, load_library
from checker.net.windows.user32 import load_user32

log = logging.getLogger(__name__)
ANSWER_TIMEOUT_S = 2.0
"""A window that has not come by then hangs: the later start opens its own."""
MAX_SOCKET_PATH_BYTES = 100
"""macOS has room for 104 with the closing zero, Linux for 108 (unix(7))."""
ACTIVATION_VARIABLE = "XDG_ACTIVATION_TOKEN"
"""By it Wayland lets one program hand the front to another (xdg-activation-v1); Qt reads it from the environment."""
MAX_TOKEN_BYTES = 300
ACKNOWLEDGEMENT = b"in front\n"
_NUMBER, _TEXT = ctypes.c_uint32, ctypes.c_wchar_p
FUNCTIONS: Functions = {
    "CreateEventW": Signature(POINTER, (POINTER, _NUMBER, _NUMBER, _TEXT)),
    "OpenEventW": Signature(POINTER, (_NUMBER, _NUMBER, _TEXT)),
    "SetEvent": Signature(_NUMBER, (POINTER,)),
    "CloseHandle": Signature(_NUMBER, (POINTER,)),
    "WaitForSingleObject": Signature(_NUMBER, (POINTER, _NUMBER)),
}
"""synchapi.h, handleapi.h."""


class WindowInstance:
    """Used by one process; `subject` tells windows apart that may be open side by side, such as two profiles'."""

    def __init__(self, home: Path, *subject: str) -> None:
        screen = (os.environ.get(name, "") for name in ("DISPLAY", "WAYLAND_DISPLAY"))
        words = "\0".join((str(home.absolute()), *screen, *subject))
        name = hashlib.sha256(words.encode(errors="replace")).hexdigest()[:16]
        self._channel = _EventChannel(name) if sys.platform == "win32" else _SocketChannel(home, name)
        self._thread: threading.Thread | None = None

    def show_open_window(self) -> bool:
        """True when a window of an earlier start came to the front; never raises."""
        try:
            return self._channel.request_front(ANSWER_TIMEOUT_S)
        except OSError:
            return False

    def serve(self, bring_to_front: Callable[[], bool]) -> None:
        """Answers later starts by `bring_to_front`, in a thread of its own. Where that fails they open windows."""
        try:
            self._channel.open()
        except OSError as error:
            log.info("no single window: errno %s", error.errno)
            return
        self._thread = threading.Thread(target=self._answer, args=(bring_to_front,), name="instance", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Later starts open a window of their own again."""
        if self._thread is not None:
            self._channel.close()
            self._thread.join(ANSWER_TIMEOUT_S)
            self._thread = None

    def _answer(self, bring_to_front: Callable[[], bool]) -> None:
        try:
            self._channel.answer(bring_to_front)
        except OSError as error:
            log.info("no single window any more: errno %s", error.errno)


class _SocketChannel:
    """Linux and macOS: a socket in XDG_RUNTIME_DIR, else in the program's own folder; only this user may enter."""

    def __init__(self, home: Path, name: str) -> None:
        runtime = _private_runtime_folder()
        self._path = runtime / f"homeoffice-check-{name}" if runtime is not None else home / f"window-{name}"
        self._listener: socket.socket | None = None

    def request_front(self, timeout_s: float) -> bool:
        """Whether a window came to the front. Raises OSError where none answers."""
        with socket.socket(socket.AF_UNIX) as sock:
            sock.settimeout(timeout_s)
            sock.connect(self._address())
            sock.sendall(os.environ.get(ACTIVATION_VARIABLE, "").encode()[:MAX_TOKEN_BYTES] + b"\n")
            return sock.recv(len(ACKNOWLEDGEMENT)) == ACKNOWLEDGEMENT

    def open(self) -> None:
        """From now on this process is asked. Raises OSError."""
        address = self._address()
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        listener = socket.socket(socket.AF_UNIX)
        try:
            self._path.unlink(missing_ok=True)  # whoever was here did not answer: it was killed, or it hangs
            listener.bind(address)
            self._path.chmod(0o600)
            listener.listen(4)
        except OSError:
            listener.close()
            raise
        self._listener = listener

    def answer(self, bring_to_front: Callable[[], bool]) -> None:
        """Until `close`. Raises OSError."""
        listener = self._listener
        if listener is None:
            return
        with listener:
            while self._listener is not None:
                connection, _ = listener.accept()
                with connection, contextlib.suppress(OSError):
                    connection.settimeout(1.0)
                    _adopt_token(connection.recv(MAX_TOKEN_BYTES + 1))
                    if self._listener is not None and bring_to_front():
                        connection.sendall(ACKNOWLEDGEMENT)

    def close(self) -> None:
        """From any thread."""
        self._listener = None
        # Closing a listener does not end an accept in another thread: a last connection does.
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as sock:
            sock.settimeout(1.0)
            sock.connect(self._address())
        with contextlib.suppress(OSError):
            self._path.unlink()

    def _address(self) -> str:
        if len(os.fsencode(self._path)) > MAX_SOCKET_PATH_BYTES:
            raise OSError("the path is too long for a socket")
        return str(self._path)


def _private_runtime_folder() -> Path | None:
    name = os.environ.get("XDG_RUNTIME_DIR")
    if not name:
        return None
    folder = Path(name)
    try:
        status = folder.stat()
    except OSError:
        return None
    is_private = stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid() and not status.st_mode & 0o077
    return folder if is_private else None


def _adopt_token(line: bytes) -> None:
    token = line.strip().decode(errors="replace")
    if token and token.isascii() and token.isprintable():
        os.environ[ACTIVATION_VARIABLE] = token


class _EventChannel:
    """Windows: two named events of this sign-in session (Microsoft, "CreateEventW", "Kernel object namespaces").

    `Local\\` keeps other sessions out. `AllowSetForegroundWindow` hands on the right to come to the front, which
    Windows gives to the program that the employee has just started.
    """

    EVENT_MODIFY_STATE, SYNCHRONIZE = 0x0002, 0x00100000
    WAIT_OBJECT_0, INFINITE = 0, 0xFFFFFFFF
    ASFW_ANY = 0xFFFFFFFF

    def __init__(self, name: str) -> None:
        self._kernel32 = load_library("kernel32", FUNCTIONS)
        self._names = tuple(f"Local\\homeoffice-check-{name}-{event}" for event in ("request", "acknowledged"))
        self._request: int | None = None
        self._acknowledged: int | None = None
        self._is_closing = False

    def request_front(self, timeout_s: float) -> bool:
        """Whether a window came to the front. Raises OSError where none answers."""
        user32 = load_user32()
        access = self.EVENT_MODIFY_STATE | self.SYNCHRONIZE
        with contextlib.ExitStack() as handles:
            request, acknowledged = (
                self._opened(self._kernel32.OpenEventW(access, 0, name), handles) for name in self._names
            )
            self._kernel32.WaitForSingleObject(acknowledged, 0)  # an answer that came too late for an earlier start
            user32.AllowSetForegroundWindow(self.ASFW_ANY)
            self._kernel32.SetEvent(request)
            return bool(self._kernel32.WaitForSingleObject(acknowledged, int(timeout_s * 1000)) == self.WAIT_OBJECT_0)

    def open(self) -> None:
        """From now on this process is asked. Raises OSError."""
        with contextlib.ExitStack() as handles:
            # Each falls back by itself when one wait was served.
            self._request, self._acknowledged = (
                self._opened(self._kernel32.CreateEventW(None, 0, 0, name), handles) for name in self._names
            )
            handles.pop_all()

    def answer(self, bring_to_front: Callable[[], bool]) -> None:
        """Until `close`."""
        while self._kernel32.WaitForSingleObject(self._request, self.INFINITE) == self.WAIT_OBJECT_0:
            if self._is_closing:
                break
            if bring_to_front():
                self._kernel32.SetEvent(self._acknowledged)
        for handle in (self._request, self._acknowledged):
            self._kernel32.CloseHandle(handle)

    def close(self) -> None:
        """From any thread."""
        self._is_closing = True
        self._kernel32.SetEvent(self._request)

    def _opened(self, handle: int | None, handles: contextlib.ExitStack) -> int:
        if not handle:
            raise OSError(last_error(), "event")
        handles.callback(self._kernel32.CloseHandle, handle)
        return handle
