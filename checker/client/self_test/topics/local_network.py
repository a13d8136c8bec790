"""macOS 15's Local Network privacy: whether this program may talk to its router, and what a denial looks like."""

from checker.client.self_test.assumption import EVERYWHERE, Assumption, Confirmation, Reach
from checker.client.self_test.reading import Reading, Value, error_values, rounded, term
from checker.model.systems import this_system
from checker.net.clock import monotonic_s
from checker.net.routes.routing_table import default_routes
from checker.net.tcp.segment import connect_tcp

_PORT = 80
_WAIT_S = 2.6
"""As much as Windows needs to report a refusal."""


def _measure_router() -> Reading:
    routers = [route.address for route in default_routes(this_system()) if route.version == 4 and route.address]
    if not routers:
        return Reading(None, {"routers": 0})
    start_s = monotonic_s()
    try:
        connect_tcp(routers[0], _PORT, _WAIT_S).close()
        values: dict[str, Value] = {"kind": term("connected", ("connected",))}
    except OSError as error:
        values = error_values(error)
    seconds = monotonic_s() - start_s
    return Reading(None, {"routers": len(routers), **values, "seconds": rounded(seconds)})


LOCAL_NETWORK_ASSUMPTIONS = (
    Assumption(
        id="local-network.router",
        systems=EVERYWHERE,
        expected="A router answers, refuses or is silent; where macOS 15 and newer forbids it, EHOSTUNREACH at once.",
        where=("checks/network/local/local_network_privacy.py",),
        source="Apple TN3179; XNU bsd/netinet/tcp_output.c (NECP); dotnet/runtime 114450, actions/runner-images 10924",
        confirmed=(Confirmation.PAGE, Confirmation.SOURCE),
        measure=_measure_router,
        reach=Reach.NETWORK,
    ),
)
