"""strongSwan's .sswan, the profile of its Android client: JSON.

Source: docs.strongswan.org, "VPN Profiles" of the Android client.
"""

from typing import Any

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.gateway_names import gateway_name
from checker.checks.vpn.imports.refusals import no_gateway_in
from checker.checks.vpn.imports.result import DroppedItem
from checker.checks.vpn.imports.text_fields import parse_host_and_port

FORMAT = "strongSwan"
IKE, NAT = 500, 4500


def is_profile(tree: object) -> bool:
    """Whether this JSON is one."""
    settings = _as_table(tree)
    return bool(settings.get("remote")) or str(settings.get("type", "")).startswith("ikev")


def read(tree: object, file: str) -> ImportBuilder:
    """Its gateway. Raises Unreadable."""
    settings = _as_table(tree)
    remote, local = _as_table(settings.get("remote")), _as_table(settings.get("local"))
    port = remote.get("port")
    written = remote.get("addr")
    endpoint = parse_host_and_port(written, IKE) if isinstance(written, str) else None
    if endpoint is None:
        raise no_gateway_in(FORMAT)
    builder = ImportBuilder()
    profile_name = settings.get("name")
    table = builder.add_gateway(
        "ikev2",
        gateway_name(profile_name if isinstance(profile_name, str) else "", file, endpoint[0], "IPsec"),
        endpoint[0],
        IKE,
    )
    if type(port) is int and 0 < port < 65536 and port not in (IKE, NAT):
        # the client goes to a port of its own at once with the framing of the NAT port (RFC 3948)
        table["nat_port"] = port
        builder.add_note(notes.OWN_PORT)
    _drop_secrets(local, builder)
    tunnel = settings.get("split-tunneling")
    for network in _as_texts(_as_table(tunnel).get("subnets") if isinstance(tunnel, dict) else tunnel):
        builder.add_network(network)
    for server in _as_texts(settings.get("dns-servers")):
        builder.add_dns_server(server)
    return builder


def _drop_secrets(local: dict[str, Any], builder: ImportBuilder) -> None:
    if local.get("p12"):
        builder.add_dropped(DroppedItem.USER_CERTIFICATE, DroppedItem.USER_KEY)
    if local.get("eap_id") or local.get("id"):
        builder.add_dropped(DroppedItem.LOGIN)
    if any("secret" in key or "password" in key for key in local):
        builder.add_dropped(DroppedItem.SHARED_SECRET)


def _as_table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _as_texts(value: object) -> list[str]:
    """A list of texts, or one text with blanks or commas between them: the client takes both."""
    if isinstance(value, str):
        return value.replace(",", " ").split()
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
