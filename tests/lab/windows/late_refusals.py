"""TCP refuses as it does on Windows: after 2.0 s, for a reset is answered by the first packet again.

As a plug-in for pytest it moves the tests into a network of their own (root, nft): `python3 -m tests -n 0 -p
tests.lab.windows.late_refusals tests/net tests/checks`. What is refused must still be called refused.
"""

import ctypes
import os
import shutil
import subprocess

import pytest

REFUSAL_S = 2.0
_HELD_MS = 1900
"""Resets are dropped for so long; Linux sends its first packet again after 1, 2, 3 s (tcp_syn_linear_timeouts)."""
_RULES = f"""
table inet late {{
    set begun {{ type inet_service . inet_service; flags dynamic,timeout; timeout 10s; }}
    set held {{ type inet_service . inet_service; flags dynamic,timeout; timeout {_HELD_MS}ms; }}
    chain refused {{
        type filter hook input priority 0;
        tcp flags & (syn|ack|rst) == ack|rst tcp sequence 0 tcp sport . tcp dport != @begun \\
            add @begun {{ tcp sport . tcp dport }} add @held {{ tcp sport . tcp dport }} drop
        tcp flags & (syn|ack|rst) == ack|rst tcp sequence 0 tcp sport . tcp dport @held drop
    }}
}}
"""
"""A reset that answers a first packet has the number 0 (RFC 9293, 3.10.7.1)."""
_NEWNET = 0x40000000
"""CLONE_NEWNET of sched.h"""

AVAILABLE = hasattr(os, "geteuid") and os.geteuid() == 0 and all(shutil.which(name) for name in ("ip", "nft"))


def delay_refusals(*inside: str) -> None:
    """In this network namespace, or in the one that `inside` enters."""
    subprocess.run([*inside, "nft", "-f", "-"], input=_RULES, text=True, check=True)


def pytest_configure() -> None:
    """Raises UsageError where it cannot be done."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not AVAILABLE or libc.unshare(_NEWNET):
        raise pytest.UsageError("late refusals need root, ip and nft")
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    delay_refusals()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips what runs on Linux alone: Windows neither sends nor waits so."""
    for item in items:
        if any(mark.kwargs.get("reason", "").startswith("only Linux") for mark in item.iter_markers("skipif")):
            item.add_marker(pytest.mark.skip(reason="on Linux alone"))
