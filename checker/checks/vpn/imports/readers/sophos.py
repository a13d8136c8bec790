"""Sophos Connect's provisioning files (.pro): JSON, one connection or a list of them.

Source: docs.sophos.com, "Sophos Connect client: Provisioning file template". The client fetches its real configuration
from the portal there, so the portal is what can be asked.
"""

from typing import Any

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.gateway_names import gateway_name
from checker.checks.vpn.imports.refusals import no_gateway_in
from checker.checks.vpn.imports.text_fields import parse_host_and_port

FORMAT = "Sophos Connect"
HTTPS = 443
_PORTS = ("vpn_portal_port", "user_portal_port")
_MARKS = frozenset((*_PORTS, "check_remote_availability", "auto_connect_host", "can_save_credentials"))


def is_provisioning(tree: object) -> bool:
    """Whether this JSON is one."""
    return any("gateway" in item and _MARKS & set(item) for item in _items(tree))


def read(tree: object, file: str) -> ImportBuilder:
    """The portal of each connection. Raises Unreadable."""
    builder = ImportBuilder()
    for item in _items(tree):
        port = next((item[key] for key in _PORTS if type(item.get(key)) is int and 0 < item[key] < 65536), HTTPS)
        written = item.get("gateway")
        endpoint = parse_host_and_port(written, port) if isinstance(written, str) else None
        if endpoint is not None:
            name = item.get("display_name")
            own = gateway_name(name if isinstance(name, str) else "", file, endpoint[0], "SSL VPN")
            builder.add_gateway("https", own, *endpoint)
    if not builder.gateways:
        raise no_gateway_in(FORMAT)
    builder.add_note(notes.PORTAL)
    return builder


def _items(tree: object) -> list[dict[str, Any]]:
    items = tree if isinstance(tree, list) else [tree]
    return [item for item in items if isinstance(item, dict)]
