"""HOST:PORT, and whether it is free."""

import os
import socket

from checker.model.record import Record

_LOOPBACK_OF_WILDCARD = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - looked for, not bound


class InvalidAddress(ValueError):  # noqa: N818 - becomes a line for whoever starts the desk
    """What was given is not HOST:PORT."""


class AddressInUse(OSError):  # noqa: N818 - the same
    """Another program listens there, or the address is not one of this computer."""


class ListenAddress(Record, frozen=True, kw_only=True):
    """Where a process listens."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """How this computer reaches it; an address that means all of them is named by loopback."""
        return f"http://{ListenAddress(host=_LOOPBACK_OF_WILDCARD.get(self.host, self.host), port=self.port)}"

    @property
    def is_loopback(self) -> bool:
        """Whether nobody else can reach it."""
        return self.host in ("localhost", "::1") or self.host.startswith("127.")

    def next_port(self) -> "ListenAddress":
        """The port after it; any free one after any free one."""
        return ListenAddress(host=self.host, port=self.port + 1 if self.port else 0)

    def with_free_port(self) -> "ListenAddress":
        """This address, port 0 replaced by a free one. Raises AddressInUse."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                if os.name == "posix":
                    # Allows a port whose last connections are just closing, never one that is listened on.
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((self.host, self.port))
                return ListenAddress(host=self.host, port=int(probe.getsockname()[1]))
        except OSError as error:
            raise AddressInUse(error.errno, str(self)) from error


def parse_address(text: str, default_host: str = "0.0.0.0") -> ListenAddress:  # noqa: S104 - asked for by `:8000`
    """`127.0.0.1:8000`, `[::1]:8000`; `:8000` for `default_host`, every address of this PC. Raises InvalidAddress."""
    host, colon, port = text.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65535 or ("[" in host) != ("]" in host):
        raise InvalidAddress(text)
    host = host.strip("[]")
    return ListenAddress(host="127.0.0.1" if host == "localhost" else host or default_host, port=int(port))
