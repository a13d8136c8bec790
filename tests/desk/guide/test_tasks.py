"""The guide by what somebody sets out to do, and lists to tick."""

import re

import pytest
from django.test import Client

from checker.desk.guide.tasks import GUIDE_TASKS
from checker.knowledge.articles import article_codes
from checker.model.text import LANGUAGES, Language
from tests.desk.in_process import signed_in


@pytest.fixture(scope="module")
def reader(django: None) -> Client:
    signed_in()
    return Client(SERVER_NAME="127.0.0.1")


def test_every_task_names_articles_that_are_there() -> None:
    codes = set(article_codes("de"))
    for task in GUIDE_TASKS:
        assert {*task.set_up, *task.troubles} <= codes, task.slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_task_leads_to_its_guides_and_their_lists(reader: Client, language: Language) -> None:
    home = reader.get(f"/guide/{language}/").content.decode()
    for task in GUIDE_TASKS:
        assert f'href="/guide/{language}/task/{task.slug}/"' in home
        page = reader.get(f"/guide/{language}/task/{task.slug}/").content.decode()
        assert task.title.render(language) in page
        for code in task.set_up:
            assert f'href="/guide/{language}/{code}/"' in page
            sheet = reader.get(f"/guide/{language}/{code}/checklist/")
            assert len(re.findall("<li>", sheet.content.decode().partition('class="boxes"')[2])) >= 3, code


def test_what_is_no_task_or_has_no_steps_is_not_there(reader: Client) -> None:
    assert reader.get("/guide/de/task/fly/").status_code == 404
    assert reader.get("/guide/de/line.fine/checklist/").status_code == 404
    assert reader.get("/guide/de/nothing.at-all/checklist/").status_code == 404
