"""What the system's resolver answers: for a name that does not exist, that has no such address, that is no name."""

import errno
import socket

from checker.client.self_test.assumption import EVERYWHERE, Assumption, Confirmation, Reach
from checker.client.self_test.reading import Reading, Value, kind_term, term
from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of
from checker.net.dns.query import configured_servers
from checker.net.dns.resolve import resolve
from checker.net.routes.routing_table import DOCUMENTATION_ADDRESSES, source_address_towards

_NO_SUCH_NAME = "homeoffice-check.invalid"
"""RFC 6761, 6.4: no such name will ever exist."""
_IPV4_ONLY = "ipv4only.arpa"
"""RFC 7050: has IPv4 addresses alone; an IPv6 answer comes of a network that translates (NAT64)."""
_NO_NAME = f"{'a' * 64}.invalid"
_RESOLVER_CODES = {
    value: name for name in dir(socket) if name.startswith("EAI_") and isinstance(value := getattr(socket, name), int)
}
_LIMIT_S = 12.0


def _resolver_error(host: str, family: int = socket.AF_UNSPEC) -> dict[str, Value]:
    try:
        socket.getaddrinfo(host, None, family, socket.SOCK_STREAM)
    except OSError as error:
        number = error.errno or 0
        names = {**errno.errorcode, **_RESOLVER_CODES} if isinstance(error, socket.gaierror) else errno.errorcode
        return {
            "code": number,
            "name": term(names.get(number, ""), names.values()),
            "kind": kind_term(failure_of(Operation.RESOLVE, error)),
        }
    except ValueError:
        return {"code": None, "kind": term(FailureKind.UNSUPPORTED.value, (FailureKind.UNSUPPORTED.value,))}
    return {"code": 0, "kind": term("answered", ("answered",))}


def _is_online() -> bool:
    return any(source_address_towards(address) for address in DOCUMENTATION_ADDRESSES.values())


def _measure_no_such_name() -> Reading:
    is_online = _is_online()
    values = _resolver_error(_NO_SUCH_NAME)
    try:
        resolve(_NO_SUCH_NAME)
    except OperationFailed as failed:
        values["kind"] = kind_term(failed.failure)
    kinds = {FailureKind.NOT_FOUND.value} if is_online else {FailureKind.NOT_FOUND.value, FailureKind.UNREACHABLE.value}
    return Reading(values["kind"] in kinds, {"has_route": is_online, "servers": len(configured_servers()), **values})


def _measure_no_address() -> Reading:
    values = _resolver_error(_IPV4_ONLY, socket.AF_INET6)
    return Reading(values["kind"] in (FailureKind.NOT_FOUND.value, "answered"), values)


def _measure_no_name() -> Reading:
    values = _resolver_error(_NO_NAME)
    try:
        resolve(_NO_NAME)
    except OperationFailed as failed:
        values["kind"] = kind_term(failed.failure)
    return Reading(values["kind"] in (FailureKind.UNSUPPORTED.value, FailureKind.NOT_FOUND.value), values)


def _measure_own_name() -> Reading:
    addresses = resolve("localhost")
    is_loopback = bool(addresses) and all(address.startswith("127.") or address == "::1" for address in addresses)
    return Reading(is_loopback, {"addresses": len(addresses), "loopback": is_loopback})


def _measure_servers() -> Reading:
    servers = configured_servers()
    has_route = _is_online()
    return Reading(bool(servers) or not has_route, {"servers": len(servers), "has_route": has_route})


NAME_ASSUMPTIONS = (
    Assumption(
        id="dns.servers",
        systems=EVERYWHERE,
        expected="The DNS servers that this PC asks can be read, on Windows by adapter, those that are up alone.",
        where=("net/dns/query.py", "net/routes/windows.py"),
        source="iptypes.h (FirstDnsServerAddress); resolv.conf(5); dnspython, issue 1191",
        confirmed=(Confirmation.HEADER, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_servers,
    ),
    Assumption(
        id="dns.no-such-name",
        systems=EVERYWHERE,
        expected="A name that does not exist is EAI_NONAME, on Windows 11001; also without any network.",
        where=("model/failure.py", "net/dns/resolve.py"),
        source="Microsoft: getaddrinfo, WSAHOST_NOT_FOUND; getaddrinfo(3); offline: by reasoning alone",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_no_such_name,
        reach=Reach.NETWORK,
        limit_s=_LIMIT_S,
    ),
    Assumption(
        id="dns.no-address",
        systems=EVERYWHERE,
        expected="A name without an address of the family is EAI_NODATA or EAI_NONAME, on Windows 11004 or 11001.",
        where=("model/failure.py",),
        source="Microsoft: getaddrinfo, WSANO_DATA; getaddrinfo(3)",
        confirmed=(Confirmation.PAGE,),
        measure=_measure_no_address,
        reach=Reach.NETWORK,
        limit_s=_LIMIT_S,
    ),
    Assumption(
        id="dns.no-name",
        systems=EVERYWHERE,
        expected="What cannot be a name (a label of 64 letters) is refused before the system is asked.",
        where=("net/dns/resolve.py",),
        source="CPython Modules/socketmodule.c: encoding idna; RFC 1035, 2.3.4",
        confirmed=(Confirmation.SOURCE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_no_name,
    ),
    Assumption(
        id="dns.localhost",
        systems=EVERYWHERE,
        expected="localhost is the loopback without any network.",
        where=("net/dns/resolve.py",),
        source="RFC 6761, 6.3; Windows 7 and newer answer it without the hosts file",
        confirmed=(Confirmation.PAGE, Confirmation.LINUX),
        measure=_measure_own_name,
    ),
)
