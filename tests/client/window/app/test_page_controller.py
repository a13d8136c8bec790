"""The pages behind the first: not made for the first look, and there when they are wanted."""

from collections.abc import Callable

from checker.client.window.translation import tr
from tests.client.window.conftest import Stage

Make = Callable[..., Stage]


def test_the_first_page_does_without_them(stage: Make) -> None:
    course = stage(()).course
    assert not course.pages_made
    assert (course.is_busy(), course.has_running_workers(), course.unsent_count()) == (False, False, 0)
    course.begin()
    course.toggle_language()
    course.cancel()
    course.stop()
    course.close()
    assert not course.pages_made


def test_they_are_made_once(stage: Make) -> None:
    one = stage(())
    course = one.course
    course.prepare()
    inner = course.inner
    course.prepare()
    assert course.inner is inner
    assert one.shell.page is course.welcome, "making them shows none of them"
    shown = (
        course.running,
        course.result,
        course.article,
        course.report_controller.send,
        course.report_controller.done,
    )
    assert all(one.shell.stack.indexOf(page) >= 0 for page in shown)


def test_they_speak_the_language_that_was_chosen_before(stage: Make) -> None:
    one = stage(())
    one.course.toggle_language()
    assert tr.language == "en"
    one.to_result()
    assert one.course.result.continue_button.text().replace("&", "") == "On to the report"
