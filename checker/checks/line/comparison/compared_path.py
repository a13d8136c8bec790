"""Other paths to the same line, measured shortly beside it: subjects of the observations `compared.*`."""

from enum import Enum


class ComparedPath(Enum):
    """By one IP version alone, to the profile's second server, to a stranger's public one after consent, or to the one
    inside the company through the tunnel.
    """

    IPV4 = "ipv4"
    IPV6 = "ipv6"
    SECOND = "second"
    PUBLIC = "public"
    INSIDE = "inside"


OTHER_SERVERS = (ComparedPath.SECOND, ComparedPath.PUBLIC)
"""Paths to another server, on another line than the endpoint's."""
VERSIONS = {4: ComparedPath.IPV4, 6: ComparedPath.IPV6}
