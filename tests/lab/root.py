"""Who runs the tests."""

import os


def is_root() -> bool:
    """Whether this process may make namespaces, mounts and devices. Nobody may on Windows."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
