"""A FRITZ!Box where it always describes itself: port 49000, without a password (AVM, "First Steps with TR-064").

It does so only while "Statusinformationen über UPnP übertragen" is on. tr64desc.xml is readable even then when UPnP
is off and "Zugriff für Anwendungen zulassen" is on; its services ask for a password and are not asked.
"""

from checker.model.failure import OperationFailed
from checker.net.upnp.description import Description, described
from checker.net.upnp.exchange import fetch

PORT = 49000
IGD, TR064 = "/igddesc.xml", "/tr64desc.xml"


def gateway_description(gateway: str, ends: float, port: int = PORT) -> Description | None:
    """With its services; from the second page the model alone. None where neither is there. Raises nothing."""
    told = _page(gateway, port, IGD, ends)
    if told is not None:
        return told
    told = _page(gateway, port, TR064, ends)
    return None if told is None else Description(model=told.model, number=told.number)


def _page(gateway: str, port: int, path: str, ends: float) -> Description | None:
    try:
        return described(fetch(gateway, port, path, ends), f"http://{gateway}:{port}{path}", gateway)
    except OperationFailed:
        return None
