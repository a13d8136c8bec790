"""Bare bytes to a server, and its answers."""

import http.client
import socket


def talk(address: tuple[str, int], sent: bytes, *, timeout_s: float = 5.0) -> bytes:
    """Everything that the server says until it closes."""
    with socket.create_connection(address, timeout=timeout_s) as sock:
        sock.sendall(sent)
        received = bytearray()
        while piece := sock.recv(65_536):
            received += piece
    return bytes(received)


def request(
    address: tuple[str, int], method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(*address, timeout=10)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()
