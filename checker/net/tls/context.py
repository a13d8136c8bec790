"""The system's certificates, as a context for a connection."""

import ssl

import truststore


def system_trust_context(extra_ca: str | None = None) -> ssl.SSLContext:
    """A client's context that asks the system. `extra_ca`: a file of certificates believed beside the system's.

    Make one for each connection: truststore lets only one handshake at a time through a context.
    """
    context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if extra_ca:
        context.load_verify_locations(extra_ca)
    return context


def unverified_context() -> ssl.SSLContext:
    """A context that believes anything: only to read a certificate that was refused. Nothing is sent through it
    before the certificate was compared."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
