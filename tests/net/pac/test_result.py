"""What scripts return, and Windows' lists, as the address of a proxy."""

import pytest

from checker.model.failure import FailureKind, OperationFailed
from checker.net.pac.result import parse_pac_result, parse_proxy_list


@pytest.mark.parametrize(
    ("answer", "proxy"),
    [
        ("PROXY proxy.example:8080; DIRECT", "http://proxy.example:8080"),
        ("proxy [2001:db8::1]:3128", "http://[2001:db8::1]:3128"),
        ("HTTPS proxy.example:443;PROXY other:1", "https://proxy.example:443"),
        ("HTTP proxy.example", "http://proxy.example"),
        ("DIRECT", None),
        (" direct ; PROXY a:1", None),
        ("", None),
        (None, None),
        ("; ;", None),
        ("\tPROXY\ta:1\t;x", "http://a:1"),
        ("PROXY  a:1", "http://a:1"),
        ("nonsense a:1; PROXY b:1", "http://b:1"),
        ("PROXY a:; PROXY b:1", "http://b:1"),
        ("PROXY a:70000; PROXY b:1", "http://b:1"),
        ("PROXY a:1\n; PROXY b:1", "http://b:1"),
        ("DIRECT a; PROXY b:1", "http://b:1"),
        ("PROXY user@a:1; DIRECT", None),
    ],
)
def test_answers(answer: str | None, proxy: str | None) -> None:
    assert parse_pac_result(answer) == proxy


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("SOCKS5 proxy:1080", FailureKind.UNSUPPORTED),
        ("x; socks a; PROXY b:1", FailureKind.UNSUPPORTED),
        ("null", FailureKind.BAD_ANSWER),
        ("PROXY ä:1; DIRECT", FailureKind.BAD_ANSWER),
        ("PROXYa:1", FailureKind.BAD_ANSWER),
        ("\nPROXY a:1", FailureKind.BAD_ANSWER),
        ("PROXY", FailureKind.BAD_ANSWER),
        ("PROXY a b", FailureKind.BAD_ANSWER),
        ("PROXY http://a/", FailureKind.BAD_ANSWER),
        ("PROXY user@a:1", FailureKind.BAD_ANSWER),
        ("nonsense a:1", FailureKind.BAD_ANSWER),
    ],
)
def test_other_answers(answer: str, kind: FailureKind) -> None:
    with pytest.raises(OperationFailed) as raised:
        parse_pac_result(answer)
    assert raised.value.failure.kind is kind


def test_lists_of_windows() -> None:
    assert parse_proxy_list("proxy:8080;other:1") == "http://proxy:8080"
    assert parse_proxy_list("http=proxy:80 https=other:1") == "http://proxy:80"
    assert parse_proxy_list("http://proxy:80") == "http://proxy:80"
    assert parse_proxy_list("") is None
    with pytest.raises(OperationFailed):
        parse_proxy_list("b@c/d")
