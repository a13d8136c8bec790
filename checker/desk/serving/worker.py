"""What a serving process loads: the pages, and a watch on the process that started it."""

import multiprocessing
import multiprocessing.connection
import os
import threading
from collections.abc import Callable, Iterable
from typing import Any


def load(target: str) -> Callable[..., Iterable[bytes]]:
    """The WSGI application. Ends this process when its parent was killed and could not end it."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def wait() -> None:
            multiprocessing.connection.wait([parent.sentinel])
            os._exit(1)

        threading.Thread(target=wait, name="parent", daemon=True).start()
    from checker.desk.wsgi import application  # noqa: PLC0415 - sets Django up, in this process only

    served: Any = application
    return served  # type: ignore[no-any-return]
