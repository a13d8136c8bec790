"""Proxy scripts as administrators write them, run here; and scripts that never end, grow, or are no scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.pac.interpreter import functions as known
from checker.net.pac.interpreter.evaluate import evaluated
from checker.net.pac.interpreter.functions import functions, matches
from checker.net.pac.result import parse_pac_result, parse_proxy_list

PLAIN = 'function FindProxyForURL(url, host) { return "PROXY proxy.example:8080; DIRECT"; }'
USUAL = """
// made by somebody, 2019
var proxy = "PROXY proxy.example:3128";
function FindProxyForURL(url, host)
{
    /* at home */
    host = host.toLowerCase();
    if (isPlainHostName(host) || dnsDomainIs(host, ".intern.example") ||
        shExpMatch(host, "*.local"))
        return "DIRECT";
    if (isInNet(host, "10.0.0.0", "255.0.0.0") || isInNet(dnsResolve(host), "192.168.0.0", "255.255.0.0")) {
        return "DIRECT"
    }
    else if (url.substring(0, 6) === 'https:' && !(host == "old.example"))
        return proxy + "; DIRECT";
    return "PROXY plain.example:80";
}
"""
LISTS = """
var direct = ['a.example', "b.example"], table = {"c.example": "PROXY c:1", d: "HTTPS d:2"};
function inList(host, list) {
  for (var i = 0; i < list.length; i++) {
    if (host === list[i] || host.indexOf('.' + list[i]) > 0) { return true; }
  }
  return false;
}
function FindProxyForURL(url, host) {
  if (inList(host, direct)) return 'DIRECT';
  if (host in table) { return table[host]; }
  var parts = host.split("."), n = 0;
  while (true) { n += 1; if (n > 3) break; else continue; }
  return n == 4 && parts.length >= 2 ? "PROXY " + parts[parts.length - 2] + ":" + (8000 + n * 20) : "DIRECT";
}
"""


@pytest.mark.parametrize(
    ("script", "url", "says"),
    [
        (PLAIN, "https://desk.example/", "PROXY proxy.example:8080; DIRECT"),
        (USUAL, "https://printer/", "DIRECT"),
        (USUAL, "https://mail.intern.example/", "DIRECT"),
        (USUAL, "https://nas.LOCAL/", "DIRECT"),
        (USUAL, "https://10.1.2.3/", "DIRECT"),
        (USUAL, "https://192.168.1.1/", "DIRECT"),
        (USUAL, "https://198.51.100.7/", "PROXY proxy.example:3128; DIRECT"),
        (USUAL, "http://198.51.100.7/", "PROXY plain.example:80"),
        (LISTS, "https://x.a.example/", "DIRECT"),
        (LISTS, "https://b.example/", "DIRECT"),
        (LISTS, "https://c.example/", "PROXY c:1"),
        (LISTS, "https://desk.example/", "PROXY desk:8080"),
    ],
)
def test_usual_scripts(script: str, url: str, says: str) -> None:
    assert evaluated(script, url, url.split("/")[2], functions()) == says


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("1 + 2 * 3", "7"),
        ("'1' + 2", "12"),
        ("'5' - 2", "3"),
        ("0x10 % 7", "2"),
        ("-'3'", "-3"),
        ("1 / 0", "nan"),
        ("null", "null"),
        ("[1, [2, null]] + ''", "1,2,"),
        ("true && 'a' || 'b'", "a"),
        ("'' || 'b'", "b"),
        ("'b' > 'a'", "true"),
        ("'10' > 9", "true"),
        ("1 == '1'", "true"),
        ("1 === '1'", "false"),
        ("null == undefined", "true"),
        ("[] == []", "false"),
        ("!0", "true"),
        ("(1, 2)", "2"),
        ("'a\\x41\\u0042\\n'.length", "4"),
        ("'abcdef'.substr(-3, 2)", "de"),
        ("'abcdef'.substring(4, 1)", "bcd"),
        ("'abcdef'.slice(-2)", "ef"),
        ("'a-b-c'.replace('-', '+')", "a+b-c"),
        ("'abc'.charAt(1) + 'abc'[2] + 'abc'.charAt(9)", "bc"),
        ("'a.b'.split('.').join('/')", "a/b"),
        ("'abc'.split('').length", "3"),
        ("'aXbX'.lastIndexOf('X')", "3"),
        ("'abc'.startsWith('ab') && 'abc'.endsWith('bc') && 'abc'.includes('b')", "true"),
        ("' A '.trim().toLowerCase().concat('b', 1)", "ab1"),
        ("[3, 4].indexOf(4)", "1"),
        ("({a: {b: 5}}).a.b", "5"),
        ("({a: 1}).hasOwnProperty('a')", "true"),
        ("'a' in {a: 1}", "true"),
        ("[1,,2].length", None),
        ("/x/.test('x')", None),
        ("new Date()", None),
        ("eval('1')", None),
        ("this.x", None),
        ("unknown", None),
        ("weekdayRange('MON')", None),
        ("isInNet('a')", None),
        ("null.x", None),
        ("'a'.match('b')", None),
        ("'a' in 'ab'", None),
        ("(function () { return 1; })()", None),
        ("((", None),
        ("1 = 2", None),
    ],
)
def test_expressions(expression: str, says: str | None) -> None:
    script = f"function FindProxyForURL(url, host) {{ return {expression}; }}"
    if says is not None:
        assert evaluated(script, "u", "h", functions()) == says
        return
    with pytest.raises(OperationFailed) as raised:
        evaluated(script, "u", "h", functions())
    assert raised.value.failure.kind is FailureKind.UNSUPPORTED


def body(text: str) -> str:
    return f"function FindProxyForURL(url, host) {{ {text} }}"


@pytest.mark.parametrize(
    ("statements", "says"),
    [
        ("var a = 1; a++; ++a; a -= 1; return a;", "2"),
        ("var a = 5; var b = a--; return b + '' + a;", "54"),
        ("var a = [1]; a.push(2, 3); a[0] = 9; return a;", "9,2,3"),
        ("var t = {}; t.a = 1; t['b'] = t.a + 1; return t.b;", "2"),
        ("for (let i = 0, s = ''; ; i++) { s += i; if (i == 2) return s }", "012"),
        ("function inner(x) { return x * 2 } return inner(21)", "42"),
        ("g = 7; return other();} function other() { return g;", "7"),
        (";;; if (false) ; else { } return", "null"),
        ("alert('x')", "null"),
    ],
)
def test_statements(statements: str, says: str) -> None:
    assert evaluated(body(statements), "u", "h", functions()) == says


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        (body("while (true) { }"), FailureKind.TIMEOUT),
        (body("for (;;) ;"), FailureKind.TIMEOUT),
        (body("var s = 'a'; while (true) s += s;"), FailureKind.UNSUPPORTED),
        (
            body("var s = 'a', l = []; for (var i = 0; i < 16; i++) s += s; while (1) l.push(s.split(''));"),
            FailureKind.TIMEOUT,
        ),
        (body("return shExpMatch('a'.concat(x()), '*');} function x() { return x();"), FailureKind.UNSUPPORTED),
        (body("var s='a'; for (var i=0;i<16;i++) s+=s; return shExpMatch(s, '*a' + s);"), FailureKind.UNSUPPORTED),
        (body("return " + "(" * 5000 + "1" + ")" * 5000), FailureKind.UNSUPPORTED),
        (body("return " + "!" * 5000 + "1"), FailureKind.UNSUPPORTED),
        (body("return " + "1+" * 5000 + "1"), FailureKind.UNSUPPORTED),
        (body("{" * 5000), FailureKind.UNSUPPORTED),
        (body("return a" + ".b" * 5000), FailureKind.UNSUPPORTED),
        (body("try { } catch (e) { }"), FailureKind.UNSUPPORTED),
        (body("break;"), FailureKind.UNSUPPORTED),
        ("return 1;", FailureKind.UNSUPPORTED),
        ("function Other() { }", FailureKind.UNSUPPORTED),
        ("<html>", FailureKind.UNSUPPORTED),
        ("", FailureKind.UNSUPPORTED),
        (" " * 1_000_001, FailureKind.BAD_ANSWER),
    ],
)
def test_hostile_scripts_end(script: str, kind: FailureKind) -> None:
    with pytest.raises(OperationFailed) as raised:
        evaluated(script, "u", "h", functions())
    assert raised.value.failure.kind is kind


PIECES = (
    "function FindProxyForURL ( ) { } [ ] url host var return if else for while break ; , . + ++ == && || ! ? : = 'a' 1"
)


@given(st.text(max_size=100) | st.lists(st.sampled_from(PIECES.split())).map(" ".join))
def test_any_script(text: str) -> None:
    for script in (text, body(text), body(f"return {text}")):
        try:
            evaluated(script, "https://h/", "h", {})
        except OperationFailed:
            continue


@pytest.mark.parametrize(
    ("word", "pattern", "fits"),
    [
        ("www.a.example", "*.a.example", True),
        ("a.example", "*.a.example", False),
        ("abc", "a?c", True),
        ("abc", "a*b*c*", True),
        ("a.c", "a.c", True),
        ("abc", "a.c", False),
        ("", "*", True),
        ("", "?", False),
        ("a" * 900, "*a" * 400 + "b", False),
    ],
)
def test_patterns(word: str, pattern: str, fits: bool) -> None:
    assert matches(word, pattern) is fits


def test_names_are_asked_once_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def resolve(host: str, timeout_s: float) -> list[str]:
        asked.append(host)
        if host == "gone.example":
            raise OperationFailed(Operation.RESOLVE, FailureKind.NOT_FOUND)
        return ["2001:db8::1", "192.0.2.7"]

    monkeypatch.setattr(known, "resolve", resolve)
    given_ones = functions()
    assert [given_ones["dnsResolve"]("a.example") for _ in range(2)] == ["192.0.2.7", "192.0.2.7"]
    assert given_ones["isResolvable"]("gone.example") is False
    assert given_ones["isInNet"]("a.example", "192.0.2.0", "255.255.255.0") is True
    assert given_ones["isInNet"]("a.example", "nonsense", "255.255.255.0") is False
    assert given_ones["isInNetEx"]("a.example", "192.0.2.0/24") is True
    assert given_ones["isInNetEx"]("a.example", "nonsense") is False
    assert asked == ["a.example", "gone.example"]
    monkeypatch.setattr(known, "RESOLVE_S", 0.0)
    assert functions()["dnsResolve"]("late.example") is None
    assert "late.example" not in asked


@pytest.mark.parametrize(
    ("host", "levels", "plain", "own"),
    [("www", 0.0, True, True), ("www.a.example", 2.0, False, True), ("ftp", 0.0, True, False)],
)
def test_names(host: str, levels: float, plain: bool, own: bool) -> None:
    given_ones = functions()
    assert given_ones["dnsDomainLevels"](host) == levels
    assert given_ones["isPlainHostName"](host) is plain
    assert given_ones["localHostOrDomainIs"](host, "www.a.example") is own
    assert given_ones["myIpAddress"]().count(".") == 3


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
        ("null", None),
    ],
)
def test_answers(answer: str, proxy: str | None) -> None:
    assert parse_pac_result(answer) == proxy


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("SOCKS5 proxy:1080", FailureKind.UNSUPPORTED),
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
