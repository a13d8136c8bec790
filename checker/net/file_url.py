"""The path that a file address means (RFC 8089 with its appendices D and E), as the system writes paths."""

import re
import sys
from urllib.parse import unquote, urlsplit

_DRIVE = re.compile(r"/*([A-Za-z])[:|](/.*)?", re.DOTALL)
"""`/C:/...`; `C|` is its old form (RFC 8089, E.2.2)."""
_LOCAL_HOSTS = ("", "localhost")


def file_url_path(url: str, *, windows: bool = sys.platform == "win32") -> str:
    """`C:\\proxy.pac` of `file:///C:/proxy.pac`, and `\\\\server\\share\\x` of `file://server/share/x`.

    Raises ValueError for what is no path on this system: another machine's file elsewhere than on Windows, a NUL.
    """
    parts = urlsplit(url)
    host, path = parts.netloc, unquote(parts.path)
    if "\0" in path:
        raise ValueError("NUL in a file address")
    if not windows:
        if host.lower() not in _LOCAL_HOSTS:
            raise ValueError("a file of another machine")
        return path
    if re.fullmatch(r"[A-Za-z][:|]", host):  # file://C:/..., which browsers on Windows take too
        host, path = "", f"/{host}{path}"
    is_local = host.lower() in _LOCAL_HOSTS
    if is_local and (drive := _DRIVE.fullmatch(path)):
        return f"{drive[1].upper()}:{drive[2] or '/'}".replace("/", "\\")
    if is_local:
        shared = path.lstrip("/")
        return ("\\\\" + shared if path.startswith("//") else path).replace("/", "\\")
    return f"\\\\{host}{path}".replace("/", "\\")
