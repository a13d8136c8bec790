"""Whatever other threads tell arrives in the Qt thread, in order, and nothing arrives after the end."""

import threading

from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from checker.checks.context import LiveSample, Progress
from checker.client.window.bridge import Bridge
from checker.run.events import Started, Told


def test_events_of_many_threads_arrive_in_the_qt_thread_each_threads_in_order(qtbot: QtBot) -> None:
    bridge = Bridge()
    got: list[tuple[str, int]] = []
    here: list[bool] = []

    def hear(event: Told) -> None:
        got.append((event.check, round(event.what.done * 100)))
        here.append(QThread.currentThread() is bridge.thread())

    bridge.arrived.connect(hear)

    def post(name: str) -> None:
        for at in range(100):
            bridge.post(Told(check=name, what=Progress(done=at / 100)))

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
    bridge = Bridge()
    got: list[object] = []
    bridge.arrived.connect(got.append)
    bridge.post(Started(check="camera"))
    for at in range(50):
        bridge.post(Told(check="camera", what=LiveSample(kind="frame", numbers=(float(at), 1.0))))
        bridge.post(Told(check="microphone", what=LiveSample(kind="level", numbers=(float(-at),))))
        bridge.post(Told(check="line", what=LiveSample(kind="rate", numbers=(float(at), 1.0))))
    qtbot.waitUntil(lambda: len(got) >= 53)
    kinds = [event.what.kind for event in got if isinstance(event, Told)]
    assert (kinds.count("frame"), kinds.count("level"), kinds.count("rate")) == (1, 1, 50)
    newest = next(event for event in got if isinstance(event, Told) and event.what.kind == "frame")
    assert newest.what.numbers[0] == 49.0
    assert isinstance(got[0], Started)


def test_after_its_end_nothing_is_given_out(qtbot: QtBot) -> None:
    bridge = Bridge()
    got: list[object] = []
    bridge.arrived.connect(got.append)
    bridge.post(Started(check="line"))
    bridge.close()
    bridge.post(Started(check="vpn"))
    qtbot.wait(20)
    assert got == []
