"""/health notices what keeps reports out."""

import os
import shutil
from collections import namedtuple
from typing import Any

import pytest
from django.test import Client

from tests.desk.in_process import signed_in

USAGE: Any = namedtuple("usage", "total used free")
FILE_SYSTEM: Any = namedtuple("file_system", "f_flag")


@pytest.mark.parametrize(
    ("free", "flags", "disk"), [(499_000_000, 0, "full"), (500_000_000, 0, "ok"), (10**12, os.ST_RDONLY, "read-only")]
)
def test_a_disk_that_takes_nothing(monkeypatch: pytest.MonkeyPatch, free: int, flags: int, disk: str) -> None:
    signed_in()
    monkeypatch.setattr(shutil, "disk_usage", lambda path: USAGE(10**12, 0, free))
    monkeypatch.setattr(os, "statvfs", lambda path: FILE_SYSTEM(flags))
    answer = Client().get("/health")
    assert (answer.status_code, answer.json()["disk"]) == (200 if disk == "ok" else 503, disk)
    assert answer.json()["ok"] is (disk == "ok")
