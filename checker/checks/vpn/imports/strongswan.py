"""strongSwan's .sswan, the profile of its Android client: JSON.

Source: docs.strongswan.org, "VPN Profiles" of the Android client.
"""

from typing import Any

import msgspec

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.found import Found
from checker.checks.vpn.imports.imported import Dropped
from checker.checks.vpn.imports.refusals import UNKNOWN, damaged, nothing_in
from checker.checks.vpn.imports.words import host_and_port, name_of_file
from checker.model.codec import Unreadable

FORMAT = "strongSwan"
IKE, NAT = 500, 4500


def looks(text: str) -> bool:
    """Whether this is JSON at all."""
    return text.lstrip().startswith("{")


def read(text: str, file: str) -> Found:
    """Its gateway. Raises Unreadable."""
    said = _table(_json(text))
    if not said.get("remote") and not str(said.get("type", "")).startswith("ikev"):
        raise Unreadable(UNKNOWN, "json, but no strongSwan profile")
    remote, local = _table(said.get("remote")), _table(said.get("local"))
    port = remote.get("port")
    written = remote.get("addr")
    place = host_and_port(written, IKE) if isinstance(written, str) else None
    if place is None:
        raise nothing_in(FORMAT)
    found = Found()
    named = said.get("name")
    table = found.gateway("ikev2", named if isinstance(named, str) else name_of_file(file, FORMAT), place[0], IKE)
    if type(port) is int and 0 < port < 65536 and port not in (IKE, NAT):
        # the client goes to a port of its own at once with the framing of the NAT port (RFC 3948)
        table["nat_port"] = port
        found.note(notes.OWN_PORT)
    _secrets(local, found)
    tunnel = said.get("split-tunneling")
    for network in _list(_table(tunnel).get("subnets") if isinstance(tunnel, dict) else tunnel):
        found.network(network)
    for server in _list(said.get("dns-servers")):
        found.dns(server)
    return found


def _secrets(local: dict[str, Any], found: Found) -> None:
    if local.get("p12"):
        found.drop(Dropped.USER_CERTIFICATE, Dropped.USER_KEY)
    if local.get("eap_id") or local.get("id"):
        found.drop(Dropped.LOGIN)
    if any("secret" in key or "password" in key for key in local):
        found.drop(Dropped.SHARED_SECRET)


def _json(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise damaged(FORMAT, type(error).__name__) from error


def _table(one: object) -> dict[str, Any]:
    return one if isinstance(one, dict) else {}


def _list(one: object) -> list[str]:
    """A list of texts, or one text with blanks or commas between them: the client takes both."""
    if isinstance(one, str):
        return one.replace(",", " ").split()
    return [text for text in one if isinstance(text, str)] if isinstance(one, list) else []
