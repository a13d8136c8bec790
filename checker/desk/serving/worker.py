"""What a serving process loads: the pages, and a watch on the process that started it."""

import multiprocessing
import multiprocessing.connection
import os
import threading
from collections.abc import Callable, Iterable
from typing import Any


def load_application(target: str) -> Callable[..., Iterable[bytes]]:
    """The WSGI application. Ends this process when its parent was killed and could not end it."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def exit_with_parent() -> None:
            multiprocessing.connection.wait([parent.sentinel])
            os._exit(1)

        threading.Thread(target=exit_with_parent, name="parent", daemon=True).start()
    from checker.desk.wsgi import application  # noqa: PLC0415 - sets Django up, in this process only

    wsgi_application: Any = application
    return wsgi_application  # type: ignore[no-any-return]
