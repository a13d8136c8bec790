"""The client opens no port: a bound or listening socket makes Windows' firewall ask in the middle of a run.

The self-test's sockets are bound to loopback, of which no firewall asks.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

CHECKER = Path(__file__).resolve().parents[2] / "checker"
UNIX_SOCKET = "window_instance.py"
"""Listens on a file, which is no port."""
OWN_ADDRESS = "own_address.py"
"""Chooses the address that a connection leaves from; nothing listens there."""
CLIENT_FOLDERS = ("checks", "client", "model", "net", "run")


def bound_sockets(source: str) -> Iterator[int]:
    """Lines with `.bind((host, port))`, `.listen()` and `.listen(number)`; other things have such methods too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            first = node.args[0] if node.args else None
            is_bound = node.func.attr == "bind" and isinstance(first, ast.Tuple)
            is_listening = node.func.attr == "listen" and (first is None or isinstance(first, ast.Constant))
            if is_bound or is_listening or node.func.attr == "create_server":
                yield node.lineno


def test_no_socket_is_bound() -> None:
    files = [file for folder in CLIENT_FOLDERS for file in (CHECKER / folder).rglob("*.py")]
    assert len(files) > 300
    bound = [
        f"{file.relative_to(CHECKER)}:{line}"
        for file in files
        if "self_test" not in file.parts and file.name not in (UNIX_SOCKET, OWN_ADDRESS)
        for line in bound_sockets(file.read_text("utf-8"))
    ]
    assert bound == []


def test_the_reader_sees_them() -> None:
    assert list(bound_sockets('sock.bind((own, 0))\nserver.listen(1)\nsocket.create_server(("", 0))')) == [1, 2, 3]
    assert list(bound_sockets("texts.bind(label.setText, text)\nsource.listen(bridge.post)")) == []
