"""What is watched for outages: nothing but what the other checks contact anyway, and for how long."""

from typing import Annotated

import msgspec

from checker.checks.declaration import Need
from checker.checks.network.need import HostPort
from checker.checks.vpn.need import MAX_GATEWAYS, AnyGateway

MAX_MINUTES = 120
"""Longer than that nobody watches a window; what needs a day is told by comparing runs."""
MAX_EARLIER = 100
MomentS = Annotated[int, msgspec.Meta(ge=0, le=4_102_444_800)]
"""Seconds since 1970, up to 2100."""


class OutagesNeed(Need, frozen=True, kw_only=True):
    """`minutes`: how long is watched, without pauses and sleep.

    Filled in when the need is made: `reach` and `stun` of the network check, `gateways` of the vpn
    check, and `earlier`, when this PC's earlier runs saw outages, in seconds since 1970.
    """

    minutes: Annotated[int, msgspec.Meta(ge=1, le=MAX_MINUTES)] = MAX_MINUTES
    reach: Annotated[list[HostPort], msgspec.Meta(max_length=6)] = []
    stun: Annotated[list[HostPort], msgspec.Meta(max_length=2)] = []
    gateways: Annotated[list[AnyGateway], msgspec.Meta(max_length=MAX_GATEWAYS)] = []
    earlier: Annotated[list[MomentS], msgspec.Meta(max_length=MAX_EARLIER)] = []
