"""Who tries codes out is slowed down and noticed, however many at once; a right code works all the while."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.desk.sampled import Sampled
from tests.desk.visitor import Visitor

PARALLEL = 16
ANSWERED_PER_NETWORK, ANSWERED_PER_ADDRESS = 30, 300


@pytest.fixture
def guessed(any_desk_behind_proxy: Sampled) -> Iterator[Sampled]:
    yield any_desk_behind_proxy


def _statuses(
    desk: Sampled, sender: str, first: int, count: int, path: str = "/api/v1/profiles/", end: str = ""
) -> Counter[int]:
    def guess(number: int) -> int:
        return desk.get(f"{path}MUSTER-{number:04}-XXXX{end}", **{"X-Forwarded-For": sender}).status

    with ThreadPoolExecutor(PARALLEL) as pool:
        return Counter(pool.map(guess, range(first, first + count)))


def test_guessing_is_slowed_down_and_noticed(guessed: Sampled) -> None:
    sender, neighbour = "203.0.113.5", "203.0.113.77"
    statuses = _statuses(guessed, sender, 0, 2 * ANSWERED_PER_NETWORK + 4)
    assert statuses == {404: ANSWERED_PER_NETWORK, 429: ANSWERED_PER_NETWORK + 4}
    assert _statuses(guessed, neighbour, 100, 3, "/d/", "/") == {429: 3}
    for address in (neighbour, sender):
        for path in ("/api/v1/profiles/", "/d/"):
            assert guessed.get(f"{path}{guessed.code}", **{"X-Forwarded-For": address}).status in (200, 301)
    technician = guessed.technician()
    assert "falsche Kundenkennungen" not in technician.get("/inbox/").words
    _statuses(guessed, sender, 200, ANSWERED_PER_ADDRESS)
    assert "falsche Kundenkennungen" in technician.get("/inbox/").words
    assert "falsche Kundenkennungen" not in guessed.get("/guide/").data.decode()
    refused = guessed.get(f"/api/v1/profiles/{guessed.code}", **{"X-Forwarded-For": sender})
    assert (refused.status, "Retry-After" in refused.headers) == (429, True)
    assert guessed.get(f"/api/v1/profiles/{guessed.code}", **{"X-Forwarded-For": neighbour}).status == 200


def test_many_passwords_at_once_are_no_more_than_many_in_a_row(guessed: Sampled) -> None:
    def attempt(number: int) -> int:
        visitor = Visitor(guessed.url)
        visitor.headers["X-Forwarded-For"] = "198.51.100.9"
        return visitor.post("/sign-in/", {"name": "technik", "password": f"falsches Passwort {number}"}).status

    with ThreadPoolExecutor(8) as pool:
        statuses = Counter(pool.map(attempt, range(12)))
    assert statuses == {200: 5, 429: 7}
