"""Runs proxy scripts in the system's Chromium: one start for all, a host for each script; its log tells the results."""

import base64
import json
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.net.pac.engines import ADDRESSES

CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MARK = "PROXY mark.example:"
FIRST_MARK = 10_000
# Scripts are evaluated in the global scope, their function under another name; what was there first is put back before
# each. (Chromium ends a run that looks up a name, and starts it again: nothing may depend on code after the script's.)
PAC = """
var RESULTS = %s, SCRIPTS = %s, MARK = "%s", FIRST_MARK = %d;
var FindProxyForURL = (function () {
  const { stringify } = JSON, print = alert, run = eval;
  const names = Object.getOwnPropertyNames(globalThis).concat("FindProxyForURL", "TestedFunction");
  const first = new Map(names.map((name) => [name, globalThis[name]]));
  const reset = () => {
    for (const name of Object.getOwnPropertyNames(globalThis)) if (!first.has(name)) delete globalThis[name];
    for (const [name, value] of first) if (globalThis[name] !== value) globalThis[name] = value;
  };
  const main = function (url, host) {
    const kind = /^[sr][0-9]/.test(host) ? host[0] : "", place = parseInt(host.slice(1));
    if (kind == "r") return RESULTS[place] + ";" + MARK + (FIRST_MARK + place);
    if (kind != "s") return "DIRECT";
    reset();
    let said;
    try {
      run(SCRIPTS[place].replaceAll("FindProxyForURL", "TestedFunction"));
      const result = globalThis.TestedFunction("https://www.firma.example/", "www.firma.example");
      said = typeof result == "string" ? result : result == null ? null : "<result>";
    } catch (e) { said = "<error>"; }
    print(stringify({ place, said }));
    return "DIRECT";
  };
  first.set("FindProxyForURL", main);
  return main;
})();
"""
FETCH_SCRIPT = (
    "hosts => Promise.allSettled(hosts.map(host => fetch(`http://${host}.case.example/`, {mode: 'no-cors'})))"
)


def run_in_chromium(
    folder: Path, scripts: Sequence[str], results: Sequence[str] = (), whole: str = ""
) -> tuple[dict[int, str | None], dict[int, str]]:
    """What each script returns (`<error>`, `<result>` as in engines), and how each of `results` is understood.

    The second: Chromium's own list of proxies, such as `PROXY a:80;DIRECT`. `whole`: one script that Chromium is given
    as it is; its error shows as number 0's. What is longer than 1,500 characters is lost: the log takes no more.
    """
    pac = whole or PAC % (json.dumps(list(results)), json.dumps(list(scripts)), MARK, FIRST_MARK)
    script = base64.b64encode(pac.encode()).decode()
    rules = ", ".join([f"MAP {name} {address}" for name, address in ADDRESSES.items()] + ["MAP *.example ~NOTFOUND"])
    log = folder / "log.json"
    options = [
        *OPTIONS,
        f"--proxy-pac-url=data:application/x-ns-proxy-autoconfig;charset=utf-8;base64,{script}",
        f"--host-resolver-rules={rules}",
        f"--log-net-log={log}",
    ]
    hosts = ["whole"] + [f"s{n}" for n in range(len(scripts))] + [f"r{n}" for n in range(len(results))]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        browser.new_page().evaluate(FETCH_SCRIPT, hosts)
        browser.close()
    return _read_log(log)


def _read_log(log: Path) -> tuple[dict[int, str | None], dict[int, str]]:
    content = json.loads(log.read_text("utf-8"))
    names = {number: name for name, number in content["constants"]["logEventTypes"].items()}
    returned: dict[int, str | None] = {}
    understood: dict[int, str] = {}
    for event in content["events"]:
        match names[event["type"]], event.get("params", {}):
            case "PAC_JAVASCRIPT_ALERT", {"message": str(message)} if message.startswith('{"place"'):
                alert = json.loads(message)
                returned[alert["place"]] = alert["said"]
            case "PAC_JAVASCRIPT_ERROR", _:
                returned[0] = "<error>"
            case "PROXY_RESOLUTION_SERVICE_RESOLVED_PROXY_LIST", {"proxy_info": str(proxies)} if MARK in proxies:
                choices, _, mark = proxies.rpartition(MARK)
                understood[int(mark) - FIRST_MARK] = choices.rstrip(";")
    return returned, understood
