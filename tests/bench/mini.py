"""What speedtest-cli --mini asks a site for, on port 80: its configuration, noise to load, a place to upload.

python3 -m tests.bench.mini ADDRESS
"""

import os
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_SIZES = {350: 245388, 500: 505544, 750: 1118012, 1000: 1986284, 1500: 4468241}
_SIZES |= {2000: 7907740, 2500: 12407926, 3000: 17816816, 3500: 24262167, 4000: 31625365}
"""Bytes of the pictures of Ookla's mini site, by their width."""
_NOISE = os.urandom(1 << 20) * 31
_CONFIGURATION = b"""<?xml version="1.0"?><settings>
<client ip="192.0.2.1" lat="0" lon="0" isp="lab" country="DE"/>
<server-config threadcount="4" ignoreids=""/>
<download testlength="10" threadsperurl="4"/>
<upload testlength="10" ratio="5" threads="2" maxchunkcount="50"/>
</settings>"""
_PAGES = {
    "/speedtest-config.php": _CONFIGURATION,
    "/mini/speedtest/latency.txt": b"test=test\n",
    "/mini": b'<script>upload_extension: "php"</script>',
}


class Site(BaseHTTPRequestHandler):
    """One request a connection, as the real site's."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        picture = re.search(r"/random(\d+)x", path)
        body = _NOISE[: _SIZES.get(int(picture[1]), 0)] if picture else _PAGES.get(path)
        self._respond(200 if body is not None else 404, body or b"")

    def do_POST(self) -> None:
        left = size = int(self.headers.get("Content-Length", 0))
        while left and (chunk := self.rfile.read(min(left, 65_536))):
            left -= len(chunk)
        self._respond(200, b"size=%d" % size)

    def _respond(self, code: int, body: bytes) -> None:
        try:
            self.send_response(code)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, *_words: object) -> None:
        """Says nothing."""


class Quiet(ThreadingHTTPServer):
    """A client that leaves is no error here."""

    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing."""


if __name__ == "__main__":
    with Quiet((sys.argv[1], 80), Site) as site:
        print("ready", flush=True)
        site.serve_forever()
