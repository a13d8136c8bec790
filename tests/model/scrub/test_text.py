"""What may stay in a text and what must not."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.scrub.text import scrub

AROUND = st.text(st.sampled_from(" \n\t(),;='\"<>|äxyz"), max_size=12)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("gateway 192.168.178.1 and 203.0.113.9:443", "gateway [ip] and [ip]:443"),
        ("tcp4 203.0.113.9.51820", "tcp4 [ip].51820"),
        ("p-192-0-2-1.dip0.t-ipconnect.de", "p-[ip].dip0.t-ipconnect.de"),
        ("2001:db8::1.", "[ip]."),
        ("[2001:db8:0:0::1]:443", "[[ip]]:443"),
        ("src=2001:db8:1:2:3:4:5:6:443", "src=[ip]:443"),
        ("addr:2001:db8::1", "addr:[ip]"),
        ("fe80::1%eth0 up", "[ip] up"),
        ("::ffff:203.0.113.5/128", "[ip]"),
        ("10.0.0.5/24", "[ip]"),
        ("00:11:22:aa:bb:cc 00-11-22-AA-BB-CC 0011.22aa.bbcc", "[mac] [mac] [mac]"),
        ("mac:00:11:22:aa:bb:cc", "m[mac]"),
        ("anna.maier@firma.de, ssh a@b", "[mail], ssh [mail]"),
        ("https://u:p@host/x", "https://host/x"),
        ("'/home/anna/Meine Briefe.pdf'", "'[home]'"),
        ("/Users/anna", "[home]"),
        ("/mnt/c/Users/anna/x", "[home]"),
        ("FILE /home/anna: denied", "FILE [home]: denied"),
        ('File "C:\\Users\\Anna Maier\\AppData\\checker\\net\\http.py"', 'File "[home]\\checker\\net\\http.py"'),
        ("'C:\\\\Users\\\\anna\\\\x y.txt'", "'[home]'"),
        ('File "/home/anna/x/checker/net/http.py", line 3', 'File "[home]/checker/net/http.py", line 3'),
    ],
)
def test_takes_out(text: str, left: str) -> None:
    assert scrub(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "192.168.178.0/24 overlaps 10.0.0.0/8",
        "fd00:1:2::/48",
        "mask 255.255.255.0, lo 127.0.0.1 ::1, any 0.0.0.0 ::",
        "std::string cv::Mat 12:34:56 2024-01-02T12:34:56Z",
        "Windows 10.0.19045.3693",
        "0123456789abcdef0123456789abcdef",
        "https://desk.example.de/home/office",
        "7.5 Mbit/s, 20:15 - 20:16",
    ],
)
def test_leaves(text: str) -> None:
    assert scrub(text, ["anna"]) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ANNA-PC.fritz.box of anna", "[name].fritz.box of [name]"),
        ("annabelle, Anna_2 (ANNA)", "annabelle, [name]_2 ([name])"),
        ("Mu\u0308ller and Müller", "[name] and [name]"),
        ("the home of the ip 203.0.113.9 in /home/anna", "the [name] of the [name] [ip] in [home]"),
    ],
)
def test_takes_out_given_names(text: str, left: str) -> None:
    assert scrub(text, ["anna", "Anna-PC", "Müller", "home", "ip", "", " "]) == left


@given(AROUND, st.ip_addresses(), AROUND)
def test_no_host_address_survives(
    before: str, address: ipaddress.IPv4Address | ipaddress.IPv6Address, after: str
) -> None:
    left = scrub(f"{before}{address}{after}")
    harmless = address.is_loopback or address.is_unspecified or str(address).startswith("255.")
    assert (str(address) in left) == harmless


@given(AROUND, st.binary(min_size=6, max_size=6), st.sampled_from(":-"), AROUND)
def test_no_mac_survives(before: str, mac: bytes, between: str, after: str) -> None:
    assert mac.hex(between) not in scrub(before + mac.hex(between) + after)


@given(AROUND, st.emails(), AROUND)
def test_no_mail_address_survives(before: str, mail: str, after: str) -> None:
    assert mail not in scrub(f"{before} {mail} {after}")


@given(st.text(), st.lists(st.text(max_size=8), max_size=3))
def test_any_text_and_twice_is_once(text: str, names: list[str]) -> None:
    once = scrub(text)
    assert scrub(once) == once
    scrub(text, names)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("part", ["a", ":", "1:", "1.", "/home/", "a@", "C:\\Users\\", "/home/a/ b", "://", "1-"])
def test_a_long_text_does_not_hang(part: str) -> None:
    scrub(part * 20_000, ["anna"])
