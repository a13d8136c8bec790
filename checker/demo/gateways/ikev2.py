"""An IKEv2 responder that declines every proposal, as a gateway does the one that it cannot take (RFC 7296, 2.7)."""

import struct

from checker.checks.vpn.kinds.ipsec.ike_packet import HEADER, MAJOR_2, NON_ESP, SPI
from checker.checks.vpn.kinds.ipsec.ikev2_packet import INITIATOR, NOTIFY, RESPONSE, SA_INIT

NO_PROPOSAL_CHOSEN = 14


def decline(raw: bytes, _client: tuple[str, int]) -> list[bytes]:
    """The answer on port 500."""
    request = len(raw) >= HEADER and raw[17] == MAJOR_2 and raw[18] == SA_INIT and raw[19] & INITIATOR
    if not request or raw[19] & RESPONSE or int.from_bytes(raw[24:28]) != len(raw):
        return []
    notify = struct.pack(">BBHBBH", 0, 0, 8, 0, 0, NO_PROPOSAL_CHOSEN)
    head = struct.pack(">BBBBII", NOTIFY, MAJOR_2, SA_INIT, RESPONSE, 0, HEADER + len(notify))
    return [raw[:SPI] + bytes(SPI) + head + notify]


def decline_behind_nat(raw: bytes, client: tuple[str, int]) -> list[bytes]:
    """The answer on port 4500: the same, marked as IKE by four zero bytes (RFC 3948, 2.2)."""
    if not raw.startswith(NON_ESP):
        return []
    return [NON_ESP + reply for reply in decline(raw.removeprefix(NON_ESP), client)]
