"""Private strings as devices, systems and programs write them, by chance and by hand: what no report may hold.

Each pattern gives a text and the part of it that must be gone. `Karla Beispielfrau` works at this PC; all others are
people, machines and secrets that nobody told the program of.
"""

import random
import string
from collections.abc import Callable, Iterator

NAMES = ("karla.beispielfrau", "Karla Beispielfrau", "KARLA-TOWER")
"""What the system says of the PC and its user."""
_FORMS = (
    "karla",
    "Karla",
    "KARLA",
    "Beispielfrau",
    "beispielfrau",
    "karla.beispielfrau",
    "Karla_Beispielfrau",
    "Karlas",
)

Pattern = Callable[[random.Random], tuple[str, str]]


def _letters(source: random.Random, count: int, alphabet: str = string.ascii_lowercase) -> str:
    return "".join(source.choice(alphabet) for _ in range(count))


def _hexadecimal(source: random.Random, count: int) -> str:
    return _letters(source, count, source.choice(("0123456789abcdef", "0123456789ABCDEF")))


def _octets(source: random.Random) -> list[str]:
    return [_hexadecimal(source, 2) for _ in range(6)]


def _same(text: str) -> tuple[str, str]:
    return text, text


def _name(source: random.Random) -> tuple[str, str]:
    return _same(source.choice(_FORMS))


def _inside(source: random.Random) -> tuple[str, str]:
    return source.choice(("PC", "k", "", "KB")) + "Beispielfrau" + source.choice(("s", "", "2", "PC")), "Beispielfrau"


def _mail(source: random.Random) -> tuple[str, str]:
    return _same(
        f"{_letters(source, 5)}.{_letters(source, 6)}@{_letters(source, 7)}.{source.choice(('de', 'example'))}"
    )


def _ipv4(source: random.Random) -> tuple[str, str]:
    first = source.choice((10, 192, 172, 100, 93, 185))
    parts = [first, *(source.randint(1, 254) for _ in range(3))]
    return _same(source.choice((".", "-")).join(map(str, parts)))


def _ipv6(source: random.Random) -> tuple[str, str]:
    groups = [f"{source.randint(1, 65535):x}" for _ in range(7)]
    short = source.random() < 0.5
    return _same("2003:" + (f"{':'.join(groups[:3])}::{groups[3]}" if short else ":".join(groups)))


def _mac(source: random.Random) -> tuple[str, str]:
    octets = _octets(source)
    joined = "".join(octets)
    return _same(
        source.choice(
            (
                ":".join(octets),
                "-".join(octets),
                "_".join(octets),
                joined,
                f"{joined[:4]}.{joined[4:8]}.{joined[8:]}",
                f"{joined[:4]}-{joined[4:8]}-{joined[8:]}",
                f"{joined[:6]}-{joined[6:]}",
            )
        )
    )


def _secret(source: random.Random) -> str:
    return _letters(source, source.randint(6, 40), string.ascii_letters + string.digits)


def _labelled(*labels: str) -> Pattern:
    def pattern(source: random.Random) -> tuple[str, str]:
        secret = _secret(source)
        return source.choice(labels).format(secret), secret

    return pattern


def _person(source: random.Random) -> str:
    return f"{_letters(source, 6).title()} {_letters(source, 8).title()}"


def _owned(*labels: str) -> Pattern:
    def pattern(source: random.Random) -> tuple[str, str]:
        person = _person(source)
        return source.choice(labels).format(person), person.split()[1]

    return pattern


def _path(*labels: str) -> Pattern:
    def pattern(source: random.Random) -> tuple[str, str]:
        user = _letters(source, 7)
        return source.choice(labels).format(user), user

    return pattern


def _line_host(source: random.Random) -> tuple[str, str]:
    address = _letters(source, source.choice((8, 32)), "0123456789abcdef")
    tail = source.choice(("dip0.t-ipconnect.de", "dynamic.kabel-deutschland.de", "versanet.de", "dyn.telefonica.de"))
    return f"{source.choice(('p', 'ip', 'x', 'i', 'ip-', ''))}{address}.{tail}", address


def _home_host(source: random.Random) -> tuple[str, str]:
    host = _letters(source, 8)
    return f"{host}.{source.choice(('local', 'fritz.box', 'lan', 'home.arpa', 'speedport.ip'))}", host


def _serial(source: random.Random) -> tuple[str, str]:
    serial = _letters(source, 3, string.ascii_uppercase) + _letters(source, 6, string.digits)
    label = source.choice(
        ("S/N {}", "S/N: {}", "SN={}", "Serial Number: {}", "Seriennummer {}", "serial={}", "s.n. {}")
    )
    return label.format(serial), serial


PATTERNS: dict[str, Pattern] = {
    "name": _name,
    "name inside": _inside,
    "mail": _mail,
    "ipv4": _ipv4,
    "ipv6": _ipv6,
    "mac": _mac,
    "token": _labelled(
        "https://x.example/a?token={}", "?token={}", "GET /p?a=1&key={}", "token={}", "access_token: {}", "#id_token={}"
    ),
    "bearer": _labelled(
        "Bearer {}", "Authorization: Bearer {}", "authorization=Bearer {}", "Cookie: a={}", "X-Api-Key: {}"
    ),
    "password": _labelled("password={}", "Kennwort: {}", '"passwd": "{}"', "pwd='{}'", "https://u:{}@x.example/"),
    "certificate": _owned("CN={}", "/C=DE/CN={}/O=x", "CN = {}, O = x", "subject=CN={},OU=y"),
    "owner": _owned("user={}", "Owner: {}", 'login: "{}"'),
    "home": _path(
        "/home/{}/x", "/Users/{}", r"C:\Users\{}\x", "C:/Users/{}/y", "/export/home/{}", r"\Users\{}\z", "~{}/.ssh"
    ),
    "administrator": lambda source: (
        source.choice((r"C:\Users\Administrator\x", r"D:\Users\Administrator")),
        "Administrator",
    ),
    "root": lambda source: (source.choice(("/root/.ssh/id_rsa", "/var/root/x/id_rsa")), "id_rsa"),
    "share": _path(r"\\server\{}$", r"\\server\{}$\Eigene Dateien\x", "smb://server/{}", "//server/{}/x"),
    "domain account": _path(r"FIRMA\{}", "EXAMPLE\\{}"),
    "line host": _line_host,
    "home host": _home_host,
    "pc": lambda source: _same(f"DESKTOP-{_letters(source, 7, string.ascii_uppercase + string.digits)}"),
    "serial": _serial,
    "number": lambda source: _same(_letters(source, 15, "123456789")),
    "identifier": lambda source: _same(
        "-".join(_letters(source, count, "0123456789abcdef") for count in (8, 4, 4, 4, 12))
    ),
    "security identifier": lambda source: _same(
        f"S-1-5-21-{source.randint(10**8, 10**9)}-{source.randint(10**8, 10**9)}-1001"
    ),
    "phone": lambda source: _same(f"+49 {source.randint(150, 179)} {source.randint(10**6, 10**7 - 1)}"),
}
_AROUND = (
    "{}",
    "Jabra {}",
    "Mic {} 2",
    "({})",
    "cannot open {}: denied",
    "Headset „{}“",
    "\t{}\n",
    "x, {}; y",
    "Kamera von {}",
)


def planted(source: random.Random, count: int) -> Iterator[tuple[str, str, str]]:
    """So many: the pattern's name, the text, and what must not be left of it."""
    for number in range(count):
        kind = list(PATTERNS)[number % len(PATTERNS)]
        text, private = PATTERNS[kind](source)
        yield kind, source.choice(_AROUND).format(text), private
