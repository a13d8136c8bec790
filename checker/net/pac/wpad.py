"""Whether the network offers a proxy script by name: `wpad` in the search domain (draft-ietf-wrec-wpad-01, 4.4.2).

DHCP's option 252 is not looked at: no system tells it without rights. No domain above the search domain is tried:
whoever holds one could name a proxy for all below it.
"""

import time

from checker.model.failure import OperationFailed
from checker.net.http import Http
from checker.net.pac.load import ENTRY, OK, TYPE
from checker.net.resolve import resolve

OFFER_S = 2.5
"""For all search domains together: a home has one."""
PORT = 80
_MOST = 2
_LEAST_PARTS = 2


def offered(domains: list[str] | None = None) -> str | None:
    """The address of the script that the network offers, or None. `domains`: the system's search domains."""
    ends = time.monotonic() + OFFER_S
    for domain in (search_domains() if domains is None else domains)[:_MOST]:
        host = f"wpad.{domain}"
        address = f"http://{host}{'' if PORT == 80 else f':{PORT}'}/wpad.dat"
        if _resolves(host, ends) and _answers(address, ends):
            return address
    return None


def search_domains() -> list[str]:
    """The system's search domains with at least two parts, from resolv.conf or the registry."""
    import dns.exception  # noqa: PLC0415 - every start imports this module, and few need it
    import dns.resolver  # noqa: PLC0415 - the same

    try:
        resolver = dns.resolver.Resolver()
    except (dns.exception.DNSException, OSError):
        return []
    names = [name.to_text(omit_final_dot=True) for name in (*resolver.search, resolver.domain)]
    return [name for name in dict.fromkeys(names) if len(list(filter(None, name.split(".")))) >= _LEAST_PARTS]


def _resolves(host: str, ends: float) -> bool:
    try:
        return bool(resolve(host, max(0.0, ends - time.monotonic())))
    except OperationFailed:
        return False


def _answers(address: str, ends: float) -> bool:
    left = ends - time.monotonic()
    if left <= 0:
        return False
    try:
        answer = Http(lambda _url: None).request("GET", address, connect_s=left / 2, read_s=left / 2)
    except OperationFailed:
        return False
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return answer.status == OK and kind == TYPE and ENTRY.encode() in answer.body
