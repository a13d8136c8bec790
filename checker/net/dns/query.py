"""Names to addresses by a direct query to one DNS server, around the system's resolver."""

import sys

import dns.exception
import dns.message
import dns.query
import dns.rcode
import dns.resolver

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.phase_log import logged_phase
from checker.net.routes import windows

QUERY_S = 2.0
DNS_PORT = 53


@logged_phase("ask a DNS server")
def query_dns(
    host: str,
    server: str,
    timeout_s: float = QUERY_S,
    record_type: str = "A",
    port: int = DNS_PORT,
    by_tcp: bool = False,
) -> list[str]:
    """What the DNS server at the address `server` says (RFC 1035, by UDP, by TCP when truncated or with `by_tcp`).

    Raises OperationFailed.

    `record_type` is a record type; an alias is followed. Kinds of failure: `not-found` for NXDOMAIN or no such record,
    `refused` for a refusal, `bad-answer` for SERVFAIL and the like, `timeout` for silence, `closed` for a
    connection by TCP that ends without an answer.
    """
    try:
        query = dns.message.make_query(host, record_type)
        if by_tcp:
            response = dns.query.tcp(query, server, timeout_s, port=port)
        else:
            response, _ = dns.query.udp_with_fallback(query, server, timeout_s, port=port)
        code = response.rcode()
        records: list[str] = []
        if code == dns.rcode.NOERROR and isinstance(response, dns.message.QueryMessage):
            records = [record.to_text() for record in response.resolve_chaining().answer or ()]
    except dns.exception.Timeout:
        raise OperationFailed(Operation.RESOLVE, FailureKind.TIMEOUT) from None
    except dns.exception.DNSException as error:
        raise OperationFailed(Operation.RESOLVE, FailureKind.BAD_ANSWER, type(error).__name__) from error
    except EOFError:
        raise OperationFailed(Operation.RESOLVE, FailureKind.CLOSED) from None
    except OSError as error:
        raise OperationFailed.from_error(Operation.RESOLVE, error) from error
    if code == dns.rcode.REFUSED:
        raise OperationFailed(Operation.RESOLVE, FailureKind.REFUSED)
    if code not in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN):
        raise OperationFailed(Operation.RESOLVE, FailureKind.BAD_ANSWER, dns.rcode.to_text(code))
    if not records:
        raise OperationFailed(Operation.RESOLVE, FailureKind.NOT_FOUND)
    return records


def configured_servers() -> list[str]:
    """The DNS servers that this PC asks: resolv.conf, on Windows by adapter. Empty where none can be read."""
    try:
        if sys.platform == "win32":
            return windows.dns_servers()
        return [str(server) for server in dns.resolver.Resolver().nameservers]
    except (OperationFailed, dns.exception.DNSException, OSError):
        return []
