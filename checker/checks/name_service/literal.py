"""Whether a host is named by its address: then no name can lead elsewhere. Pure."""

import ipaddress


def is_literal(host: str) -> bool:
    """An IP address, IPv6 with or without brackets."""
    try:
        ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    return True
