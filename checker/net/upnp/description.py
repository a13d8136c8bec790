"""What a gateway describes of itself (UPnP Device Architecture 2.0, 2.3): its model as a closed word, and its services.

Never its serial number, UDN, friendly name or hardware address: these elements are not looked at.
"""

import re
from urllib.parse import urljoin

from checker.model.record import Record
from checker.net.upnp.lenient_xml import parse_xml
from checker.net.upnp.ssdp import parse_gateway_url, request_target

_MODELS = (
    ("fritzbox", re.compile(r"FRITZ!?Box", re.IGNORECASE)),
    ("speedport", re.compile(r"Speedport", re.IGNORECASE)),
    ("vodafone-station", re.compile(r"Vodafone.{0,20}Station|\b(?:TG3442DE|CGA4233DE|CGA6444VF)\b", re.IGNORECASE)),
)
"""By the model's name; the device codes are those that Vodafone Germany calls Vodafone Station."""
_NUMBERED = ("fritzbox", "speedport")
_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,4}(?![0-9])")
_LONGEST_PATH = 300


class UpnpService(Record, frozen=True, kw_only=True):
    """`kind` without version, such as WANIPConnection; `type` whole; where to ask it."""

    kind: str
    type: str
    port: int
    path: str


class GatewayDescription(Record, frozen=True, kw_only=True):
    """`model`: fritzbox, speedport, vodafone-station or other; `number` such as 7590, or empty."""

    model: str = "other"
    number: str = ""
    services: tuple[UpnpService, ...] = ()

    def services_of(self, *kinds: str) -> list[UpnpService]:
        """The services of these kinds, in their order."""
        folded_kinds = {kind.casefold() for kind in kinds}
        return [service for service in self.services if service.kind.casefold() in folded_kinds]


def parse_description(data: bytes, base: str, gateway: str) -> GatewayDescription:
    """From a description found at the address `base`. Services that lie elsewhere are dropped.

    Raises OperationFailed.
    """
    root = parse_xml(data)
    url_base = _url_base(root.value("URLBase"), base, gateway)
    device = next(root.descendants("device"), root)
    model, number = classify_model(
        f"{device.value('manufacturer')} {device.value('modelName')} {device.value('modelNumber')}"
    )
    services = (
        _parse_service(entry.value("serviceType"), entry.value("controlURL"), url_base, gateway)
        for entry in root.descendants("service")
    )
    return GatewayDescription(model=model, number=number, services=tuple(entry for entry in services if entry))


def _url_base(text: str, base: str, gateway: str) -> str:
    """What relative addresses count from (UPnP Device Architecture 1.0, 2.1): URLBase, where it lies at the gateway."""
    if not text:
        return base
    url = parse_gateway_url(text if "://" in text else f"http://{text}", gateway)
    return url.geturl() if url else base


def classify_model(text: str) -> tuple[str, str]:
    """The word of the closed list, and the model's number: all that is kept of what a router says of itself."""
    for model, pattern in _MODELS:
        if match := pattern.search(text):
            number = _NUMBER.search(text, match.end()) if model in _NUMBERED else None
            return model, number[0] if number else ""
    return "other", ""


def _parse_service(kind: str, control: str, base: str, gateway: str) -> UpnpService | None:
    words = kind.split(":")
    if (
        not control
        or len(words) != 5
        or words[0] != "urn"
        or words[2] != "service"
        or not re.fullmatch(r"[\w:.-]{1,100}", kind)
    ):
        return None
    try:
        url = parse_gateway_url(urljoin(base, control), gateway)
    except ValueError:
        return None
    if url is None or len(url.path) > _LONGEST_PATH or re.search(r"\s", url.path + url.query):
        return None
    return UpnpService(kind=words[3], type=kind, port=url.port or 80, path=request_target(url))
