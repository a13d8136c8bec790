"""What has arrived of an upload is known although a lost packet holds the rest back."""

import socket
import sys
import time

import pytest

from checker.desk.measure.load.arrivals import ArrivalEstimator, SegmentCount, read_segment_count
from checker.desk.measure.load.uploads import UploadRegistry

MSS = 1448


def count(segments: int, held_back: int = 0, mss: int = MSS, segment_bytes: int = MSS) -> SegmentCount:
    in_order = (segments - held_back) * segment_bytes
    return SegmentCount(bytes=in_order, segments=segments, mss=mss)


@pytest.mark.parametrize(
    ("counts", "arrived"),
    [
        ([count(2), count(5)], None),
        ([count(2), count(12)], 12 * MSS),
        ([count(2), count(30), count(60, held_back=25)], 60 * MSS),
        ([count(2), count(60, held_back=25), count(90)], 90 * MSS),
        ([count(10, held_back=8), count(40)], 2 * MSS + 30 * MSS),
        ([count(2, segment_bytes=1365), count(90, segment_bytes=1365)], 90 * 1365),
    ],
    ids=["too few", "in order", "held back", "let through", "held back at first", "a program on the way"],
)
def test_segments_become_bytes(counts: list[SegmentCount], arrived: int | None) -> None:
    remaining = iter(counts)
    estimator = ArrivalEstimator(lambda: next(remaining))
    estimates = [estimator.estimate() for _ in counts]
    last = estimates[-1]
    assert (None if last is None else round(last.bytes)) == arrived


def test_the_moment_is_that_of_the_last_change() -> None:
    counts, clock = iter([count(2), count(20), count(20), count(21, held_back=5)]), iter([1.0, 2.0, 3.0])
    estimator = ArrivalEstimator(lambda: next(counts), lambda: next(clock))
    moments = [arrived.at_s for _ in range(4) if (arrived := estimator.estimate()) is not None]
    assert moments == [2.0, 2.0, 3.0]


def test_nobody_counts() -> None:
    assert ArrivalEstimator(lambda: None).estimate() is None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts segments")
def test_the_kernel_counts_what_is_not_yet_read() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1200)
        client.connect(server.getsockname())
        accepted, _ = server.accept()
        with accepted:
            client.sendall(bytes(60_000))
            time.sleep(0.05)
            segment_count = read_segment_count(accepted)
    assert segment_count is not None
    assert segment_count.bytes == 60_000
    assert segment_count.segments >= 60_000 / segment_count.mss
    assert segment_count.mss <= 1200


def test_an_upload_says_it_of_all_its_requests_or_of_none() -> None:
    registry = UploadRegistry()
    counts = iter([count(2), count(42), count(43)])
    with registry.track("a" * 8, lambda: next(counts)):
        registry.count("a" * 8)
        both = registry.count("a" * 8)
        assert both is not None
        assert both.arrived == 42 * MSS
        with registry.track("a" * 8):
            mixed = registry.count("a" * 8)
            assert mixed is not None
            assert mixed.arrived is None
