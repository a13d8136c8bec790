"""What kind of home a layout is, in the words of the claims."""

import pytest

from tests.lab.faults.layout import CGNAT, DS_LITE, FirstLink, Layout
from tests.lab.faults.truth.examined import layout_traits


@pytest.mark.parametrize(
    "layout, traits",
    [
        (Layout(), ()),
        (Layout(modem=True, first=FirstLink(wifi=True)), ("wifi", "double NAT")),
        (Layout(access=CGNAT), ("CGNAT",)),
        (Layout(access=DS_LITE), ("DS-Lite",)),
        (Layout(ipv4=False), ("NAT64",)),
    ],
)
def test_traits(layout: Layout, traits: tuple[str, ...]) -> None:
    assert layout_traits(layout) == traits
