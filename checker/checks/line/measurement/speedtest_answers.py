"""Whether what speedtest-cli loads comes from its measuring server: pages and errors count for it too."""

import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPResponse
from typing import Any

from checker.checks.line.transport.http11 import status_error
from checker.checks.line.transport.recognition import is_page_start, page_answered, verify_load_answer
from checker.model.failure import OperationFailed
from checker.net.http1.head import ResponseHead

_MIN_PICTURE_BYTES = 100_000
"""The smallest of its pictures, random350x350.jpg, has 245,388 bytes."""
_START_BYTES = 256


class AnswerRecorder:
    """Takes the place of its opener's `open`. `error`: why an answer since it was last None came from no server."""

    def __init__(self, opener: Any) -> None:
        self._open_url: Callable[..., Any] = opener.open
        opener.open = self._open
        self.error: OperationFailed | None = None

    def _open(self, request: Any, *arguments: Any, **options: Any) -> Any:
        """The answer. Raises OSError for a page, as for any other failure: it counts nothing then."""
        try:
            response = self._open_url(request, *arguments, **options)
        except urllib.error.HTTPError as error:
            self.error = self.error or status_error(error.code)
            raise
        if isinstance(request, urllib.request.Request) and isinstance(response, HTTPResponse):
            try:
                _verify(response, is_upload=request.data is not None)
            except OperationFailed as error:
                self.error = self.error or error
                response.close()
                raise OSError from error
        return response


def _verify(response: HTTPResponse, *, is_upload: bool) -> None:
    """Raises OperationFailed."""
    length = response.length
    headers = tuple((name.lower(), text) for name, text in response.getheaders())
    verify_load_answer(
        ResponseHead(status=response.status, headers=headers, length=length, chunked=False, keep_alive=False)
    )
    too_short = not is_upload and length is not None and length < _MIN_PICTURE_BYTES
    if too_short or is_page_start(response.peek(_START_BYTES)):
        raise page_answered()
