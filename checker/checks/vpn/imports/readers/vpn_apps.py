"""The kind of a gateway by the VPN app that a configuration names for it: Apple's VPNSubType, Windows' package name."""

import re

_KIND_BY_APP = (
    (re.compile(r"anyconnect|com\.cisco|ciscosystems", re.I), "anyconnect"),
    (re.compile(r"paloaltonetworks|globalprotect", re.I), "globalprotect"),
    (re.compile(r"fortinet|forticlient", re.I), "fortinet"),
    (re.compile(r"juniper|pulsesecure|ivanti", re.I), "pulse"),
    (re.compile(r"\bf5\b|com\.f5|f5access|f5networks", re.I), "f5"),
    (re.compile(r"azurevpn", re.I), "openvpn"),
)


def kind_of_app(app: str) -> str:
    """`https` for a maker that has no kind of its own."""
    return next((kind for pattern, kind in _KIND_BY_APP if pattern.search(app)), "https")
