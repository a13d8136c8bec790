"""How often a wrong password may be tried. A sign-in link works all the while, so nobody can lock technicians out."""

from django.http import HttpRequest

from checker.desk.throttle.limits import Limit
from checker.desk.throttle.network import network_of

WINDOW_S = 15 * 60
FROM_ONE_NETWORK_FOR_ONE_NAME = Limit(name="sign-in.name-network", times=5, window_s=WINDOW_S)
FOR_ONE_NAME = Limit(name="sign-in.name", times=30, window_s=WINDOW_S)
FROM_ONE_NETWORK = Limit(name="sign-in.network", times=30, window_s=WINDOW_S)


class SignInThrottle:
    """The three limits that one attempt falls under."""

    def __init__(self, request: HttpRequest, name: str) -> None:
        network, name = network_of(request), name.casefold()
        self._own = (FROM_ONE_NETWORK_FOR_ONE_NAME, f"{network} {name}")
        self._all = (self._own, (FOR_ONE_NAME, name), (FROM_ONE_NETWORK, network))

    def wait_s(self) -> int:
        """Seconds until the next attempt is looked at; 0 for now."""
        return max(limit.wait_s(about) for limit, about in self._all)

    def failed(self) -> None:
        """Counts a wrong password."""
        for limit, about in self._all:
            limit.count(about)

    def succeeded(self) -> None:
        """Forgives the slips of someone who then knew the password."""
        limit, about = self._own
        limit.forget(about)
