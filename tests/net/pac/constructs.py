"""What administrators write in proxy scripts, each with its result in browsers: run by our engine and by Chromium.

A line is the name, the script, and what FindProxyForURL returns for https://www.firma.example/ with the names of
tests.net.pac.engines. `<error>`: it throws, or is no script; `<result>`: it returns something that is no text.
"""

# ruff: noqa: E501 - a script stays on its line

from dataclasses import dataclass

NOON = """
var RealDate = Date;
Date = class extends RealDate {
  constructor(...parts) { super(...(parts.length ? parts : [2024, 1, 29, 12, 30, 15])); }
};
"""
"""Thursday, 29 February 2024, half past twelve here: the script's own clock, in every engine."""


@dataclass(frozen=True)
class Construct:
    """One script and its result."""

    name: str
    script: str
    result: str | None
    whole_script: bool = False
    """Only true as a whole script: evaluated beside others it means something else."""


def body(statements: str) -> str:
    """A script of this one function."""
    return f"function FindProxyForURL(url, host) {{ {statements} }}"


def _construct(name: str, expression: str, result: str) -> Construct:
    return Construct(name, body(f"return String({expression});"), result)


ELSE_IF = body(
    " else ".join(f'if (dnsDomainIs(host, ".standort{n}.example")) return "PROXY p{n}:80";' for n in range(300))
    + ' else return "PROXY last:80";'
)
LANGUAGE = [
    Construct("else if in a row", ELSE_IF, "PROXY last:80"),
    Construct("line ends of old Macs", "// a remark\r" + body("// b\rreturn 'a';\r"), "a"),
    Construct("if without braces", body("if (url) if (!host) return 'a'; else return 'b'; return 'c';"), "b"),
    Construct("function after its use", body("return g();") + "function g() { return 'DIRECT'; }", "DIRECT"),
    Construct("function in a function", body("function g(x) { return x + '!'; } return g('a');"), "a!"),
    Construct("function expression", "var FindProxyForURL = function (url, host) { return 'a'; };", "a"),
    Construct("arrow function", "FindProxyForURL = (url, host) => `PROXY ${host}:80`;", "PROXY www.firma.example:80"),
    Construct("closure", body("var n = 0, f = function () { return ++n; }; f(); return 'n' + f();"), "n2"),
    Construct("called at once", "(function () { globalThis.p = 'PROXY a:1'; })();" + body("return p;"), "PROXY a:1"),
    Construct("global variable", "var p = 'PROXY a:1';" + body("return p;"), "PROXY a:1"),
    Construct("variable without var", body("q = 'x'; return q;"), "x"),
    Construct("let and const", "const P = 'PROXY a:1'; let n = 2;" + body("let m = n; return P + m;"), "PROXY a:12"),
    Construct("block scope", body("let a = 1; { let a = 2; } return 'a' + a;"), "a1"),
    Construct("var is hoisted", body("if (false) { var a = 1; } return typeof a;"), "undefined"),
    Construct("default argument", body("function g(p = 'x') { return p; } return g();"), "x"),
    Construct("arguments", body("function g() { return arguments.length + ''; } return g(1, 2, 3);"), "3"),
    Construct("destructuring", body("var [a, b] = host.split('.'); return b + a;"), "firmawww"),
    Construct("spread", body("return Math.max(...[1, 5, 3]) + '';"), "5"),
    Construct("class", "class P { get s() { return 'PROXY a:1'; } }" + body("return new P().s;"), "PROXY a:1"),
    Construct(
        "switch",
        body(
            "switch (host.split('.').length) { case 1: return 'one'; case 3: var r = 'three'; default: r += '!'; } return r;"
        ),
        "three!",
    ),
    Construct("for in", body("var t = {a: 1, b: 2}, s = ''; for (var k in t) s += k + t[k]; return s;"), "a1b2"),
    Construct("for of", body("var s = ''; for (const x of ['a', 'b']) s += x; return s;"), "ab"),
    Construct("while and break", body("var i = 0; while (true) { if (++i > 5) break; } return 'i' + i;"), "i6"),
    Construct("do while", body("var i = 0; do { i++; } while (i < 3); return 'i' + i;"), "i3"),
    Construct("label", body("a: for (;;) { for (;;) break a; } return 'out';"), "out"),
    Construct(
        "continue", body("var s = ''; for (var i = 0; i < 4; i++) { if (i % 2) continue; s += i; } return s;"), "02"
    ),
    Construct("try and catch", body("try { nothing.x; } catch (e) { return e.name; } finally { }"), "ReferenceError"),
    Construct("catch without a name", body("try { throw 1; } catch { return 'caught'; }"), "caught"),
    Construct("throw", body("throw new Error('no');"), "<error>"),
    Construct("undefined name", body("return nothing;"), "<error>"),
    Construct("no function", "var a = 1;", "<error>"),
    Construct("const function is not global", "const FindProxyForURL = () => 'DIRECT';", "<error>"),
    Construct("syntax", "function FindProxyForURL( { return 'DIRECT'; }", "<error>"),
    Construct("a page", "<html><body>FindProxyForURL</body></html>", "<error>"),
    Construct("no return", body("if (!host) return 'a';"), None),
    Construct("null", body("return null;"), None),
    Construct("number", body("return 1;"), "<result>"),
    Construct("list", body("return ['DIRECT'];"), "<result>"),
    Construct("remarks", "/* a */ // b\n<!-- c\n" + body("return /* d */ 'x'; // e\n"), "x"),
    Construct("no semicolons", body("var a = 'x'\nvar b = 'y'\nreturn a\n+ b\n"), "xy"),
    Construct("return alone on its line", body("return\n'x';"), None),
    Construct("carriage returns", body("var a = 'x';\r\n // b\r\n return a;\r"), "x"),
    Construct("long text over lines", body("return 'PROXY a:1; \\\nPROXY b:2';"), "PROXY a:1; PROXY b:2"),
    Construct("escapes", body(r"return '\x41\u0042\u{43}\t\'';"), "ABC\t'"),
    Construct("strict", body('"use strict"; return typeof (function () { return this; })();'), "undefined"),
    Construct("eval", body("return eval('host') + eval('1 + 1');"), "www.firma.example2"),
    Construct(
        "own helper replaces",
        "function isPlainHostName() { return true; }" + body("return '' + isPlainHostName('a.b');"),
        "true",
    ),
    Construct(
        "own helper is used",
        "function dnsResolve() { return '10.0.0.1'; }" + body("return '' + isInNet('x', '10.0.0.0', '255.0.0.0');"),
        "true",
    ),
    Construct("own let of a helper's name", "let months = 1;" + body("return 'a';"), "<error>", whole_script=True),
    Construct("own let of the browser's name", "let alert = 1;" + body("return 'a';"), "a"),
    _construct("conditional", "host ? host == 'x' ? 1 : 2 : 3", "2"),
    _construct("or and and", "'' || 0 || (1 && 'a')", "a"),
    _construct("nullish", "null ?? undefined?.x ?? 'b'", "b"),
    _construct("loose equality", "[1 == '1', null == undefined, '' == 0, 1 === '1']", "true,true,true,false"),
    _construct("typeof", "typeof host + typeof 1 + typeof [] + typeof nothing", "stringnumberobjectundefined"),
    _construct("in and instanceof", "['a' in {a: 1}, [] instanceof Array]", "true,true"),
    _construct("bits", "[5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 4, -1 >>> 28]", "1,7,6,-6,16,15"),
    _construct("octal and hex", "[010, 0x10, 0b11, 1e3, .5]", "8,16,3,1000,0.5"),
    _construct("division", "[1 / 0, -1 % 3, 0 / 0]", "Infinity,-1,NaN"),
    _construct("plus", "1 + 2 + '3' + 4", "334"),
    _construct("comma", "(1, 2)", "2"),
    _construct("increments", "(function (i) { return [i++, ++i, i--, i] })(1)", "1,3,3,2"),
    _construct(
        "delete and void", "(function (t) { delete t.a; return Object.keys(t) + void 0 })({a: 1, b: 2})", "bundefined"
    ),
    _construct(
        "numbers of text",
        "[parseInt('08'), parseInt('12px'), Number('0x1f'), Number(''), isNaN('x')]",
        "8,12,31,0,true",
    ),
    _construct("json", "JSON.stringify(JSON.parse('{\"a\":[1]}'))", '{"a":[1]}'),
    _construct("escape", "[escape('ä b'), encodeURIComponent('ä b'), unescape('%41')]", "%E4%20b,%C3%A4%20b,A"),
    _construct("math", "[Math.floor(1.9), Math.round(-1.5), Math.abs(-2), Math.pow(2, 10), 2 ** 3]", "1,-1,2,1024,8"),
]
TEXTS = [
    _construct("length and places", "host.length + host[0] + host.charAt(4) + host.charCodeAt(0)", "17wf119"),
    _construct(
        "indexOf", "[host.indexOf('.'), host.indexOf('.', 4), host.indexOf('x'), host.indexOf('w', -5)]", "3,9,11,0"
    ),
    _construct("lastIndexOf", "['a.b.a'.lastIndexOf('a', 2), 'a.b.a'.lastIndexOf('a')]", "0,4"),
    _construct(
        "startsWith", "[host.startsWith('firma', 4), host.endsWith('www', 3), host.includes('w', 3)]", "true,true,false"
    ),
    _construct("substring", "'abcdef'.substring(4, 1) + 'abcdef'.substr(-3, 2) + 'abcdef'.slice(-2)", "bcddeef"),
    _construct("split", "['a.b.c'.split('.', 2), 'a1b2'.split(/\\d/), 'ab'.split('')]", "a,b,a,b,,a,b"),
    _construct("replace", "'a-b-c'.replace('-', '+') + 'a-b-c'.replace(/-/g, '$&$&')", "a+b-ca--b--c"),
    _construct("replace by a function", "'a1b2'.replace(/\\d/g, function (d) { return d * 2; })", "a2b4"),
    _construct("replaceAll and padStart", "'a.a'.replaceAll('.', '-') + '7'.padStart(3, '0')", "a-a007"),
    _construct("case", "'ÄbC'.toLowerCase() + 'äß'.toUpperCase()", "äbcÄSS"),
    _construct("trim and concat", "'[' + ' \\t a '.trim() + ']' + 'a'.concat('b', 1)", "[a]ab1"),
    _construct(
        "repeat and localeCompare", "'ab'.repeat(2) + ('a' < 'b') + ('10' < '9') + (10 < 9)", "ababtruetruefalse"
    ),
    _construct("fromCharCode", "String.fromCharCode(80, 82) + 'a\\u00e4'.normalize('NFD').length", "PR3"),
    _construct("template", "`PROXY ${'p' + 1}:${8000 + 80}`", "PROXY p1:8080"),
    _construct(
        "lists",
        "[[3, 1, 2].sort(), [1, 2].concat([3]).reverse(), [1, 2, 3].slice(1), [1, 2].join('-')]",
        "1,2,3,3,2,1,2,3,1-2",
    ),
    _construct(
        "list methods",
        "[1, 2, 3].map(function (x) { return x * 2; }).filter((x) => x > 2).reduce((a, b) => a + b)",
        "10",
    ),
    _construct(
        "list searches",
        "[['a', 'b'].indexOf('b'), ['a'].includes('a'), [1, 2].some((x) => x > 1), [5].find((x) => x), [1, 2].every((x) => x)]",
        "1,true,true,5,true",
    ),
    _construct(
        "list ends",
        "(function (l) { l.push(4); l.unshift(0); l.pop(); l.shift(); l.splice(1, 1); return l })([1, 2, 3])",
        "1,3",
    ),
    _construct("holes", "[1, , 2].length + [null, undefined, 1].join()", "3,,1"),
    _construct(
        "objects",
        "(function () { var t = {'a.b': 1, get c() { return 2; }, d() { return 3; }}; return [t['a.b'], t.c, t.d(), t.hasOwnProperty('x')] })()",
        "1,2,3,false",
    ),
    _construct(
        "object methods",
        "[Object.keys({a: 1, b: 2}), Object.entries({a: 1}), Object.assign({}, {z: 1}).z]",
        "a,b,a,1,1",
    ),
    _construct("map and set", "[new Map([['a', 1]]).get('a'), new Set([1, 1, 2]).size]", "1,2"),
]
PATTERNS = [
    _construct("test", "/^(.*\\.)?firma\\.example$/.test(host)", "true"),
    _construct(
        "private addresses",
        "/^(0|10|127|192\\.168|172\\.1[6789]|172\\.2[0-9]|172\\.3[01]|169\\.254)\\.[0-9.]+$/.test(dnsResolve(host))",
        "true",
    ),
    _construct("match", "host.match('firma') + '' + host.match(/z/)", "firmanull"),
    _construct("groups", "/(\\w+)\\.(?<name>\\w+)/.exec(host).groups.name", "firma"),
    _construct(
        "RegExp.$1",
        "[/^(w+)\\.(.)/.test(host), RegExp.$1, RegExp.$2, RegExp.$3, RegExp['$&'], 'b1'.match(/(\\d)/)[0], RegExp.$1]",
        "true,www,f,,www.f,1,1",
    ),
    _construct(
        "RegExp.$1 after replace",
        "['a1b2'.replace(/([a-z])(\\d)/g, '$2$1'), RegExp.$1, shExpMatch(host, '(w+)*'), RegExp.$1]",
        "1a2b,b,true,www",
    ),
    _construct("search and flags", "host.search(/FIRMA/i) + ' ' + 'a\\nb'.match(/^b$/m)", "4 b"),
    _construct(
        "look-ahead",
        "[/^www(?=\\.)/.test(host), /^www(?!\\.)/.test(host), /(?<=\\.)example/.test(host)]",
        "true,false,true",
    ),
    _construct("new RegExp", "new RegExp('\\\\.' + 'example' + '$').test(host)", "true"),
    _construct(
        "class and counts",
        "/^[\\w.-]{5,20}$/.test(host) + '' + /\\bfirma\\b/.test(host) + /[^a-z.]/.test(host)",
        "truetruefalse",
    ),
    _construct("lazy", "'<a><b>'.replace(/<.+?>/, '')", "<b>"),
    _construct("back reference", "/^(w)\\1\\1\\./.test(host)", "true"),
    _construct("sticky and lastIndex", "(function (r) { r.test('aa'); return r.lastIndex })(/a/g)", "1"),
]
FUNCTIONS = [
    _construct(
        "isPlainHostName",
        "[isPlainHostName('printer'), isPlainHostName(host), isPlainHostName('::1'), isPlainHostName('')]",
        "true,false,false,true",
    ),
    _construct("isPlainHostName of no text", "isPlainHostName()", "<error>"),
    _construct(
        "dnsDomainIs",
        "[dnsDomainIs(host, '.firma.example'), dnsDomainIs(host, 'a.example'), dnsDomainIs(host, '.Firma.EXAMPLE'), dnsDomainIs('a', 'ba'), dnsDomainIs(host, '')]",
        "true,true,false,false,true",
    ),
    _construct("dnsDomainIs of one", "dnsDomainIs(host)", "<error>"),
    _construct(
        "localHostOrDomainIs",
        "[localHostOrDomainIs('www', 'www.firma.example'), localHostOrDomainIs(host, host), localHostOrDomainIs('www.firma', 'www.firma.example'), localHostOrDomainIs('ftp', 'www.firma.example')]",
        "true,true,true,false",
    ),
    _construct("dnsDomainLevels", "[dnsDomainLevels('www'), dnsDomainLevels(host)]", "0,2"),
    _construct(
        "dnsResolve",
        "[dnsResolve('a.example'), dnsResolve('gone.example'), dnsResolve('10.1.2.3'), dnsResolve(), dnsResolve(7), dnsResolve('')]",
        "192.0.2.7,,10.1.2.3,,,",
    ),
    _construct("isResolvable", "[isResolvable('a.example'), isResolvable('gone.example')]", "true,false"),
    _construct(
        "dnsResolveEx",
        "dnsResolveEx('a.example') + '|' + dnsResolveEx('gone.example') + '|' + dnsResolveEx(7)",
        "192.0.2.7||undefined",
    ),
    _construct("isResolvableEx", "[isResolvableEx('a.example'), isResolvableEx('gone.example')]", "true,false"),
    _construct(
        "isInNet",
        "[isInNet('10.1.2.3', '10.0.0.0', '255.0.0.0'), isInNet(host, '10.20.0.0', '255.255.0.0'), isInNet('gone.example', '10.0.0.0', '255.0.0.0')]",
        "true,true,false",
    ),
    _construct("isInNet with leading zeros", "isInNet('10.100.5.7', '10.100.5.0', '255.255.255.000')", "true"),
    _construct(
        "isInNet with nonsense",
        "[isInNet('10.1.2.3', '10.0.0', '255.0.0.0'), isInNet('10.1.2.3', '10.0.0.0', '256.0.0.0'), isInNet('10.1.2.3', '10.0.0.0'), isInNet(null, '10.0.0.0', '255.0.0.0')]",
        "false,false,false,false",
    ),
    _construct(
        "isInNetEx",
        "[isInNetEx('10.1.2.3', '10.0.0.0/8'), isInNetEx('2001:db8::1', '2001:db8::/32'), isInNetEx('10.1.2.3', '::ffff:10.0.0.0/104'), isInNetEx('::ffff:10.1.2.3', '10.0.0.0/8'), isInNetEx('2001:db8::1', '10.0.0.0/8')]",
        "true,true,true,true,false",
    ),
    _construct(
        "isInNetEx with nonsense",
        "[isInNetEx('10.1.2.3', '10.0.0.0'), isInNetEx('10.1.2.3', '10.0.0.0/33'), isInNetEx('a.example', '10.0.0.0/8'), isInNetEx('10.1.2.3', '10.0.0.0/x'), isInNetEx('10.1.2.3'), isInNetEx('010.1.2.3', '10.0.0.0/8')]",
        "false,false,false,false,,false",
    ),
    _construct(
        "sortIpAddressList",
        "sortIpAddressList('10.2.3.9; 2001:4898:28:3:201:2ff:feea:fc14;::1;127.0.0.1;::9;;')",
        "::1;::9;2001:4898:28:3:201:2ff:feea:fc14;10.2.3.9;127.0.0.1",
    ),
    _construct(
        "sortIpAddressList with nonsense",
        "[sortIpAddressList('a;b'), sortIpAddressList(''), sortIpAddressList(' ; '), sortIpAddressList(7), sortIpAddressList('ä')]",
        "false,false,false,,",
    ),
    _construct(
        "convert_addr",
        "[convert_addr('10.0.0.1'), convert_addr('255.255.255.255'), convert_addr('1.2'), convert_addr('x')]",
        "167772161,-1,16908288,0",
    ),
    _construct(
        "isValidIpAddress",
        "[isValidIpAddress('1.2.3.4'), isValidIpAddress('1.2.3.400'), isValidIpAddress('1.2.3')]",
        "true,false,false",
    ),
    _construct(
        "shExpMatch",
        "[shExpMatch(host, '*.firma.example'), shExpMatch(host, 'www.*'), shExpMatch('firma.example', '*.firma.example'), shExpMatch('a.c', 'a?c'), shExpMatch('abc', 'a.c'), shExpMatch('', '*'), shExpMatch('', '?')]",
        "true,true,false,true,false,true,false",
    ),
    _construct(
        "shExpMatch is exact",
        "[shExpMatch(host, '*.FIRMA.*'), shExpMatch(url, 'https://*'), shExpMatch('a/b/c', 'a*c')]",
        "false,true,true",
    ),
    _construct(
        "shExpMatch with alternatives",
        "[shExpMatch(host, '(*.firma.example|firma.example)'), shExpMatch('firma.example', '(*.firma.example|firma.example)'), shExpMatch('x', 'a|x')]",
        "true,true,true",
    ),
    _construct(
        "shExpMatch with other signs",
        "[shExpMatch('ab', 'a[bc]'), shExpMatch('aab', 'a+b'), shExpMatch('a$b', 'a$b'), shExpMatch('a1', 'a\\\\d'), shExpMatch('aaa', 'a{3}')]",
        "true,true,false,true,true",
    ),
    _construct("shExpMatch with a wrong pattern", "shExpMatch('a', '(')", "<error>"),
    _construct("shExpMatch of no text", "shExpMatch('a', undefined)", "<error>"),
    _construct("alert and console", "[alert('a'), alert(), console.log('a'), typeof console]", ",,,object"),
    _construct(
        "what is not there",
        "[typeof getClientVersion, typeof window, typeof require, typeof process, typeof setTimeout, typeof XMLHttpRequest, typeof atob, typeof std, typeof os]",
        "undefined," * 8 + "undefined",
    ),
    Construct(
        "FindProxyForURLEx is not called",
        "function FindProxyForURLEx() { return 'ex'; }" + body("return 'plain';"),
        "plain",
    ),
    Construct("this", body("return '' + (this === globalThis);"), "true"),
    Construct(
        "arguments of the script",
        body("return url + ' ' + host + arguments.length;"),
        "https://www.firma.example/ www.firma.example2",
    ),
    Construct("a result beyond ASCII", body("return 'PROXY ä:1';"), "PROXY ä:1"),
]
CALENDAR = [
    Construct(name, NOON + body(f"return String({expression});"), result)
    for name, expression, result in [
        (
            "weekdayRange",
            "[weekdayRange('THU'), weekdayRange('MON'), weekdayRange('MON', 'FRI'), weekdayRange('FRI', 'MON'), weekdayRange('SAT', 'THU')]",
            "true,false,true,false,true",
        ),
        (
            "weekdayRange with GMT",
            "[weekdayRange('THU', 'GMT'), weekdayRange('MON', 'FRI', 'GMT'), weekdayRange('GMT'), weekdayRange()]",
            "true,true,false,false",
        ),
        (
            "weekdayRange with nonsense",
            "[weekdayRange('thu'), weekdayRange('MON', 'x'), weekdayRange(4)]",
            "false,false,false",
        ),
        (
            "dateRange of one",
            "[dateRange(29), dateRange(1), dateRange('FEB'), dateRange('feb'), dateRange(2024), dateRange(2023), dateRange('29')]",
            "true,false,true,false,true,false,true",
        ),
        (
            "dateRange of two",
            "[dateRange(1, 29), dateRange(1, 15), dateRange('JAN', 'MAR'), dateRange('MAR', 'JAN'), dateRange(2023, 2025), dateRange(28, 'MAR')]",
            "true,false,true,false,true,true",
        ),
        (
            "dateRange of more",
            "[dateRange(1, 'FEB', 1, 'MAR'), dateRange(1, 'JAN', 2024, 28, 'FEB', 2024), dateRange('JAN', 2023, 'FEB', 2024), dateRange(24, 'DEC', 2, 'JAN')]",
            "true,false,true,false",
        ),
        (
            "dateRange with GMT",
            "[dateRange(29, 'GMT'), dateRange('FEB', 'GMT'), dateRange(1, 'FEB', 1, 'MAR', 'GMT'), dateRange('GMT'), dateRange()]",
            "true,true,true,true,false",
        ),
        (
            "timeRange of one",
            "[timeRange(12), timeRange(13), timeRange('12'), timeRange(), timeRange(12, 13), timeRange(13, 14), timeRange(8, 12)]",
            "true,false,true,false,true,false,true",
        ),
        (
            "timeRange of more",
            "[timeRange(8, 0, 12, 30), timeRange(8, 0, 12, 29), timeRange(12, 30, 14, 12, 30, 16), timeRange(22, 0, 6, 0), timeRange(13, 0, 12, 45)]",
            "true,false,true,false,true",
        ),
        ("timeRange with a wrong number", "timeRange(1, 2, 3)", "<error>"),
        (
            "date methods",
            "(function (d) { return [d.getDay(), d.getHours(), d.getFullYear(), d.getMonth(), new Date(0).toISOString()] })(new Date())",
            "4,12,2024,1,1970-01-01T00:00:00.000Z",
        ),
        (
            "date of text",
            "[Date.parse('2024-02-29T12:00:00Z'), Date.UTC(2024, 1, 29), new Date('Thu, 29 Feb 2024 12:00:00 GMT').getTime()]",
            "1709208000000,1709164800000,1709208000000",
        ),
    ]
]
CONSTRUCTS = [*LANGUAGE, *TEXTS, *PATTERNS, *FUNCTIONS, *CALENDAR]
