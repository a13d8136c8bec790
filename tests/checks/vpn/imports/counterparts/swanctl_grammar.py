"""swanctl.conf made from its grammar by a seed: braces, strings, remarks, repeated sections, and slips."""

import random

_HOSTS = ("vpn.muster.example", "10.9.8.7", "2001:db8::7", "b.muster.example", "%any", "192.0.2.0/24", "c-1.example")
_EQUALS = (" = ", "=", "= ", "  =\t")
_VERSIONS = ("0", "1", "2")


def make_swanctl_file(seed: int) -> bytes:
    """Mostly whole; some are damaged."""
    chance = random.Random(seed)
    parts = [_connections(chance) for _ in range(chance.randint(1, 2))]
    if chance.random() < 0.3:
        parts.append("secrets {\n ike-1 {\n  secret = muster\n }\n}")
    chance.shuffle(parts)
    text = chance.choice(("\n", "\r\n", "\n\n# a remark {\n")).join(parts) + "\n"
    return _damaged(chance, text).encode()


def _connections(chance: random.Random) -> str:
    inner = _space(chance).join(_connection(chance) for _ in range(chance.randint(1, 3)))
    return f"connections{_brace(chance)}{_space(chance)}{inner}{_end(chance)}"


def _connection(chance: random.Random) -> str:
    values = [_remotes(chance)] if chance.random() < 0.9 else []
    if chance.random() < 0.6:
        values.append(f"version{chance.choice(_EQUALS)}{chance.choice(_VERSIONS)}")
    if chance.random() < 0.3:
        values.append(_remotes(chance))
    if chance.random() < 0.4:
        values.append(
            f"children{_brace(chance)} net{_brace(chance)} remote_ts = 10.0.0.0/8{_end(chance)}{_end(chance)}"
        )
    if chance.random() < 0.5:
        values.append(f"local{_brace(chance)} auth = psk{_end(chance)}")
    if chance.random() < 0.2:
        values.append("remote_addrs =")
    lines = "\n  ".join(value + _remark(chance) for value in values)
    return f"{chance.choice(('office', 'north', 'c_1'))}{_brace(chance)}\n  {lines}{_end(chance)}"


def _remotes(chance: random.Random) -> str:
    hosts = [chance.choice(_HOSTS) for _ in range(chance.choice((1, 1, 1, 2)))]
    written = chance.choice((", ", ",", " ,")).join(hosts)
    value = chance.choice((written, written, f'"{written}"', f'"{written[:4]}\\\n{written[4:]}"'))
    return f"remote_addrs{chance.choice(_EQUALS)}{value}"


def _brace(chance: random.Random) -> str:
    return chance.choice((" {", "{", "\n{", "  {\t"))


def _end(chance: random.Random) -> str:
    return chance.choice(("\n}", "}", " }", "\n  }"))


def _space(chance: random.Random) -> str:
    return chance.choice(("\n", " ", "\n# x = {\n", "\r\n"))


def _remark(chance: random.Random) -> str:
    return chance.choice(("", "", "", " # remote_addrs = z.example\n", " #\n"))


def _damaged(chance: random.Random, text: str) -> str:
    if chance.random() > 0.12:
        return text
    at = chance.randrange(len(text))
    return chance.choice(
        (text[:at], text[:at] + "}" + text[at:], text[:at] + '"' + text[at:], text.replace("{", "", 1))
    )
