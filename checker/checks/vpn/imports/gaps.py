"""What a technician must still fill in, gateway by gateway: what no file said, and addresses that cannot be right."""

from typing import Any

from checker.checks.vpn.imports.plausibility import EXAMPLE, LOCAL_NAME, PRIVATE, doubt_about
from checker.model.text import Text

NO_KEY = Text(
    de="Der Schlüssel von OpenVPN („key_secret“) fehlt.",
    en="The OpenVPN key (“key_secret”) is missing.",
)
NO_SERVER_KEY = Text(
    de="Der öffentliche Schlüssel des Servers („server_public_key“) fehlt.",
    en="The server's public key (“server_public_key”) is missing.",
)


def gaps_of_gateway(table: dict[str, Any]) -> list[Text]:
    """What one gateway lacks; none where the check can judge it."""
    doubt = doubt_about(table["host"])
    gaps = [doubt] if doubt else []
    if table.get("wrap", "none") != "none" and not table.get("key_secret"):
        gaps.append(NO_KEY)
    if table["kind"] == "wireguard" and not table.get("server_public_key"):
        gaps.append(NO_SERVER_KEY)
    return gaps


def gaps_of_service(table: dict[str, Any]) -> list[Text]:
    """What one service behind the VPN lacks: there, private addresses and local names are right."""
    doubt = doubt_about(table["host"])
    return [doubt] if doubt not in (None, PRIVATE, LOCAL_NAME, EXAMPLE) else []
