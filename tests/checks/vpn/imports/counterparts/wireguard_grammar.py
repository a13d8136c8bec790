"""Files made from the grammar of wg(8) and wg-quick(8) by a seed: the same seed makes the same file."""

import base64
import random

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

ENDPOINTS = (
    *(
        "192.0.2.1:51820",
        "192.0.2.1 : 51820",
        "[2001:db8::1]:51820",
        "2001:db8::1:51820",
        "localhost:1194",
        "LOCALHOST:7",
    ),
    *(
        "192.0.2.7:00443",
        "[192.0.2.9]:443",
        "2001:db8:810:10::a0f:6001:1194",
        "198.51.100.1:https",
        "192.0.2.1:openvpn",
    ),
)
WRONG_ENDPOINTS = (
    *("192.0.2.7/24:52820", "192.0.2.1", "[2001:db8::1]", "[2001:db8::1:51820", "[2001:db8::1]51820", "2001:db8::g:1"),
    *("192.0.2.1:", "192.0.2.1:port", ":51820:", "https://192.0.2.1:443", "192.0.2.1:51820/udp"),
)
NETWORKS = ("10.1.0.0/16", "10.1.0.5/16", "192.168.10.7", "0.0.0.0/0", "::/0", "fd00:1::/64", "fd00::5")
QUICK_LINES = ("Address = 10.8.0.2/24", "DNS = 10.1.0.1, firma.local", "MTU = 1400", "Table = off", "PostUp = ip r # x")
REFUSED = ("Reserviert = 1", "; nein", "[Andere]", "AllowedIPs = 10.1.0.0/33", "PersistentKeepalive = oft", "Endpoint")


def make_wireguard_file(seed: int) -> tuple[bytes, bool]:
    """The file, and whether a line was put into it that `wg` refuses."""
    chance = random.Random(seed)
    lines = [_section(chance, "Interface"), _line(chance, "PrivateKey", _key(chance))]
    lines += chance.sample(QUICK_LINES, chance.randint(0, 3))
    if chance.random() < 0.3:
        lines.append(_line(chance, "ListenPort", "51821"))
    keys = [_key(chance) for _ in range(3)]
    is_refused = chance.random() < 0.25
    peers = [_peer(chance, keys) for _ in range(chance.choice((1, 1, 1, 2, 3, 5)))]
    if is_refused:
        bad = chance.choice((*REFUSED, *(f"Endpoint = {endpoint}" for endpoint in WRONG_ENDPOINTS)))
        chance.choice(peers).append(bad)
    for peer in peers:
        lines += peer
    end = chance.choice(("\n", "\r\n"))
    return end.join(lines).encode() + end.encode(), is_refused


def _peer(chance: random.Random, keys: list[str]) -> list[str]:
    lines = [_line(chance, "PublicKey", chance.choice(keys))]
    for _ in range(chance.choice((0, 1, 1, 1, 1, 2))):
        lines.append(_line(chance, "Endpoint", chance.choice(ENDPOINTS)))
    for _ in range(chance.randint(0, 2)):
        lines.append(
            _line(
                chance,
                "AllowedIPs",
                chance.choice((",", ", ", " , ")).join(chance.sample(NETWORKS, chance.randint(1, 3))),
            )
        )
    if chance.random() < 0.3:
        lines.append(_line(chance, "PresharedKey", _key(chance)))
    if chance.random() < 0.4:
        lines.append(_line(chance, "PersistentKeepalive", chance.choice(("25", "off", "0"))))
    chance.shuffle(lines)
    return ["", _section(chance, "Peer"), *lines]


def _section(chance: random.Random, name: str) -> str:
    written = chance.choice((name, name.lower(), name.upper()))
    return f"{chance.choice(('', ' ', chr(9)))}[{written}]{chance.choice(('', ' ', ' # Büro', '#'))}"


def _line(chance: random.Random, key: str, value: str) -> str:
    name = chance.choice((key, key, key.lower(), key.upper()))
    equals = chance.choice((" = ", "=", " =", "= ", "\t=\t", " =  "))
    ending = chance.choice(("", "", "", " ", " # x", "#y = z"))
    return chance.choice(("", "", " ", "\t")) + name + equals + value + ending


def _key(chance: random.Random) -> str:
    private = X25519PrivateKey.from_private_bytes(chance.randbytes(32))
    return base64.b64encode(private.public_key().public_bytes_raw()).decode()
