"""The sample customer's gateways: small real counterparts on loopback that the demo starts and stops itself."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from checker.demo.gateways import ikev2, wireguard
from checker.demo.gateways.certificate_authority import HOST, CertificateAuthority
from checker.demo.gateways.openvpn import new_static_key, serve_openvpn
from checker.demo.gateways.tls import serve_tls
from checker.demo.gateways.udp import serve_udp


@contextmanager
def serve_gateways(folder: Path) -> Iterator[list[dict[str, Any]]]:
    """The tables of `[[needs.vpn.gateways]]`; all of them answer until the context ends, and nothing runs after it.

    `folder` exists; keys and certificates made for this demo are written into it. Raises OSError.
    """
    authority, key, peer = CertificateAuthority(folder), new_static_key(), wireguard.WireGuardResponder()
    with ExitStack() as running:
        portal = running.enter_context(serve_tls(authority))
        tunnel = running.enter_context(serve_openvpn(folder, authority, key))
        guard = running.enter_context(serve_udp(peer.answer))
        ike = running.enter_context(serve_udp(ikev2.decline))
        nat = running.enter_context(serve_udp(ikev2.decline_behind_nat))
        yield [
            _gateway_table("portal", "Firmenportal (HTTPS)", "https", portal, ca=authority.pem),
            _gateway_table(
                "openvpn", "VPN (OpenVPN)", "openvpn", tunnel, wrap="tls-crypt", key_secret=key, ca=authority.pem
            ),
            _gateway_table("wireguard", "VPN (WireGuard)", "wireguard", guard, **peer.table),
            _gateway_table("ipsec", "VPN (IPsec)", "ikev2", ike, nat_port=nat),
        ]


def _gateway_table(name: str, title: str, kind: str, port: int, **more: object) -> dict[str, Any]:
    return {"id": name, "name": title, "kind": kind, "host": HOST, "port": port, **more}
