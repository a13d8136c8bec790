"""How IKE is asked, old and new: by what the gateway must decline, on both of its ports at once.

Only when nothing answers that, one usual request is sent: some gateways drop what they would decline.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from checker.checks.vpn.verdict import Seen, Verdict

USUAL_TRIES = 1
"""It may leave a half-open session, and gateways allow few of those (strongSwan: 5 an address)."""

Ask = Callable[[int, bool], Seen]
"""Asks on a port: with what must be declined, or (True) with a usual request."""


def on_both_ports(port: int, nat_port: int, ask: Ask) -> Seen:
    """The verdict on `port`, and that on `nat_port` (0 for none) as a fact. Raises Cancelled."""
    if not nat_port or nat_port == port:
        return _on(port, ask)
    with ThreadPoolExecutor(1, "nat-port") as beside:
        nat = beside.submit(_on, nat_port, ask)
        seen = _on(port, ask)
        if seen.verdict not in (Verdict.ANSWERS, Verdict.SILENT):
            return seen
        return Seen(seen.verdict, {**seen.facts, "ike.nat-port": nat.result().verdict.value})


def _on(port: int, ask: Ask) -> Seen:
    seen = ask(port, False)
    if seen.verdict is not Verdict.SILENT:
        return seen
    usual = ask(port, True)
    return seen if usual.verdict is Verdict.SILENT else usual
