"""Several addresses of one name, dialled side by side."""

from checker.checks.network.reach.addresses import connect_each
from checker.model.failure import FailureKind
from tests.net import servers


def test_a_dead_address_beside_a_living_one() -> None:
    with servers.listening(lambda sock: None) as port:
        connects = connect_each(["127.0.0.2", "127.0.0.1"], port, 3.0)
    assert (connects.failure, connects.count, connects.dead) == (None, 2, 1)


def test_two_living_ones() -> None:
    with (
        servers.listening(lambda sock: None) as port,
        servers.listening(lambda sock: None, "127.0.0.2", port),
    ):
        connects = connect_each(["127.0.0.2", "127.0.0.1"], port, 3.0)
    assert (connects.failure, connects.dead) == (None, 0)


def test_where_none_lives_the_first_ones_failure_stands() -> None:
    with servers.listening(lambda sock: None) as port:
        connects = connect_each(["127.0.0.2", "127.0.0.3"], port, 3.0)
    assert connects.failure is not None
    assert (connects.failure.kind, connects.count, connects.dead) == (FailureKind.REFUSED, 2, 0)
