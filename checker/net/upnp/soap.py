"""Questions to a service of the gateway (UPnP Device Architecture 2.0, 3.1): actions that read, without arguments."""

from checker.net.upnp.description import UpnpService
from checker.net.upnp.exchange import post
from checker.net.upnp.lenient_xml import parse_xml
from checker.net.xml_tree import XmlElement

_ENVELOPE = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" '
    's:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">'
    '<s:Body><u:{action} xmlns:u="{kind}"></u:{action}></s:Body></s:Envelope>'
)


def call_action(gateway: str, service: UpnpService, action: str, deadline: float) -> dict[str, str]:
    """What the action returns, by the names of its arguments.

    Raises OperationFailed: a refusal comes as status 500 or 401.
    """
    headers = {"Content-Type": 'text/xml; charset="utf-8"', "SOAPAction": f'"{service.type}#{action}"'}
    body = _ENVELOPE.format(action=action, kind=service.type).encode("ascii", "replace")
    envelope = parse_xml(post(gateway, service.port, service.path, headers, body, deadline))
    response = next(envelope.descendants(f"{action}Response"), None) or _first_in_body(envelope)
    return {} if response is None else {argument.name: argument.text.strip() for argument in response.children}


def _first_in_body(envelope: XmlElement) -> XmlElement | None:
    """Some routers call the response by another name; a fault is none."""
    for body in envelope.descendants("Body"):
        return next((child for child in body.children if child.name != "Fault"), None)
    return None
