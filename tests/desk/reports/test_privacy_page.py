"""The page that tells people what happens to a report (Art. 13 GDPR)."""

from checker.model import privacy as retention
from tests.desk.sampled import Sampled
from tests.desk.visitor import Visitor


def test_the_durations_are_those_that_apply(desk: Sampled) -> None:
    from checker.client.delivery import outbox  # noqa: PLC0415
    from checker.desk.reports import retention as desk_retention  # noqa: PLC0415 - after django.setup()

    words = Visitor(desk.url).get("/privacy/").words
    assert f"wird nach {desk_retention.REPORT_RETENTION.days} Tagen gelöscht" in words
    assert f"oder {desk_retention.CLOSED_RETENTION.days} Tage, nachdem er erledigt ist" in words
    assert f"annehmen konnte, wird nach {desk_retention.REFUSED_RETENTION.days} Tagen gelöscht" in words
    assert f"löscht das Programm {outbox.RETENTION_DAYS} Tage nach dem Senden" in words
    assert outbox.RETENTION_DAYS == retention.SENT_COPY_DAYS
    english = Visitor(desk.url, "en").get("/privacy/").words
    assert f"deleted after {retention.REPORT_DAYS} days" in english


def test_it_is_found_where_people_decide(desk: Sampled) -> None:
    for path in (f"/d/{desk.code}/", "/guide/de/"):
        assert 'href="/privacy/"' in Visitor(desk.url).get(path).text
