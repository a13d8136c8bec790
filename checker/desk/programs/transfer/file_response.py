"""Sends a file: whole, from where it was cut off, or by the server in front (X-Accel-Redirect)."""

import os
from collections.abc import Iterator
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date

from checker.desk.measure.concurrency_limit import ConcurrencyLimit
from checker.desk.programs.program_files import Program
from checker.desk.programs.transfer.byte_range import ByteRange, RangeNotSatisfiable, if_range_matches, parse_range
from checker.desk.thread_limits import DOWNLOAD_THREADS
from checker.desk.throttle.client_network import client_network

CHUNK_BYTES = 256 * 1024
"""Bytes read at a time."""

MAX_DOWNLOADS_PER_NETWORK = 16
"""A company's people behind one address, or one person whose browser loads in several parts."""

DOWNLOAD_LIMIT = ConcurrencyLimit(DOWNLOAD_THREADS, MAX_DOWNLOADS_PER_NETWORK)
"""Of this process. Each download holds a thread of its own until a slow line has it all; no page waits for it."""

RETRY_S = 60
"""When to come again where the limit is reached."""


class DownloadLimitReached(Exception):  # noqa: N818 - becomes a page
    """Too many download at this moment."""


def program_response(request: HttpRequest, program: Program, name: str) -> HttpResponseBase:
    """The program, or the part of it that was asked for, to be kept as `name`. Raises DownloadLimitReached, OSError."""
    if settings.ACCEL:
        return _with_download_headers(_accel_redirect(program.name), name)
    etag = f'"{program.sha256[:32]}"'
    conditional_response = get_conditional_response(request, etag=etag, last_modified=int(program.changed))
    if conditional_response is not None:
        return conditional_response
    try:
        requested_range = _requested_range(request, program, etag)
    except RangeNotSatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{program.size}", "Accept-Ranges": "bytes"})
    response = _range_response(request, program, requested_range)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Last-Modified"] = http_date(program.changed)
    return _with_download_headers(response, name)


def companion_response(name: str, content: bytes) -> HttpResponseBase:
    """A small file that lies beside a program."""
    return _with_download_headers(HttpResponse(content), name)


def _requested_range(request: HttpRequest, program: Program, etag: str) -> ByteRange | None:
    range_header = request.headers.get("Range", "")
    if not range_header or not if_range_matches(request.headers.get("If-Range", "").strip(), etag, program.changed):
        return None
    return parse_range(range_header, program.size)


def _range_response(request: HttpRequest, program: Program, requested_range: ByteRange | None) -> HttpResponseBase:
    sent_range = requested_range or ByteRange(start=0, end=program.size)
    status = 200 if requested_range is None else 206
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(status=status)
    else:
        response = StreamingHttpResponse(_FileStream(program, sent_range, client_network(request)), status=status)
    response["Content-Length"] = str(sent_range.end - sent_range.start)
    if requested_range is not None:
        response["Content-Range"] = f"bytes {requested_range.start}-{requested_range.end - 1}/{program.size}"
    return response


def _accel_redirect(name: str) -> HttpResponse:
    response = HttpResponse()
    response["X-Accel-Redirect"] = f"{settings.ACCEL.rstrip('/')}/{quote(name)}"
    return response


def _with_download_headers(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Type"] = "application/octet-stream"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    # The same address brings a newer program one day; a proxy or browser may keep it, if it asks first (RFC 9111).
    response["Cache-Control"] = "private, no-cache"
    return response


class _FileStream:
    """The pieces of a part. Its share of the limit is given back when it is through, cut off, or never begun."""

    def __init__(self, program: Program, sent_range: ByteRange, network: str) -> None:
        self._network = network
        self._remaining = sent_range.end - sent_range.start
        self._is_open = True
        if not DOWNLOAD_LIMIT.try_acquire(network):
            raise DownloadLimitReached
        try:
            self._file: IO[bytes] = program.path.open("rb")
            if os.fstat(self._file.fileno()).st_size != program.size:
                self._file.close()
                raise FileNotFoundError(program.name)
            self._file.seek(sent_range.start)
        except OSError:
            DOWNLOAD_LIMIT.release(network)
            raise

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk = self._file.read(min(CHUNK_BYTES, self._remaining)) if self._remaining and self._is_open else b""
        self._remaining -= len(chunk)
        if not chunk:
            raise StopIteration
        return chunk

    def close(self) -> None:
        """Called by Django at the end of every answer, however it ended."""
        if self._is_open:
            self._is_open = False
            self._file.close()
            DOWNLOAD_LIMIT.release(self._network)
