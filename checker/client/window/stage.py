"""The window with all that belongs to it; made anew, in the same place, when another profile comes."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from checker.client.session import Session
from checker.client.window.course import Course
from checker.client.window.delivery import Delivery
from checker.client.window.ending import Ending
from checker.client.window.seeker import Seeker
from checker.client.window.shell import Shell
from checker.client.window.style import Style
from checker.client.window.words import tr

DRAWN_MS = 50
"""The first page is on the screen by then; a click that comes sooner makes the other pages itself."""


class Stage(QObject):
    """One shell at a time."""

    def __init__(self, session: Session, delivery: Delivery, seeker: Seeker | None, style: Style) -> None:
        super().__init__()
        self._session = session
        self._delivery = delivery
        self._seeker = seeker
        self._style = style
        self._shell: Shell | None = None
        self._course: Course | None = None

    def open(self, note: str = "") -> None:
        """Shows the window. A window that was open before makes room for it and takes its place and size along."""
        before, course_before = self._shell, self._course
        self._shell = shell = Shell(self._session.profile, self._style)
        self._course = course = Course(self._session, self._delivery, shell, self._style, note, self._seeker)
        Ending(shell, busy=course.alive, stop=course.stop, unsent=course.unsent)
        shell.closed.connect(self._closed)
        course.doorway.entered.connect(self._again)
        if before is None:
            shell.fit()
        else:
            shell.setGeometry(before.geometry())
            shell.setWindowState(before.windowState())
        shell.show()
        course.begin()
        if before is not None and course_before is not None:
            _retire(before, course_before)
        # After the window stands: what came meanwhile may bring the next one.
        QTimer.singleShot(0, course.doorway, course.doorway.attend)
        QTimer.singleShot(DRAWN_MS, course, course.prepare)

    def close(self) -> None:
        """As if somebody had closed the window."""
        if self._shell is not None:
            self._shell.close()

    def leave(self) -> None:
        """Nothing is taken or given out any more."""
        if self._course is not None:
            self._course.close()

    def defect(self) -> None:
        """Says that the program itself went wrong."""
        if self._shell is not None:
            self._shell.notice.defect()

    def _again(self) -> None:
        note = self._seeker.note if self._seeker is not None else None
        self.open(note.render(tr.language) if note is not None else "")

    def _closed(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.quit()


def _retire(shell: Shell, course: Course) -> None:
    course.stop()
    course.close()
    shell.hide()
    shell.deleteLater()
