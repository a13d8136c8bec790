"""Where on its host a measuring server answers: at the address itself, in a folder, or where a redirect leads."""

from collections.abc import Callable

from checker.checks.context import ProbeContext
from checker.checks.line.transport.connector import Connector
from checker.checks.line.transport.keep_alive import KeepAliveConnection, TimedResponse
from checker.checks.line.transport.recognition import is_page_answered
from checker.checks.line.transport.server import redirected_server
from checker.model.failure import FailureKind, Operation, OperationFailed

PING_S = 2.0
MAX_REDIRECTS = 3
"""To TLS, to a folder that ends with a slash, and to where it has moved; what goes on is a circle."""


def locate_server(
    context: ProbeContext, connector: Connector, open_connection: Callable[[], KeepAliveConnection]
) -> tuple[KeepAliveConnection, TimedResponse]:
    """The layout at which the server answers, from now on the connector's. Raises OperationFailed of the first one.

    Redirects are followed a few times, and on the same host only; a page in the server's place is none.
    """
    first_error: OperationFailed | None = None
    servers = connector.server.layouts()
    hops = 0
    while servers:
        server = connector.server = servers.pop(0)
        connection = open_connection()
        try:
            response = connection.ping(context, server.endpoint("empty"), PING_S)
        except OperationFailed as error:
            first_error = first_error or error
            target = redirected_server(server, connection.redirect) if connection.redirect else None
            if target is not None and hops < MAX_REDIRECTS:
                hops, servers = hops + 1, [target, *servers]
            elif error.failure.kind not in (FailureKind.NOT_FOUND, FailureKind.DENIED) and not (
                connection.redirect or is_page_answered(error)
            ):
                raise
        else:
            return connection, response
    raise first_error or OperationFailed(Operation.REQUEST, FailureKind.NOT_FOUND)
