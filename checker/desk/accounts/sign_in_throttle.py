"""How often a wrong password may be tried. A sign-in link works all the while, so nobody can lock technicians out."""

from django.http import HttpRequest

from checker.desk.throttle.client_network import client_network
from checker.desk.throttle.rate_limit import RateLimit

WINDOW_S = 15 * 60
PER_NAME_AND_NETWORK = RateLimit(name="sign-in.name-network", times=5, window_s=WINDOW_S)
PER_NAME = RateLimit(name="sign-in.name", times=30, window_s=WINDOW_S)
PER_NETWORK = RateLimit(name="sign-in.network", times=30, window_s=WINDOW_S)


class SignInThrottle:
    """The three limits that one attempt falls under."""

    def __init__(self, request: HttpRequest, name: str) -> None:
        network, name = client_network(request), name.casefold()
        self._own = (PER_NAME_AND_NETWORK, f"{network} {name}")
        self._all = (self._own, (PER_NAME, name), (PER_NETWORK, network))

    def wait_s(self) -> int:
        """Seconds until the next attempt is looked at; 0 for now."""
        return max(limit.wait_s(subject) for limit, subject in self._all)

    def failed(self) -> None:
        """Counts a wrong password."""
        for limit, subject in self._all:
            limit.count(subject)

    def succeeded(self) -> None:
        """Forgives the slips of someone who then knew the password."""
        limit, subject = self._own
        limit.reset(subject)
