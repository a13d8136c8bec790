"""What a proxy script answers, as the address of a proxy: only the first choice is followed."""

import re

from checker.model.failure import FailureKind, Operation, OperationFailed

_SCHEMES = {"PROXY": "http", "HTTP": "http", "HTTPS": "https"}
_HOST_AND_PORT = re.compile(r"^(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?$")


def parse_pac_result(answer: str) -> str | None:
    """From `PROXY proxy:8080; DIRECT` to `http://proxy:8080`; None for a direct way, and for no answer at all.

    Raises OperationFailed: `unsupported` for SOCKS, `bad-answer` for what is none.
    """
    first = answer.partition(";")[0].split()
    if not first or answer == "null" or first[0].upper() == "DIRECT":
        return None
    if first[0].upper().startswith("SOCKS"):
        raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, "SOCKS proxy")
    scheme = _SCHEMES.get(first[0].upper())
    if scheme is None or len(first) != 2 or not _HOST_AND_PORT.match(first[1]):
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "script answer")
    return f"{scheme}://{first[1]}"


def parse_proxy_list(proxies: str) -> str | None:
    """From WinHTTP's list, `proxy:8080;other:8080` or `http=proxy:80 https=...`, its first. Raises OperationFailed."""
    first = next(iter(re.split(r"[;\s]+", proxies.strip())), "").rpartition("=")[2]
    if not first:
        return None
    plain = first.removeprefix("http://")
    if not _HOST_AND_PORT.match(plain):
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "script answer")
    return f"http://{plain}"
