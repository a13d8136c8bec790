"""A FRITZ!Box where it always describes itself: port 49000, without a password (AVM, "First Steps with TR-064").

It does so only while "Statusinformationen über UPnP übertragen" is on. tr64desc.xml is readable even then when UPnP
is off and "Zugriff für Anwendungen zulassen" is on; its services ask for a password and are not asked.
"""

from checker.model.failure import OperationFailed
from checker.net.upnp.description import GatewayDescription, parse_description
from checker.net.upnp.exchange import fetch

PORT = 49000
IGD, TR064 = "/igddesc.xml", "/tr64desc.xml"


def fetch_description(gateway: str, deadline: float, port: int = PORT) -> GatewayDescription | None:
    """With its services; from the second page the model alone. None where neither is there. Raises nothing."""
    description = _fetch_page(gateway, port, IGD, deadline)
    if description is not None:
        return description
    description = _fetch_page(gateway, port, TR064, deadline)
    return None if description is None else GatewayDescription(model=description.model, number=description.number)


def _fetch_page(gateway: str, port: int, path: str, deadline: float) -> GatewayDescription | None:
    try:
        return parse_description(fetch(gateway, port, path, deadline), f"http://{gateway}:{port}{path}", gateway)
    except OperationFailed:
        return None
