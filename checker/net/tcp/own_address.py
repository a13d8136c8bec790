"""The address that a connection leaves from, where a PC has several (bind, RFC 9293, 3.9.1).

It is no open port: nothing listens, and Windows' firewall asks only of programs that do.
"""

import socket


def choose_own_address(sock: socket.socket, address: str) -> None:
    """For a TCP socket that is about to connect; the system takes whatever port it likes. Raises OSError."""
    sock.bind((address, 0))
