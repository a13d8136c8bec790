"""A block is what Qt's thread works without a look at what was pressed."""

import time

from PySide6.QtCore import QAbstractEventDispatcher, QTimer
from pytestqt.qtbot import QtBot

from tests.bench.window.responsiveness import BlockRecorder


def work(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_the_longest_of_each_page(qtbot: QtBot) -> None:
    pages = ["first"]
    recorder = BlockRecorder(QAbstractEventDispatcher.instance(), lambda: pages[-1])
    QTimer.singleShot(10, lambda: work(0.08))
    qtbot.wait(150)
    pages.append("second")
    QTimer.singleShot(10, lambda: work(0.03))
    qtbot.wait(100)
    longest = {block.page: block.cpu_ms for block in recorder.longest_by_page()}
    assert longest["first"] >= 80
    assert 30 <= longest["second"] < longest["first"]


def test_waiting_is_no_block(qtbot: QtBot) -> None:
    recorder = BlockRecorder(QAbstractEventDispatcher.instance(), lambda: "page")
    qtbot.wait(200)
    assert all(block.cpu_ms < 80 for block in recorder.blocks)
