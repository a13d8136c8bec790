"""What a proxy script returns, as the address of a proxy: the first choice that is understood, and no other."""

import re

from checker.model.failure import FailureKind, Operation, OperationFailed

_SCHEMES = {"PROXY": "http", "HTTP": "http", "HTTPS": "https"}
"""HTTP is Firefox's word (nsProtocolProxyService.cpp), the others are Chromium's too (proxy_string_util.cc)."""
_SOCKS = ("SOCKS", "SOCKS4", "SOCKS5")
_SPACE = " \t"
_HOST_AND_PORT = re.compile(r"(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?")
_MAX_PORT = 65535


def parse_pac_result(result: str | None) -> str | None:
    """From `PROXY proxy:8080; DIRECT` to `http://proxy:8080`; None for a direct way, and for no result at all.

    What is not understood is passed over, as browsers do. Raises OperationFailed: `unsupported` where the first choice
    is SOCKS; `bad-answer` where nothing is understood, which browsers take for a direct way.
    """
    choices = [choice for choice in (result or "").split(";") if choice.strip(_SPACE)]
    if result is not None and not result.isascii():
        choices = ["not ASCII"]
    for choice in choices:
        kind, _, server = choice.strip(_SPACE).replace("\t", " ").partition(" ")
        kind, server = kind.upper(), server.strip(" ")
        if kind == "DIRECT" and not server:
            return None
        if not _is_host_and_port(server):
            continue
        if kind in _SCHEMES:
            return f"{_SCHEMES[kind]}://{server}"
        if kind in _SOCKS:
            raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, "SOCKS proxy")
    if choices:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "script answer")
    return None


def _is_host_and_port(text: str) -> bool:
    if not _HOST_AND_PORT.fullmatch(text):
        return False
    port = text.rpartition(":")[2] if ":" in text.rpartition("]")[2] else ""
    return not port or int(port) <= _MAX_PORT


def parse_proxy_list(proxies: str) -> str | None:
    """From WinHTTP's list, `proxy:8080;other:8080` or `http=proxy:80 https=...`, its first. Raises OperationFailed."""
    first = next(iter(re.split(r"[;\s]+", proxies.strip())), "").rpartition("=")[2]
    if not first:
        return None
    plain = first.removeprefix("http://")
    if not _is_host_and_port(plain):
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "script answer")
    return f"http://{plain}"
