"""Whatever other threads tell arrives in the Qt thread, in order, and nothing arrives after the end."""

import threading

from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from checker.checks.context import LiveSample, Progress
from checker.client.window.app.event_bridge import EventBridge
from checker.run.events import CheckProgress, CheckStarted


def test_events_of_many_threads_arrive_in_the_qt_thread_each_threads_in_order(qtbot: QtBot) -> None:
    bridge = EventBridge()
    got: list[tuple[str, int]] = []
    here: list[bool] = []

    def receive(event: CheckProgress) -> None:
        got.append((event.check, round(event.update.done * 100)))
        here.append(QThread.currentThread() is bridge.thread())

    bridge.arrived.connect(receive)

    def post(name: str) -> None:
        for at in range(100):
            bridge.post(CheckProgress(check=name, update=Progress(done=at / 100)))

    threads = [threading.Thread(target=post, args=(name,)) for name in ("line", "vpn", "camera")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not got, "nothing is handed out in a foreign thread"
    qtbot.waitUntil(lambda: len(got) == 300)
    assert all(here)
    for name in ("line", "vpn", "camera"):
        assert [at for check, at in got if check == name] == list(range(100))


def test_of_pictures_and_levels_only_the_newest_waits(qtbot: QtBot) -> None:
    bridge = EventBridge()
    got: list[object] = []
    bridge.arrived.connect(got.append)
    bridge.post(CheckStarted(check="camera"))
    for at in range(50):
        bridge.post(CheckProgress(check="camera", update=LiveSample(kind="frame", numbers=(float(at), 1.0))))
        bridge.post(CheckProgress(check="microphone", update=LiveSample(kind="level", numbers=(float(-at),))))
        bridge.post(CheckProgress(check="line", update=LiveSample(kind="rate", numbers=(float(at), 1.0))))
    qtbot.waitUntil(lambda: len(got) >= 53)
    kinds = [event.update.kind for event in got if isinstance(event, CheckProgress)]
    assert (kinds.count("frame"), kinds.count("level"), kinds.count("rate")) == (1, 1, 50)
    newest = next(event for event in got if isinstance(event, CheckProgress) and event.update.kind == "frame")
    assert newest.update.numbers[0] == 49.0
    assert isinstance(got[0], CheckStarted)


def test_after_its_end_nothing_is_given_out(qtbot: QtBot) -> None:
    bridge = EventBridge()
    got: list[object] = []
    bridge.arrived.connect(got.append)
    bridge.post(CheckStarted(check="line"))
    bridge.close()
    bridge.post(CheckStarted(check="vpn"))
    qtbot.wait(20)
    assert got == []
