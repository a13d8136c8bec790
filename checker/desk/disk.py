"""The disk of the data folder: whether something can be stored there."""

import os
import shutil
from enum import StrEnum
from pathlib import Path

from django.conf import settings

MIN_FREE_BYTES = 500_000_000
"""Bytes that stay free: the database needs room to delete, too."""


class DiskState(StrEnum):
    """`read-only`: as a file system is mounted after an error."""

    OK = "ok"
    FULL = "full"
    READ_ONLY = "read-only"


def free_bytes() -> int:
    """On the disk of the data folder."""
    return shutil.disk_usage(settings.DATA).free


def disk_state() -> DiskState:
    """Costs two questions to the system, and writes nothing."""
    if hasattr(os, "statvfs") and os.statvfs(Path(settings.DATA)).f_flag & os.ST_RDONLY:
        return DiskState.READ_ONLY
    return DiskState.OK if free_bytes() >= MIN_FREE_BYTES else DiskState.FULL
