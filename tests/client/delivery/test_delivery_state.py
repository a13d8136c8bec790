"""What follows from an attempt, and when the next one is due."""

import datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.client.delivery.delivery_state import (
    FIRST_BACKOFF_S,
    MAX_BACKOFF_S,
    MAX_RETRY_AFTER_S,
    DeliveryStage,
    DeliveryState,
    backoff_s,
    next_state,
)
from checker.client.delivery.upload_outcome import RetryLater, RetryReason, UploadAccepted, UploadRejected
from checker.model.failure import Failure, FailureKind, Operation, Refusal
from tests.client.loopback_desk import receipt

NOW = datetime.datetime(2025, 3, 1, 12, tzinfo=datetime.UTC)
YEAR = datetime.timedelta(days=365)
FAILURE = Failure(operation=Operation.CONNECT, kind=FailureKind.REFUSED)
RETRY_LATER = RetryLater(reason=RetryReason.DESK, failure=FAILURE)
NEW = DeliveryState(enrolment="token", queued=NOW)


def after(seconds: float) -> datetime.datetime:
    return NOW + datetime.timedelta(seconds=seconds)


def test_new_is_due() -> None:
    assert NEW.stage is DeliveryStage.WAITING
    assert NEW.is_due(NOW)


def test_a_failure_waits_twice_as_long_each_time_up_to_a_limit() -> None:
    assert [backoff_s(attempts, 0) for attempts in (1, 2, 3, 4)] == [5, 10, 20, 40]
    assert backoff_s(500, 0) == MAX_BACKOFF_S


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_every_wait_is_bounded(attempts: int, draw: float) -> None:
    assert FIRST_BACKOFF_S / 2 <= backoff_s(attempts, draw) <= MAX_BACKOFF_S


def test_a_failure_is_due_again_after_its_wait() -> None:
    state = next_state(NEW, RETRY_LATER, NOW, 0)
    assert (state.tried, state.reason, state.failure) == (1, RetryReason.DESK, FAILURE)
    assert not state.is_due(after(4.9))
    assert state.is_due(after(5))


def test_a_new_start_skips_our_own_wait_but_not_the_desks() -> None:
    own = next_state(NEW, RETRY_LATER, NOW, 0)
    delayed = next_state(NEW, msgspec.structs.replace(RETRY_LATER, after_s=600), NOW, 0)
    assert own.is_due(after(1), skip_backoff=True)
    assert not delayed.is_due(after(599), skip_backoff=True)
    assert delayed.is_due(after(600))


@pytest.mark.parametrize(("asked_s", "wait_s"), [(0, 1), (60, 60), (1e9, MAX_RETRY_AFTER_S)])
def test_the_desk_asks_within_reason(asked_s: float, wait_s: float) -> None:
    state = next_state(NEW, msgspec.structs.replace(RETRY_LATER, after_s=asked_s), NOW, 0)
    assert state.wait_s(NOW) == wait_s


@pytest.mark.parametrize("jump", [-YEAR, YEAR])
def test_a_clock_put_right_does_not_hold_it_up(jump: datetime.timedelta) -> None:
    assert next_state(NEW, RETRY_LATER, NOW, 0).is_due(NOW + jump)


def test_delivered_is_the_end_and_needs_no_token_any_more() -> None:
    state = next_state(next_state(NEW, RETRY_LATER, NOW, 0), UploadAccepted(receipt=receipt("0" * 32)), NOW, 0)
    assert state.stage is DeliveryStage.DELIVERED
    assert not state.is_due(NOW + YEAR, skip_backoff=True)
    assert (state.enrolment, state.failure, state.tried) == ("", None, 2)


def test_refused_stops_and_keeps_the_token_for_another_try() -> None:
    state = next_state(NEW, UploadRejected(refusal=Refusal(kind="no-consent", de="Nein.", en="No.")), NOW, 0)
    assert state.stage is DeliveryStage.STOPPED
    assert not state.is_due(NOW + YEAR, skip_backoff=True)
    assert state.enrolment == "token"


@given(st.integers(0, 50), st.sampled_from(list(RetryReason)), st.floats(0, 1))
def test_a_state_survives_its_file(attempts: int, reason: RetryReason, draw: float) -> None:
    before = msgspec.structs.replace(NEW, tried=attempts)
    state = next_state(before, RetryLater(reason=reason, failure=FAILURE), NOW, draw)
    assert msgspec.json.decode(msgspec.json.encode(state), type=DeliveryState) == state
