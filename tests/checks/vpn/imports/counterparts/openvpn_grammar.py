"""Files made from OpenVPN's own grammar by a seed: the same seed makes the same file."""

import random
from dataclasses import dataclass, field

from checker.demo.gateways.openvpn import new_static_key

HOSTS = (
    *("vpn.muster.example", "VPN.Muster.Example", "vpn2.muster.example", "büro.muster.example", "a_b.muster.example"),
    *("192.0.2.1", "198.51.100.7", "2001:db8::1", "a#b.example", "x;y.example", "-vpn.example", "vpn.example."),
)
PORTS = {"1194": 1194, "443": 443, "80": 80, "openvpn": 1194, "https": 443, "01194": 1194, "1": 1, "65535": 65535}
"""As written, and what the system's resolver makes of it (IANA's names of services)."""

PROTOCOLS = ("udp", "tcp", "tcp-client", "udp4", "udp6", "tcp4", "tcp6", "tcp4-client", "tcp6-client")
HARMLESS = (
    *("verb 3", "nobind", "persist-tun", "resolv-retry infinite", "auth-user-pass", "cipher AES-256-GCM"),
    *("remote-random", "pull", "float", "mute 20", "reneg-sec 0", "tun-mtu 1500", "setenv UV_ID 7", "comp-lzo no"),
    *("remote-cert-tls server", "keepalive 10 60", "server-poll-timeout 4", "route-delay 2", "explicit-exit-notify 2"),
    *(
        "setenv opt block-outside-dns",
        "setenv opt mag-ich-nicht 7",
        "auth SHA256",
        "auth sha512",
        "dhcp-option DNS 10.1.0.1",
    ),
    *("setenv FRIENDLY_NAME 'Muster GmbH'", "route 10.20.0.0 255.255.0.0", "redirect-gateway def1", "push-peer-info"),
    *(
        'pull-filter ignore "route-ipv6"',
        "connect-retry 2 5",
        "tls-version-min 1.2",
        "script-security 2",
        "allow-pull-fqdn",
    ),
)
REFUSED = (
    *("key-direction 3", "tls-auth ta.key 2", "verify-x509-name n typ", "remote-cert-tls nein", "proto quic"),
    *(
        "dev\\null",
        "setenv X \\n",
        'verify-x509-name "offen name',
        "setenv X 'offen",
        "Remote gross.example",
        "nobind 1",
    ),
    *(
        "remote a.example 1 udp 4",
        "gibt-es-nicht",
        "tls-remote Name",
        "<nobind>\nx\n</nobind>",
        "remote a.example 5 sctp",
    ),
    *("<ca> nein", "remote", "proto", "key-method 2", "setenv X " + "y" * 300, "# " + "-" * 270, "'<ca>' x"),
)
"""Lines that end OpenVPN 2.6 with an error."""
WRAPS = ("tls-auth", "tls-crypt")
BLANKS = (" ", "  ", "\t", " \t ", "\v", "\f")
KEY_FILES = ("ta.key", "keys/ta 2.key")


@dataclass
class GrammarFile:
    """`keys`: what is in the files that it may refer to; `inline_keys`: keys of its blocks."""

    content: bytes
    keys: dict[str, bytes]
    is_refused: bool = False


@dataclass
class _Maker:
    random: random.Random
    lines: list[str] = field(default_factory=list)
    is_refused: bool = False

    def word(self, text: str) -> str:
        """A word in one of the ways in which it may be written."""
        escaped = text.replace("\\", "\\\\")
        plain = escaped.replace('"', '\\"').replace(" ", "\\ ")
        spellings = [
            f'"{escaped.replace(chr(34), chr(92) + chr(34))}"',
            plain if plain and plain[0] not in "#;'" else f'"{escaped}"',
        ]
        if "'" not in text:
            spellings.append(f"'{text}'")
        if "#" not in text[:1] and self.random.random() < 0.7:
            return spellings[1]
        return self.random.choice(spellings)

    def add(self, name: str, *words: str, can_dash: bool = True) -> None:
        prefix = "--" if can_dash and self.random.random() < 0.05 else ""
        indent = self.random.choice(("", "", "", " ", "\t", "  \t"))
        parts = [prefix + name, *(self.word(word) for word in words)]
        line = parts[0]
        for part in parts[1:]:
            closed = line[-1] in "\"'" and part[:1] in "\"'" and self.random.random() < 0.1
            line += ("" if closed else self.random.choice(BLANKS)) + part
        self.lines.append(indent + line + self.ending())

    def ending(self) -> str:
        """Blanks, a remark, or what stands behind a NUL byte."""
        roll = self.random.random()
        if roll < 0.12:
            return self.random.choice((" # Zürich", "\t; alt", ' # "offen', " #\\", " ;'"))
        if roll < 0.15:
            return "\0" + self.random.choice(("", " remote verborgen.example 7", "\0\0\0"))
        return self.random.choice(("", "", "", " ", "\t", "\r"))

    def block(self, tag: str, text: str) -> None:
        opening = self.random.choice(
            (f"<{tag}>", f"<{tag}>", f" <{tag}> ", f"<{tag}> # Beginn", f'"<{tag}>"', f"--<{tag}>")
        )
        closing = self.random.choice(
            (f"</{tag}>", f"</{tag}>", f"  </{tag}>", f"\t</{tag}> # Ende", f"</{tag}> x", f"</{tag}>x")
        )
        self.lines += [opening, *text.rstrip("\n").split("\n"), closing]

    def remote(self) -> None:
        words = [self.random.choice(HOSTS)]
        count = self.random.randint(0, 2)
        if count:
            words.append(self.random.choice(tuple(PORTS)))
        if count > 1:
            words.append(self.random.choice(PROTOCOLS))
        self.add("remote", *words)

    def setting(self) -> None:
        """One that changes where remotes go, or one that does not."""
        roll = self.random.random()
        if roll < 0.12:
            self.add(self.random.choice(("port", "rport")), self.random.choice(tuple(PORTS)))
        elif roll < 0.22:
            self.add("proto", self.random.choice(PROTOCOLS))
        elif roll < 0.30:
            self.lines.append(
                self.random.choice(("# remote alt.example 1", "; proto tcp", "", "   ", "#", "\0", ";<ca>"))
            )
        elif roll < 0.33:
            self.add(
                "verify-x509-name",
                self.random.choice(("vpn.muster.example", "Muster VPN", "C=DE, CN=Muster, Sohn/7")),
                "name",
            )
        elif roll < 0.35:
            self.add("remote-random-hostname")
        else:
            self.lines.append(self.random.choice(HARMLESS) + self.ending())

    def connection(self) -> None:
        inner = _Maker(self.random)
        for _ in range(self.random.randint(0, 2)):
            inner.add(self.random.choice(("port", "rport")), self.random.choice(tuple(PORTS)))
        inner.remote()
        for _ in range(self.random.randint(0, 2)):
            if self.random.random() < 0.5:
                inner.add("proto", self.random.choice(PROTOCOLS))
            else:
                inner.add("rport", self.random.choice(tuple(PORTS)))
        if self.random.random() < 0.2:
            inner.key(self.random.choice(WRAPS))
        if self.random.random() < 0.1:
            inner.remote()
        self.block("connection", "\n".join(inner.lines))

    def key(self, wrap: str) -> None:
        direction = self.random.choice(((), ("0",), ("1",))) if wrap == "tls-auth" else ()
        if self.random.random() < 0.6:
            if direction and self.random.random() < 0.5:
                self.add("key-direction", *direction)
                direction = ()
            self.block(wrap, new_static_key())
            if direction:
                self.add("key-direction", *direction)
        else:
            self.add(wrap, self.random.choice(KEY_FILES), *direction)


def make_openvpn_file(seed: int, authority: str) -> GrammarFile:
    """A client's file. `authority`: PEM of its ca."""
    chance = random.Random(seed)
    made = _Maker(chance)
    wrap = chance.choice((*WRAPS, ""))
    steps = [made.remote] * chance.choice((1, 1, 1, 2, 3, 6, 30)) + [made.setting] * chance.randint(0, 8)
    if chance.random() < 0.25:
        steps += [made.connection] * chance.randint(1, 3)
    steps.append(lambda: made.block("ca", authority))
    if wrap:
        steps.append(lambda: made.key(wrap))
    chance.shuffle(steps)
    made.lines.append("client")
    made.lines.append("dev null")
    made.lines.append("auth-user-pass")
    for step in steps:
        step()
    is_refused = chance.random() < 0.12
    if is_refused:
        made.lines.insert(chance.randint(0, 2), chance.choice(REFUSED))
    end = chance.choice(("\n", "\n", "\r\n"))
    text = end.join(made.lines) + (end if chance.random() < 0.8 else "")
    mark = b"\xef\xbb\xbf" if chance.random() < 0.1 else b""
    tail = b"\0" * chance.choice((0, 0, 0, 16, 600))
    keys = {name: new_static_key().encode() for name in KEY_FILES}
    return GrammarFile(mark + text.encode() + tail, keys, is_refused)
