"""Looks a customer's code up, counts the wrong ones, and tells the technicians where somebody tries them out.

A right code always opens what it opens, whatever others of the same network have tried: only what is wrong is turned
away, and whoever has tried hundreds from one address.
"""

import logging

from django.http import HttpRequest

from checker.desk.customers.accepted_code import AcceptedCode, InvitationOver, find_code
from checker.desk.throttle.client_network import client_network, client_site
from checker.desk.throttle.rate_limit import RateLimit

log = logging.getLogger("checker.desk.customers")

PER_NETWORK = RateLimit(name="profile.wrong-code", times=30, window_s=600)
"""Wrong ones that are answered as such. Beyond it they are turned away, and right ones still are not."""
PER_SITE = RateLimit(name="profile.wrong-code.site", times=300, window_s=600)
"""Of one address: who has mistyped so often is guessing. A code's end has 30 bits: at this pace a hit takes decades."""
IN_ALL = RateLimit(name="profile.wrong-code.all", times=200, window_s=3600)
"""An hour's slips of many employees; beyond it the technicians are warned."""
_WARNINGS = RateLimit(name="profile.wrong-code.warning", times=1, window_s=3600)


def look_up_code(request: HttpRequest, code: str) -> tuple[AcceptedCode | None, int]:
    """What the code opens, or None; then the seconds until another one is looked at, 0 for now.

    Raises CodeReplaced, InvitationOver.
    """
    site = client_site(request)
    if wait_s := PER_SITE.wait_s(site):
        return None, wait_s
    accepted = find_code(code)
    if accepted is not None and accepted.is_used_up:
        raise InvitationOver(code)
    if accepted is not None:
        return accepted, 0
    PER_SITE.count(site)
    if IN_ALL.count("") and not _WARNINGS.count(""):
        log.warning("more than %d wrong customer codes within an hour", IN_ALL.times)
    return None, PER_NETWORK.count(client_network(request))


def guessed_codes() -> int:
    """How many wrong codes came in the last hour or two, where they are more than slips; else 0."""
    count = IN_ALL.recent_count("")
    return count if count > IN_ALL.times else 0
