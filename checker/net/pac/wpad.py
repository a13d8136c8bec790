"""Whether the network offers a proxy script by name: `wpad` in the search domain (draft-ietf-wrec-wpad-01, 4.4.2).

DHCP's option 252 is not looked at: no system tells it without rights. No domain above the search domain is tried:
whoever holds one could name a proxy for all below it.
"""

from checker.model.failure import OperationFailed
from checker.net.clock import monotonic_s
from checker.net.dns.resolve import resolve
from checker.net.pac.load import ENTRY_FUNCTION, MEDIA_TYPE, OK
from checker.net.phase_log import logged_phase

DISCOVERY_S = 2.5
"""For all search domains together: a home has one."""
PORT = 80
_MAX_DOMAINS = 2
_MIN_LABELS = 2


@logged_phase("search for a proxy script (WPAD)")
def discover_script(domains: list[str] | None = None) -> str | None:
    """The address of the script that the network offers, or None. `domains`: the system's search domains."""
    deadline = monotonic_s() + DISCOVERY_S
    for domain in (search_domains() if domains is None else domains)[:_MAX_DOMAINS]:
        host = f"wpad.{domain}"
        address = f"http://{host}{'' if PORT == 80 else f':{PORT}'}/wpad.dat"
        if _resolves(host, deadline) and _serves_script(address, deadline):
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
    return [name for name in dict.fromkeys(names) if len(list(filter(None, name.split(".")))) >= _MIN_LABELS]


def _resolves(host: str, deadline: float) -> bool:
    try:
        return bool(resolve(host, max(0.0, deadline - monotonic_s())))
    except OperationFailed:
        return False


def _serves_script(address: str, deadline: float) -> bool:
    remaining_s = deadline - monotonic_s()
    if remaining_s <= 0:
        return False
    from checker.net.http1.client import HttpClient  # noqa: PLC0415 - few networks offer a script, and need urllib3

    try:
        response = HttpClient(lambda _url: None).request(
            "GET", address, connect_s=remaining_s / 2, read_s=remaining_s / 2
        )
    except OperationFailed:
        return False
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return response.status == OK and media_type == MEDIA_TYPE and ENTRY_FUNCTION.encode() in response.body
