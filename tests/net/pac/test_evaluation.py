"""Proxy scripts as administrators write them; those that never end, grow, or are none; what a script may ask for."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.pac.evaluation import evaluator, lookups
from checker.net.pac.evaluation.evaluator import evaluate_script
from checker.net.pac.evaluation.lookups import ScriptLookups
from tests.net.pac.constructs import body
from tests.net.pac.engines import run_here

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows runs a script itself, by WinHTTP")

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
    ("script", "url", "expected"),
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
def test_usual_scripts(script: str, url: str, expected: str) -> None:
    assert run_here(script, url, url.split("/")[2]) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("'1' + 2", "12"),
        ("'5' - 2", "3"),
        ("0x10 % 7", "2"),
        ("-'3'", "-3"),
        ("1 / 0", "Infinity"),
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
        ("[1,,2].length", "3"),
        ("/x/.test('x')", "true"),
        ("eval('1')", "1"),
        ("this.x", "undefined"),
        ("unknown", None),
        ("isInNet('a')", "false"),
        ("null.x", None),
        ("'a'.match('b')", "null"),
        ("'a' in 'ab'", None),
        ("new Date() instanceof Date", "true"),
        ("typeof weekdayRange('MON')", "boolean"),
        ("(function () { return 1; })()", "1"),
        ("((", None),
        ("1 = 2", None),
    ],
)
def test_expressions(expression: str, expected: str | None) -> None:
    assert run_here(body(f"return String({expression});")) == (expected or "<error>")


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ("var a = 1; a++; ++a; a -= 1; return a;", "2"),
        ("var a = 5; var b = a--; return b + '' + a;", "54"),
        ("var a = [1]; a.push(2, 3); a[0] = 9; return a;", "9,2,3"),
        ("var t = {}; t.a = 1; t['b'] = t.a + 1; return t.b;", "2"),
        ("for (let i = 0, s = ''; ; i++) { s += i; if (i == 2) return s }", "012"),
        ("function inner(x) { return x * 2 } return inner(21)", "42"),
        ("g = 7; return other();} function other() { return g;", "7"),
        (";;; if (false) ; else { } return", None),
        ("alert('x')", None),
    ],
)
def test_statements(statements: str, expected: str | None) -> None:
    text = "function FindProxyForURL(url, host) { var r = main(url, host); return r === undefined ? r : String(r); }"
    assert run_here(f"{text} function main(url, host) {{ {statements} }}") == expected


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine may start programs late."""
    monkeypatch.setattr(evaluator, "START_S", 60.0)


def evaluated(script: str) -> str | None:
    return evaluate_script(script, "https://h.example/", "h.example")


def test_a_script_in_its_process(patience: None) -> None:
    assert evaluated(body("return 'PROXY ' + host + ':' + url.length;")) == "PROXY h.example:18"
    assert evaluated(body("return;")) is None
    assert evaluated("// " + "x" * 1_000_000 + "\n" + body("return '\u00e4';")) == "ä"


HOSTILE = [
    (body("while (true) { }"), FailureKind.TIMEOUT),
    (body("for (;;) ;"), FailureKind.TIMEOUT),
    ("for (;;) ;" + body("return 'DIRECT';"), FailureKind.TIMEOUT),
    (body("try { for (;;) ; } catch (e) { return 'DIRECT'; }"), FailureKind.TIMEOUT),
    (body("return new Array(4294967295).join('x');"), FailureKind.TIMEOUT),
    (body("return /(a+)+b/.test('a'.repeat(40)) + '';"), FailureKind.TIMEOUT),
    (body("return /^(([a-z])+.)+[A-Z]([a-z])+$/.test('a'.repeat(100)) + '';"), FailureKind.TIMEOUT),
    (body("return shExpMatch('a'.repeat(300), '*a*a*a*a*a*a*a*a*a*a*b') + '';"), FailureKind.TIMEOUT),
    (body("return shExpMatch('x'.repeat(64), '(x+x+)+y') + '';"), FailureKind.TIMEOUT),
    (body("while (true) shExpMatch(url, '*'.repeat(9) + '!');"), FailureKind.TIMEOUT),
    (body("return shExpMatch('a', '('.repeat(100000)) + '';"), FailureKind.BAD_ANSWER),
    (body("for (;;) dnsResolve('10.0.0.1');"), FailureKind.TIMEOUT),
    (body("throw {toString() { for (;;) ; }};"), FailureKind.TIMEOUT),
    (
        body("throw {get message() { for (;;) ; }, get stack() { for (;;) ; }, toString() { return this.message; }};"),
        FailureKind.TIMEOUT,
    ),
    ("Object.defineProperty(this, 'FindProxyForURL', {get() { for (;;) ; }});", FailureKind.TIMEOUT),
    (body("return {toString() { for (;;) ; }};"), FailureKind.BAD_ANSWER),
    (body("return new Proxy({}, {get() { throw 1; }});"), FailureKind.BAD_ANSWER),
    (body("throw new Proxy({}, {get() { throw 1; }});"), FailureKind.BAD_ANSWER),
    (body("throw Object.create(null);"), FailureKind.BAD_ANSWER),
    (body("throw Symbol();"), FailureKind.BAD_ANSWER),
    (body("throw null;"), FailureKind.BAD_ANSWER),
    (body("return 'a'.repeat(1 << 28);"), FailureKind.EXHAUSTED),
    (body("return new Array(1e8).fill(0) + '';"), FailureKind.EXHAUSTED),
    (body("return dnsResolve('a'.repeat(1e8)) || 'DIRECT';"), FailureKind.EXHAUSTED),
    (body("var s = 'a'; while (true) s += s;"), FailureKind.BAD_ANSWER),
    (body("return 'x'.repeat(20000);"), FailureKind.BAD_ANSWER),
    (body("return FindProxyForURL();"), FailureKind.BAD_ANSWER),
    (body("return " + "(" * 200_000 + "1" + ")" * 200_000), FailureKind.BAD_ANSWER),
    (body("{" * 200_000), FailureKind.BAD_ANSWER),
    (body("[" * 200_000), FailureKind.BAD_ANSWER),
    (body("return a" + ".b" * 5000), FailureKind.BAD_ANSWER),
    (body("return new RegExp('(?:'.repeat(1e5) + ')'.repeat(1e5)) + '';"), FailureKind.BAD_ANSWER),
    ("JSON.stringify = JSON.parse = undefined;" + body("return 1;"), FailureKind.BAD_ANSWER),
    (body("break;"), FailureKind.BAD_ANSWER),
    ("return 1;", FailureKind.BAD_ANSWER),
    ("function Other() { }", FailureKind.BAD_ANSWER),
    ("\0" + body("return 'DIRECT';"), FailureKind.BAD_ANSWER),
    ("<html>", FailureKind.BAD_ANSWER),
    ("", FailureKind.BAD_ANSWER),
]


@pytest.mark.parametrize(("script", "kind"), HOSTILE, ids=lambda value: str(value)[45:85])
def test_hostile_scripts_end(monkeypatch: pytest.MonkeyPatch, patience: None, script: str, kind: FailureKind) -> None:
    if kind is FailureKind.TIMEOUT:
        monkeypatch.setattr(evaluator, "RUN_S", 0.5)
    else:
        monkeypatch.setattr(evaluator, "RUN_S", 30.0)
    with pytest.raises(OperationFailed) as raised:
        evaluated(script)
    assert raised.value.failure.kind is kind
    assert "1" not in raised.value.failure.detail


@pytest.mark.parametrize(
    "statements",
    [
        "var x = {}; for (var i = 0; i < 1e5; i++) x = {x: x}; return 'DIRECT';",
        "var l = []; try { for (;;) l.push('a' + l.length); } catch (e) { l = null; } return 'DIRECT';",
        "Object.prototype.toJSON = String.prototype.toJSON = function () { return 1; }; return 'DIRECT';",
        "Array.prototype[Symbol.iterator] = null; RegExp.prototype.exec = null; return 'DIRECT';",
        "try { (function f() { f(); })(); } catch (e) { return 'DIRECT'; }",
        "async function f() { for (;;) await 0; } f(); return 'DIRECT';",
        "return " + "!" * 5001 + "1 ? '' : 'DIRECT';",
        "return " + "1+" * 50_000 + "1 ? 'DIRECT' : '';",
        "if (!host) return ''; " + "else if (!host) return ''; " * 3000 + "return 'DIRECT';",
    ],
)
def test_strange_scripts_have_their_result(monkeypatch: pytest.MonkeyPatch, patience: None, statements: str) -> None:
    monkeypatch.setattr(evaluator, "RUN_S", 30.0)
    assert (evaluated(body(statements)) or "").endswith("DIRECT")


PIECES = (
    "function FindProxyForURL ( ) { } [ ] url var return if else for while break ; , . + ++ == && || ! ? : = 'a' 1 "
    "=> ` ${ /a*/ try catch throw this new class get eval dnsResolve shExpMatch alert RegExp"
)


@settings(max_examples=25)
@given(st.text(max_size=100) | st.lists(st.sampled_from(PIECES.split())).map(" ".join))
def test_any_script(text: str) -> None:
    began = time.monotonic()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(evaluator, "RUN_S", 0.5)
        patched.setattr(evaluator, "START_S", 60.0)
        for script in (text, body(f"return {text}")):
            try:
                evaluated(script)
            except OperationFailed as failed:
                assert failed.failure.kind is not FailureKind.CRASHED
    assert time.monotonic() - began < 130


def test_a_process_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluator, "own_command", lambda *words: ["/nonexistent/program", *words])
    with pytest.raises(OperationFailed) as raised:
        evaluated(body("return 'DIRECT';"))
    assert raised.value.failure.kind is FailureKind.MISSING


@pytest.mark.parametrize(
    ("program", "kind"),
    [
        ("import time; time.sleep(60)", FailureKind.TIMEOUT),
        ("import os; os.abort()", FailureKind.CRASHED),
        ("import os; os.write(0, b'nonsense\\n')", FailureKind.CRASHED),
        ("import os; [os.write(0, b'x' * 1000) for _ in range(1000)]", FailureKind.CRASHED),
        ('import os; os.write(0, b\'{"type":"failed","fault":"engine"}\\n\')', FailureKind.MISSING),
        (
            'import os; os.write(0, b\'{"type":"started"}\\n\' * 2); os.read(0, 9)',
            FailureKind.CRASHED,
        ),
    ],
)
def test_a_process_out_of_order(monkeypatch: pytest.MonkeyPatch, program: str, kind: FailureKind) -> None:
    monkeypatch.setattr(evaluator, "own_command", lambda *_: [sys.executable, "-c", program])
    monkeypatch.setattr(evaluator, "START_S", 1.0 if kind is FailureKind.TIMEOUT else 60.0)
    with pytest.raises(OperationFailed) as raised:
        evaluated(body("return 'DIRECT';"))
    assert raised.value.failure.kind is kind


def test_no_process_is_left(monkeypatch: pytest.MonkeyPatch, patience: None) -> None:
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def popen(*words: object, **named: object) -> subprocess.Popen[bytes]:
        started.append(real(*words, **named))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(evaluator.subprocess, "Popen", popen)
    monkeypatch.setattr(evaluator, "RUN_S", 0.5)
    with pytest.raises(OperationFailed):
        evaluated(body("for (;;) ;"))
    assert evaluated(body("return 'DIRECT';")) == "DIRECT"
    assert [process.returncode is not None for process in started] == [True, True]
    assert started[0].returncode == -signal.SIGKILL


def test_the_process_opens_nothing_and_ends_with_its_parent(patience: None) -> None:
    process = evaluator._ScriptProcess()
    with process:
        process.receive(60.0)
        process.send(evaluator.RunScript(script=body("dnsResolve('a.example'); return 'x';"), url="u", host="h"))
        assert isinstance(process.receive(60.0), evaluator.Lookup)
        limits = Path(f"/proc/{process._process.pid}/limits").read_text().splitlines()
        bounds = [line for line in limits if line.startswith(("Max open files", "Max file size"))]
        assert {line[26:].split()[0] for line in bounds} == {"0"}
        process._socket.close()
        assert process._process.wait(timeout=60) == 3


def test_names_are_asked_once_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    queries: list[tuple[str, int]] = []

    def resolve(host: str, timeout_s: float, family: int) -> list[str]:
        queries.append((host, family))
        if host == "gone.example":
            raise OperationFailed(Operation.RESOLVE, FailureKind.NOT_FOUND)
        return ["192.0.2.7"] if family == 4 else ["2001:db8::1", "192.0.2.7"]

    monkeypatch.setattr(lookups, "resolve", resolve)
    script = ScriptLookups()
    assert [script.answer("dnsResolve", "a.example") for _ in range(2)] == ["192.0.2.7", "192.0.2.7"]
    assert script.answer("dnsResolveEx", "a.example") == "2001:db8::1;192.0.2.7"
    assert [script.answer("dnsResolve", "gone.example") for _ in range(2)] == [None, None]
    assert script.answer("dnsResolveEx", "gone.example") == ""
    assert queries == [("a.example", 4), ("a.example", 0), ("gone.example", 4), ("gone.example", 0)]
    for number in range(100):
        script.answer("dnsResolve", f"n{number}.example")
    assert len(queries) == lookups.MAX_NAMES
    monkeypatch.setattr(lookups, "RESOLVE_S", 0.0)
    assert ScriptLookups().answer("dnsResolve", "late.example") is None
    assert ("late.example", 4) not in queries


def test_a_script_asks_through_the_program(monkeypatch: pytest.MonkeyPatch, patience: None) -> None:
    queries: list[str] = []

    def resolve(host: str, timeout_s: float, family: int) -> list[str]:
        queries.append(host)
        return ["192.0.2.7"]

    monkeypatch.setattr(lookups, "resolve", resolve)
    names = r"'a.example', 'a.example', 'm\u00fcller.example', '', '\ud800', 'a\0b', 'x'.repeat(300)"
    assert evaluated(body(f"return [{names}].map(dnsResolve).join();")) == "192.0.2.7,192.0.2.7,192.0.2.7,,,192.0.2.7,"
    assert queries == ["a.example", "xn--mller-kva.example", "a\0b"]


@pytest.mark.parametrize(
    ("routes", "own", "all_own"),
    [
        ({"203.0.113.1": "10.1.1.1", "2001:db8::1": "2001:db8::5"}, "10.1.1.1", "10.1.1.1;2001:db8::5"),
        ({"2001:db8::1": "2001:db8::5"}, "2001:db8::5", "2001:db8::5"),
        ({"10.0.0.1": "10.1.1.1"}, "10.1.1.1", ""),
        ({}, "127.0.0.1", ""),
    ],
)
def test_own_addresses(monkeypatch: pytest.MonkeyPatch, routes: dict[str, str], own: str, all_own: str) -> None:
    monkeypatch.setattr(lookups, "source_address_towards", routes.get)
    script = ScriptLookups()
    assert (script.answer("myIpAddress", ""), script.answer("myIpAddressEx", "")) == (own, all_own)
