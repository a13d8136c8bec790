"""What the employee can want of a finding: one object for the page, its body and every card in it."""

from PySide6.QtCore import QObject, Signal


class FindingActions(QObject):
    """Each signal carries the Finding; `trial_requested` the DeviceTrial that shows it live."""

    remedy_requested = Signal(object)
    recheck_requested = Signal(object)
    cancel_requested = Signal()
    article_requested = Signal(object)
    public_test_requested = Signal(object, str)
    trial_requested = Signal(object)
