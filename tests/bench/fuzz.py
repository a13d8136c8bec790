"""Every parser of foreign bytes, fed with what somebody made worse: how many inputs, which crashed, which was slowest.

An input is a valid one that was cut, doubled, spliced or had bytes changed, or one of the shapes that cost parsers
their time: nesting, repetition, long numbers. A parser may refuse with its own exception; any other is a crash.
"""

import argparse
import datetime
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives import serialization

from checker.client.environment.program_log import MAX_ENTRY
from checker.client.profiles.firm_name import name_skeleton
from checker.client.profiles.sources.address import parse_source
from checker.client.profiles.sources.program_name import parse_program_path
from checker.model.codec import (
    Unreadable,
    manifest_from_toml,
    profile_from_toml,
    receipt_from_json,
    refusal_from_json,
    report_from_json,
    to_json,
)
from checker.model.failure import OperationFailed
from checker.model.profile import BUILT_IN
from checker.model.record import Record
from checker.model.report import Consent
from checker.model.scrub.text import scrub
from checker.model.signature import manifest_signer, new_key, profile_signer, public_key, sign_profile, verify_enrolment
from checker.model.succession import parse_succession, sign_succession, successions
from checker.net.http1.parser import ResponseParser
from checker.net.pac.result import parse_pac_result
from checker.net.stamp import parse_reflector_packet
from checker.net.stun.message import parse_message
from checker.net.tls.certificate import parse_certificate
from checker.net.upnp.description import parse_description
from checker.net.upnp.exchange import parse_body
from checker.net.upnp.ssdp import parse_location
from checker.run.report import assemble_report
from checker.show.qr_code.payload import decode_payload, encode_payload
from tests.bench.table import markdown
from tests.net.certificates import Authority

MAX_BYTES = 200_000
SLOW_S = 2.0
"""For the worst input of all: nobody waits longer for a parser than for the network."""
_REFUSALS = (Unreadable, OperationFailed, ValueError)
"""ValueError of the functions that say so: enrolments and certificates."""


class Parser(Record, frozen=True, kw_only=True):
    """`seeds`: valid inputs; `refuses`: what it may raise."""

    name: str
    parse: Callable[[bytes], object]
    seeds: tuple[bytes, ...]
    refuses: tuple[type[Exception], ...] = (Unreadable, OperationFailed)


class Worst(Record, frozen=True, kw_only=True):
    """Of one parser: its slowest input, and the first that crashed it."""

    inputs: int
    slowest_s: float
    slowest: bytes
    crashes: tuple[str, ...]


def register(benches: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`fuzz`: its options."""
    parser = benches.add_parser("fuzz", help="every parser of foreign bytes, with damaged and costly inputs")
    parser.set_defaults(bench=run)
    parser.add_argument("--inputs", type=int, default=100_000, help="for all parsers together (100000)")
    parser.add_argument("--seed", type=int, default=0, help="of the random numbers (0)")
    parser.add_argument("--only", help="this parser alone")


def run(words: argparse.Namespace) -> int:
    """0 where nothing crashed and nothing was slow, else 1."""
    chosen = [parser for parser in parsers() if words.only in (None, parser.name)]
    results = {parser.name: fuzz(parser, words.inputs // len(chosen), words.seed) for parser in chosen}
    rows = [
        (name, str(worst.inputs), str(len(worst.crashes)), f"{worst.slowest_s:.3f}", repr(worst.slowest[:40]))
        for name, worst in results.items()
    ]
    print(markdown(f"Fuzz, seed {words.seed}", ("parser", "inputs", "crashes", "slowest, s", "which"), rows))
    for name, worst in results.items():
        for crash in worst.crashes[:5]:
            print(f"{name}: {crash}")
    is_good = all(not worst.crashes and worst.slowest_s < SLOW_S for worst in results.values())
    return 0 if is_good else 1


def fuzz(parser: Parser, inputs: int, seed: int) -> Worst:
    """So many inputs from this seed on."""
    source = random.Random(f"{parser.name} {seed}")
    slowest_s, slowest, crashes = 0.0, b"", []
    for _ in range(inputs):
        data = damaged(source, parser.seeds)
        began = time.perf_counter()
        try:
            parser.parse(data)
        except parser.refuses:
            pass
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            crashes.append(f"{type(error).__name__} {data[:120]!r}")
        seconds = time.perf_counter() - began
        if seconds > slowest_s:
            slowest_s, slowest = seconds, data
    return Worst(inputs=inputs, slowest_s=slowest_s, slowest=slowest, crashes=tuple(crashes))


def damaged(source: random.Random, seeds: tuple[bytes, ...]) -> bytes:
    """One of the seeds, made worse once to four times."""
    data = source.choice(seeds)
    for _ in range(source.randint(1, 4)):
        data = source.choice(_DAMAGES)(source, data, seeds)
    return data[:MAX_BYTES]


def _flip(source: random.Random, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    changed = bytearray(data)
    for _ in range(source.randint(1, 8) if changed else 0):
        changed[source.randrange(len(changed))] = source.randrange(256)
    return bytes(changed)


def _cut(source: random.Random, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    start = source.randint(0, len(data))
    return data[:start] + data[source.randint(start, len(data)) :]


def _repeat(source: random.Random, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    start = source.randint(0, len(data))
    piece = data[start : start + source.randint(1, 12)]
    return data[:start] + piece * source.choice((2, 50, 2_000, 20_000)) + data[start:]


def _splice(source: random.Random, data: bytes, seeds: tuple[bytes, ...]) -> bytes:
    other = source.choice(seeds)
    return data[: source.randint(0, len(data))] + other[source.randint(0, len(other)) :]


def _costly(source: random.Random, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    at = source.randint(0, len(data))
    piece = source.choice(_COSTLY) * source.choice((1, 30, 3_000, 40_000))
    return data[:at] + piece + data[at:]


_DAMAGES = (_flip, _cut, _repeat, _splice, _costly)
_COSTLY = (
    b"[", b"{", b'{"a":', b"a.", b'"a".', b"9", b"<a>", b"&amp;", b"\0", b"\r\n", b"0" * 9, b"f" * 9, b";a=b",
    b"1;x\r\n", b"\xff", b"(", b"\\", b"'", b'"', b"=", b"::", b"-", b"a@", b"\xe2\x80\x8b", b"\xd0\xb0", b"PROXY a:1;",
)  # fmt: skip


def parsers() -> list[Parser]:
    """Every parser of bytes that somebody else wrote."""
    key, today = new_key(), datetime.date(2026, 11, 29)
    statement = sign_succession(key, public_key(key), today)
    profile = sign_profile(
        b'code = "ACME-7F3K"\ncustomer = "ACME"\n[firm]\nname = "Muster"\n[needs.network]\nreach = ["a.example:443"]\n'
        + statement.line.encode(),
        key,
    )
    manifest = b'made = 2026-11-29T00:00:00Z\n[[programs]]\nname = "a"\nsystem = "linux"\nsha256 = "0"\nversion = "1"\n'
    report = assemble_report(BUILT_IN, [], Consent())
    receipt = b'{"id":"' + b"0" * 32 + b'","reference":"K7M-2QX","received":"2026-11-29T00:00:00Z","firm":"x"}'
    reply = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
    chunks = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    device = b"<root><device><friendlyName>F</friendlyName><serviceList><service><serviceType>urn:x</serviceType>"
    device += b"<controlURL>/c</controlURL></service></serviceList></device></root>"
    stun = bytes.fromhex("010100082112a442") + bytes(12) + bytes.fromhex("002000080001a147e112a643")
    location = b"HTTP/1.1 200 OK\r\nLOCATION: http://192.168.1.1:49000/igd.xml\r\nST: upnp:rootdevice\r\n\r\n"
    with tempfile.TemporaryDirectory() as folder:
        certificate = _certificate(Path(folder))
    text = b"Jabra erika@firma.de at 192.168.1.5 C:\\Users\\erika\\x https://a.example/?token=x CN=Erika S/N 123ABC"
    return [
        Parser(name="profile", parse=profile_from_toml, seeds=(profile,)),
        Parser(name="profile signature", parse=profile_signer, seeds=(profile,)),
        Parser(name="manifest", parse=manifest_from_toml, seeds=(manifest, profile)),
        Parser(name="manifest signature", parse=manifest_signer, seeds=(manifest, profile)),
        Parser(name="successions", parse=successions, seeds=(profile,)),
        Parser(name="succession", parse=lambda raw: parse_succession(_text(raw)), seeds=(statement.line.encode(),)),
        Parser(
            name="enrolment",
            parse=lambda raw: verify_enrolment(_text(raw), public_key(key)),
            seeds=(b"v1:AB:2027-01-01:AAAA",),
            refuses=(ValueError,),
        ),
        Parser(name="report", parse=report_from_json, seeds=(to_json(report),)),
        Parser(name="receipt", parse=receipt_from_json, seeds=(receipt,)),
        Parser(name="refusal", parse=refusal_from_json, seeds=(b'{"kind":"a","de":"b","en":"c"}',)),
        Parser(name="summary", parse=lambda raw: decode_payload(_text(raw)), seeds=(encode_payload(report).encode(),)),
        Parser(name="HTTP response", parse=_parse_response, seeds=(reply, chunks)),
        Parser(name="router response", parse=parse_body, seeds=(reply, chunks)),
        Parser(
            name="router description",
            parse=lambda raw: parse_description(raw, "http://192.168.1.1:49000/", "192.168.1.1"),
            seeds=(device,),
        ),
        Parser(name="SSDP", parse=lambda raw: parse_location(raw, "192.168.1.1"), seeds=(location,)),
        Parser(name="PAC result", parse=lambda raw: parse_pac_result(_text(raw)), seeds=(b"PROXY a:80; DIRECT",)),
        Parser(name="STUN", parse=parse_message, seeds=(stun,)),
        Parser(name="STAMP", parse=lambda raw: parse_reflector_packet(raw, b"k" * 16), seeds=(bytes(44), bytes(112))),
        Parser(name="certificate", parse=parse_certificate, seeds=(certificate,), refuses=(*_REFUSALS,)),
        Parser(
            name="typed source", parse=lambda raw: parse_source(_text(raw)), seeds=(b"ACME-7F3K", b"https://a.b/d/C/")
        ),
        Parser(
            name="program name",
            parse=lambda raw: parse_program_path(_text(raw)),
            seeds=(b"C:\\x\\Homeoffice-Check_ACME-7F3K@desk.example,8443 (1).exe",),
        ),
        Parser(
            name="firm name", parse=lambda raw: name_skeleton(_text(raw)[:120]), seeds=("Müller IT".encode(), b"A IT")
        ),
        Parser(name="scrubbed text", parse=lambda raw: scrub(_text(raw)[:MAX_ENTRY], ("erika", "PC-7")), seeds=(text,)),
    ]


def _parse_response(raw: bytes) -> None:
    parser = ResponseParser()
    for at in range(0, len(raw), 4096):
        parser.feed(raw[at : at + 4096])
    parser.end()


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _certificate(folder: Path) -> bytes:
    return Authority.make(folder).certificate.public_bytes(serialization.Encoding.DER)
