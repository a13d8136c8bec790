// What a proxy script finds in its global scope beside the language and functions.js. The whole file is one function:
// `ask` takes a JSON list of a name and its texts, and gives the result as JSON. Its result runs FindProxyForURL.

(function (ask) {
  "use strict";
  const { parse, stringify } = JSON; // the script may replace them
  const call = (...words) => parse(ask(stringify(words)));
  const isText = (value) => typeof value === "string";
  const define = (name, value) =>
    Object.defineProperty(globalThis, name, { value, writable: true, enumerable: true, configurable: true });

  // Each has its own rule for what is no text, as in Chromium (services/proxy_resolver/proxy_resolver_v8.cc).
  define("dnsResolve", (host) => (isText(host) ? call("dnsResolve", host) : null));
  define("dnsResolveEx", (host) => (isText(host) ? call("dnsResolveEx", host) : undefined));
  define("myIpAddress", () => call("myIpAddress", ""));
  define("myIpAddressEx", () => call("myIpAddressEx", ""));
  define("isInNetEx", (address, prefix) =>
    isText(address) && isText(prefix) ? call("isInNetEx", address, prefix) : null
  );
  define("sortIpAddressList", (list) => (isText(list) ? call("sortIpAddressList", list) : null));
  define("isPlainHostName", (host) => {
    if (!isText(host)) throw new TypeError("Requires 1 string parameter");
    return call("isPlainHostName", host);
  });

  // What a script prints can hold names: it goes nowhere.
  const silent = () => {};
  define("alert", silent);
  define("console", { debug: silent, error: silent, info: silent, log: silent, trace: silent, warn: silent });

  // RegExp.$1 to $9 and $&, of the last match (annexB of test262's legacy-regexp): QuickJS lacks them, browsers do not.
  const { exec } = RegExp.prototype;
  const apply = Reflect.apply;
  let last = [];
  Object.defineProperty(RegExp.prototype, "exec", {
    value(text) {
      const found = apply(exec, this, [text]);
      if (found) last = found;
      return found;
    },
    writable: true,
    configurable: true,
  });
  for (const [name, place] of [["$&", 0], ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((place) => [`$${place}`, place])])
    Object.defineProperty(RegExp, name, { get: () => (last[place] === undefined ? "" : last[place]), configurable: true });

  // QuickJS brings these along; no browser has them here.
  for (const name of ["atob", "btoa", "performance", "queueMicrotask", "DOMException"]) delete globalThis[name];

  // The result as JSON: a text, null where there is none, false for anything else.
  return (url, host) => {
    const result = globalThis.FindProxyForURL(url, host);
    if (result === undefined || result === null) return "null";
    return isText(result) ? stringify(result) : "false";
  };
});
