"""Sends a file: whole, from where it was cut off, or by the server in front (X-Accel-Redirect)."""

import os
from collections.abc import Iterator
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date

from checker.desk.programs.files import Program
from checker.desk.programs.ranges import Part, Unsatisfiable, part, still_the_same
from checker.desk.programs.room import ROOM
from checker.desk.throttle.network import network_of

PIECE = 256 * 1024
"""Bytes read at a time."""


class NoRoom(Exception):  # noqa: N818 - becomes a page
    """Too many download at this moment."""


def send(request: HttpRequest, program: Program, name: str) -> HttpResponseBase:
    """The program, or the part of it that was asked for, to be kept as `name`. Raises NoRoom, OSError."""
    if settings.ACCEL:
        return _dressed(_handed_over(program.name), name)
    etag = f'"{program.sha256[:32]}"'
    told = get_conditional_response(request, etag=etag, last_modified=int(program.changed))
    if told is not None:
        return told
    try:
        wanted = _wanted(request, program, etag)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{program.size}", "Accept-Ranges": "bytes"})
    answer = _body(request, program, wanted)
    answer["Accept-Ranges"] = "bytes"
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(program.changed)
    return _dressed(answer, name)


def send_beside(name: str, content: bytes) -> HttpResponseBase:
    """A small file that lies beside a program."""
    return _dressed(HttpResponse(content), name)


def _wanted(request: HttpRequest, program: Program, etag: str) -> Part | None:
    asked = request.headers.get("Range", "")
    if not asked or not still_the_same(request.headers.get("If-Range", "").strip(), etag, program.changed):
        return None
    return part(asked, program.size)


def _body(request: HttpRequest, program: Program, wanted: Part | None) -> HttpResponseBase:
    sent = wanted or Part(start=0, end=program.size)
    status = 200 if wanted is None else 206
    answer: HttpResponseBase
    if request.method == "HEAD":
        answer = HttpResponse(status=status)
    else:
        answer = StreamingHttpResponse(_Sending(program, sent, network_of(request)), status=status)
    answer["Content-Length"] = str(sent.end - sent.start)
    if wanted is not None:
        answer["Content-Range"] = f"bytes {wanted.start}-{wanted.end - 1}/{program.size}"
    return answer


def _handed_over(name: str) -> HttpResponse:
    answer = HttpResponse()
    answer["X-Accel-Redirect"] = f"{settings.ACCEL.rstrip('/')}/{quote(name)}"
    return answer


def _dressed(answer: HttpResponseBase, name: str) -> HttpResponseBase:
    answer["Content-Type"] = "application/octet-stream"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    # The same address brings a newer program one day; a proxy or browser may keep it, if it asks first (RFC 9111).
    answer["Cache-Control"] = "private, no-cache"
    return answer


class _Sending:
    """The pieces of a part. Its room is given back when it is through, cut off, or never begun."""

    def __init__(self, program: Program, sent: Part, network: str) -> None:
        self._network = network
        self._left = sent.end - sent.start
        self._open = True
        if not ROOM.begin(network):
            raise NoRoom
        try:
            self._file: IO[bytes] = program.path.open("rb")
            if os.fstat(self._file.fileno()).st_size != program.size:
                self._file.close()
                raise FileNotFoundError(program.name)
            self._file.seek(sent.start)
        except OSError:
            ROOM.end(network)
            raise

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = self._file.read(min(PIECE, self._left)) if self._left and self._open else b""
        self._left -= len(piece)
        if not piece:
            raise StopIteration
        return piece

    def close(self) -> None:
        """Called by Django at the end of every answer, however it ended."""
        if self._open:
            self._open = False
            self._file.close()
            ROOM.end(self._network)
