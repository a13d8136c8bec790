"""Where the packaged program begins."""

import gc
import sys

gc.set_threshold(20_000, 20, 20)
"""Modules make many objects, and all of them stay: looking for waste among them every 700 cost each start 20 ms."""

from checker.__main__ import main  # noqa: E402 - after it

sys.exit(main())
