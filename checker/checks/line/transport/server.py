"""Where to measure against: an address taken apart, and the names that LibreSpeed's back ends give their endpoints."""

from urllib.parse import urljoin, urlsplit

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record

LAYOUTS = (("", ".php"), ("backend/", ".php"), ("", ""), ("backend/", ""))
"""Folder below the address, and ending: as LibreSpeed's PHP, Go, Rust and Node back ends have them."""


class MeasurementServer(Record, frozen=True, kw_only=True):
    """A server and the folder of its endpoints. `path` begins and ends with a slash."""

    tls: bool
    host: str
    port: int
    path: str
    suffix: str = ".php"

    @property
    def url(self) -> str:
        """The address of the folder."""
        return f"{'https' if self.tls else 'http'}://{self.authority}{self.path}"

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them (RFC 9110, 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.tls else 80) else f"{host}:{self.port}"

    def endpoint(self, name: str) -> str:
        """The path of `empty`, `garbage` and the like."""
        return f"{self.path}{name}{self.suffix}"

    def layouts(self) -> list["MeasurementServer"]:
        """The same server with its endpoints at each of the usual places."""
        return [
            MeasurementServer(tls=self.tls, host=self.host, port=self.port, path=self.path + folder, suffix=suffix)
            for folder, suffix in LAYOUTS
        ]


def redirected_server(server: MeasurementServer, location: str) -> MeasurementServer | None:
    """Where the folder of the endpoints has moved to on the same host, by the redirect of its `empty`; else None.

    Another host would be one that nobody has agreed to.
    """
    try:
        split = urlsplit(urljoin(f"{server.url}empty{server.suffix}", location))
        tls, port = split.scheme == "https", split.port
    except ValueError:
        return None
    folder, name, suffix = split.path.rpartition("empty")
    if split.scheme not in ("http", "https") or split.hostname != server.host.lower() or not name:
        return None
    if not folder.endswith("/") or suffix not in ("", ".php"):
        return None
    return MeasurementServer(tls=tls, host=server.host, port=port or (443 if tls else 80), path=folder, suffix=suffix)


def parse_server_url(url: str) -> MeasurementServer:
    """Raises OperationFailed `unsupported` for what is no address of a web server."""
    try:
        split = urlsplit(url)
        port = split.port
    except ValueError:
        raise OperationFailed(Operation.REQUEST, FailureKind.UNSUPPORTED, "address") from None
    if split.scheme not in ("http", "https") or not split.hostname:
        raise OperationFailed(Operation.REQUEST, FailureKind.UNSUPPORTED, "address")
    tls = split.scheme == "https"
    path = split.path if split.path.endswith("/") else split.path + "/"
    return MeasurementServer(tls=tls, host=split.hostname, port=port or (443 if tls else 80), path=path)
