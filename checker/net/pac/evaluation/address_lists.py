"""The functions of proxy scripts that compare addresses of both versions, as Chromium has them from Microsoft."""

import ipaddress
from collections.abc import Callable

_MAPPED_BITS = 96
"""Bits before an IPv4 address in its IPv6 form ::ffff:0:0/96 (RFC 4291, 2.5.5.2)."""
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_plain_host_name(host: str) -> bool:
    """Neither a dot nor an IPv6 address."""
    return "." not in host and _address(host) is None


def is_in_net_ex(text: str, prefix: str) -> bool:
    """Whether the address lies in `network/bits`; where versions differ, IPv4 counts in its IPv6 form."""
    network_text, slash, bits_text = prefix.partition("/")
    address, network = _address(text), _address(network_text)
    if address is None or network is None or not slash or not (bits_text.isascii() and bits_text.isdecimal()):
        return False
    bits = int(bits_text[:4])
    if bits > network.max_prefixlen:
        return False
    if address.version == network.version:
        return _leading(address, bits) == _leading(network, bits)
    bits += _MAPPED_BITS if network.version == 4 else 0
    return _leading(_mapped(address), bits) == _leading(_mapped(network), bits)


def sort_ip_address_list(text: str) -> str | bool | None:
    """The list sorted, IPv6 first; False where one is no address, or there is none; None for what is not ASCII."""
    if not text.isascii():
        return None
    words = [word for word in text.replace(" ", "").replace("\t", "").split(";") if word]
    addresses = {word: _address(word) for word in words}
    if not words or None in addresses.values():
        return False
    return ";".join(sorted(words, key=lambda word: _order(addresses[word])))


LOCAL_FUNCTIONS: dict[str, Callable[..., str | bool | None]] = {
    "isPlainHostName": is_plain_host_name,
    "isInNetEx": is_in_net_ex,
    "sortIpAddressList": sort_ip_address_list,
}
"""By the names that scripts call them by."""


def _address(text: str) -> _Address | None:
    try:
        return None if "%" in text else ipaddress.ip_address(text)
    except ValueError:
        return None


def _order(address: _Address | None) -> tuple[int, int]:
    return (-address.version, int(address)) if address else (0, 0)


def _mapped(address: _Address) -> ipaddress.IPv6Address:
    return address if address.version == 6 else ipaddress.IPv6Address(f"::ffff:{address}")


def _leading(address: _Address, bits: int) -> int:
    return int(address) >> (address.max_prefixlen - bits)
