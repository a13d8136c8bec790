"""Names that nobody can tell apart are the same; names that people do tell apart are not."""

import unicodedata

import pytest

from checker.client.profiles.firm_name import is_same_name, visible_text

NAME = "Muster IT Service 10"


@pytest.mark.parametrize(
    "imitation",
    [
        "muster it service 10",
        "  Muster  IT Service 10. ",
        "Muster\u200bIT Service 10",
        "Muster IT Service 10\u2060",
        "\u202eMuster IT Service 10\u202c",
        "Mus\u00adter IT Service 10",
        "Muster IT\u2800Service 10",
        "Muster\u3164IT Service 10",
        "Muster IT Service 10\ufe0f",
        "Muster IT Service 10\U000e0041",
        "\u041cust\u0435r IT Service 10",
        "Muster \u0406\u0422 Service 10",
        "Muster IT S\u0435rvi\u0441e 10",
        "\uff2d\uff55\uff53\uff54\uff45\uff52 IT Service 10",
        "\U0001d40c\U0001d42e\U0001d42c\U0001d42d\U0001d41e\U0001d42b IT Service 10",
        "Muster lT Service 10",
        "Muster IT Service lO",
        "Muster-IT-Service-10",
        "Muster_IT, Service (10)",
        "Mu\u0308ster IT Service 10",
        "M\u00fcster IT Service 10",
        "Muster IT \u13da\u0435rv\u0456ce 10",
    ],
)
def test_an_imitation_is_the_same(imitation: str) -> None:
    assert is_same_name(NAME, imitation), [unicodedata.name(letter, "?") for letter in imitation]


@pytest.mark.parametrize(
    "other", ["Muster IT Service", "Master IT Service 10", "Muster IT Service 11", "Muster GmbH", "", "...", "Bäcker"]
)
def test_another_name_is_not(other: str) -> None:
    assert not is_same_name(NAME, other)


def test_nothing_is_the_same_as_nothing() -> None:
    assert not is_same_name("", "")
    assert not is_same_name("\u200b", "...")


@pytest.mark.parametrize("name", ["東京サービス", "Комп Сервис", "Ελληνική", "مؤسسة"])
def test_names_of_other_alphabets_are_compared_too(name: str) -> None:
    assert is_same_name(name, f" {name}\u200d")
    assert not is_same_name(name, "Muster IT")


def test_what_has_no_shape_is_not_in_the_sentence() -> None:
    assert visible_text("Mus\u200bter\u202e IT\u2800") == "Muster IT"
