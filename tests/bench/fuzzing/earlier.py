"""Inputs that a parser once fell over, or took too long for: each is tried before any other."""

EARLIER: dict[str, tuple[bytes, ...]] = {
    "profile": (
        b"a." * 90_000 + b"a = 1",  # the work of the standard parser grows with the square of a key's parts
        b"a = " + b"[" * 50_000,
        b"a = " + b"{a=" * 20_000,
        b"a = " + b"9" * 100_000,
        b"a = 0x" + b"f" * 100_000,
        b'"""' + b"\\" * 100_000,
        b"a = 1979-05-27T07:32:00." + b"9" * 50_000 + b"Z",
    ),
    "needs": (
        b'code = "AC"\ncustomer = ""\n[needs.computer]\nmemory_gib = inf\n',
        b'code = "AC"\ncustomer = ""\n[needs.line]\ndown_mbit = nan\nroles = [' + b'"video",' * 20_000 + b"]\n",
        b'code = "AC"\ncustomer = ""\n[needs.network]\ncompany_networks = ["' + b"1" * 90_000 + b'"]\n',
    ),
    "report": (b"[" * 100_000, b'{"a":' * 50_000, b"1" * 100_000, b'{"version":1e400}'),
    "HTTP response": (
        b"HTTP/1.1 200 OK\r\nContent-Length:  5 \r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"f" * 5_000 + b"\r\n",
    ),
    "router response": (
        b"HTTP/1.1 200 OK\r\nContent-Length: 1 2\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"7" * 400 + b"\r\nhello",
    ),
    "router description": (b"<a>" * 60_000, b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 60_000 + b'">]><a>&b;</a>'),
    "scrubbed text": (b"a" * 20_000, b"0:" * 10_000, b"a@" * 10_000, b"-" * 20_000, b"\\" * 20_000),
    "dates of a response": (b"Mon, 30 Nov 99999999999 09:00:00 GMT", b"9" * 5_000, b"1 Jan 1 00:00 +" + b"9" * 300),
    "VPN file": (
        b"<" * 50_000,
        b"remote " * 20_000,
        b"[Peer]\n" * 20_000,
        b'<?xml version="1.0"?>' + b"<?>" * 60,
        b"full address:s:a\r\n" + b"\r\n" * 90_000,
        b"client\nremote " + b"udo " * 45_000 + b"\n" + b"proto x\n" * 2_000,
    ),
}
