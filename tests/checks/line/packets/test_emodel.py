"""The E-model against published figures."""

import pytest

from checker.checks.line.packets.emodel import delay_impairment, equipment_impairment, mean_opinion, predict_call


@pytest.mark.parametrize("r, mos", [(90, 4.34), (80, 4.03), (70, 3.60), (60, 3.10), (50, 2.58), (0, 1.0), (100, 4.5)])
def test_opinion_as_in_annex_b(r: float, mos: float) -> None:
    """G.107 Annex B, table B.1."""
    assert mean_opinion(r) == pytest.approx(mos, abs=0.01)


@pytest.mark.parametrize("r", [0.5, 3, 6])
def test_no_opinion_below_bad(r: float) -> None:
    assert mean_opinion(r) == 1.0


@pytest.mark.parametrize("loss, ie", [(0, 0), (1, 5), (2, 7), (3, 10), (5, 15), (7, 20), (10, 25), (15, 35), (20, 45)])
def test_loss_as_in_g113(loss: float, ie: float) -> None:
    """G.113 Appendix I: G.711 with concealment, losses at random, as listening tests gave it, in steps of five."""
    assert equipment_impairment(loss) == pytest.approx(ie, abs=3)


@pytest.mark.parametrize("one_way", [50, 100, 150, 200, 250, 300])
def test_delay_as_cole_and_rosenbluth_read_it(one_way: float) -> None:
    """Their fit of G.107 (2001) over the delays of calls: 0.024 d + 0.11 (d - 177.3) above 177.3 ms."""
    fit = 0.024 * one_way + 0.11 * max(0.0, one_way - 177.3)
    assert delay_impairment(one_way) - delay_impairment(0) == pytest.approx(fit, abs=0.3)


def test_the_best_call() -> None:
    """No delay, no loss: only the packet's own 20 ms, which cost less than a point."""
    best = predict_call(0, 0, 0)
    assert 92.2 < best.r < 93.2
    assert best.mos == pytest.approx(4.4, abs=0.02)


def test_everything_that_grows_makes_it_worse() -> None:
    quiet = predict_call(30, 1, 0)
    assert quiet.mos > 4.3
    assert predict_call(400, 1, 0).r < quiet.r
    assert predict_call(30, 60, 0).r < quiet.r
    assert predict_call(30, 1, 3).r < quiet.r
    assert predict_call(60000, 5000, 100).mos == 1.0


def test_losses_in_a_row_are_worse_than_by_chance() -> None:
    """G.107, 7.5: with 2 % of losses and twice the runs, 95 * 2 / (2 / 2 + 25.1) instead of 95 * 2 / (2 + 25.1)."""
    assert equipment_impairment(2, 2.0) == pytest.approx(95 * 2 / 26.1)
    assert predict_call(30, 1, 2, 2.0).r < predict_call(30, 1, 2).r


def test_without_concealment_a_loss_is_heard() -> None:
    """G.113 Appendix I: G.711 without it bears a sixth; 1 % costs some 18 points of R."""
    plain = predict_call(30, 1, 1, conceals=False)
    assert predict_call(30, 1, 1).r - plain.r == pytest.approx(95 / 5.3 - 95 / 26.1, abs=0.2)
