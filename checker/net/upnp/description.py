"""What a gateway describes of itself (UPnP Device Architecture 2.0, 2.3): its model as a closed word, and its services.

Never its serial number, UDN, friendly name or hardware address: these elements are not looked at.
"""

import re
from urllib.parse import urljoin

from checker.model.record import Record
from checker.net.upnp.document import parsed
from checker.net.upnp.ssdp import own_address

_MODELS = (
    ("fritzbox", re.compile(r"FRITZ!?Box", re.IGNORECASE)),
    ("speedport", re.compile(r"Speedport", re.IGNORECASE)),
    ("vodafone-station", re.compile(r"Vodafone.{0,20}Station|\b(?:TG3442DE|CGA4233DE|CGA6444VF)\b", re.IGNORECASE)),
)
"""By the model's name; the device codes are those that Vodafone Germany calls Vodafone Station."""
_NUMBERED = ("fritzbox", "speedport")
_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,4}(?![0-9])")
_LONGEST_PATH = 300


class Service(Record, frozen=True, kw_only=True):
    """`kind` without version, such as WANIPConnection; `type` whole; where to ask it."""

    kind: str
    type: str
    port: int
    path: str


class Description(Record, frozen=True, kw_only=True):
    """`model`: fritzbox, speedport, vodafone-station or other; `number` such as 7590, or empty."""

    model: str = "other"
    number: str = ""
    services: tuple[Service, ...] = ()

    def of(self, *kinds: str) -> list[Service]:
        """The services of these kinds, in their order."""
        return [one for one in self.services if one.kind in kinds]


def described(data: bytes, base: str, gateway: str) -> Description:
    """From a description found at the address `base`. Services that lie elsewhere are dropped.

    Raises OperationFailed.
    """
    root = parsed(data)
    device = next(root.all("device"), root)
    model, number = model_of(f"{device.said('manufacturer')} {device.said('modelName')} {device.said('modelNumber')}")
    services = (_service(one.said("serviceType"), one.said("controlURL"), base, gateway) for one in root.all("service"))
    return Description(model=model, number=number, services=tuple(one for one in services if one))


def model_of(text: str) -> tuple[str, str]:
    """The word of the closed list, and the model's number: all that is kept of what a router says of itself."""
    for model, pattern in _MODELS:
        if named := pattern.search(text):
            number = _NUMBER.search(text, named.end()) if model in _NUMBERED else None
            return model, number[0] if number else ""
    return "other", ""


def _service(kind: str, control: str, base: str, gateway: str) -> Service | None:
    words = kind.split(":")
    if len(words) != 5 or words[0] != "urn" or words[2] != "service" or not re.fullmatch(r"[\w:.-]{1,100}", kind):
        return None
    try:
        place = own_address(urljoin(base, control), gateway)
    except ValueError:
        return None
    if place is None or len(place.path) > _LONGEST_PATH or re.search(r"\s", place.path + place.query):
        return None
    path = f"{place.path or '/'}{'?' if place.query else ''}{place.query}"
    return Service(kind=words[3], type=kind, port=place.port or 80, path=path)
