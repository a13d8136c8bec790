// The functions of proxy scripts that need nothing but the language, with the results of Chromium and Firefox, their
// slips included (a month set before its day can overflow). They call each other by their global names: a script that
// replaces one of them replaces it for the others too. `var`, because a script's own `let` of such a name is an error.

var wdays = { SUN: 0, MON: 1, TUE: 2, WED: 3, THU: 4, FRI: 5, SAT: 6 };
var months = { JAN: 0, FEB: 1, MAR: 2, APR: 3, MAY: 4, JUN: 5, JUL: 6, AUG: 7, SEP: 8, OCT: 9, NOV: 10, DEC: 11 };

var {
  convert_addr, dateRange, dnsDomainIs, dnsDomainLevels, isInNet, isResolvable, isResolvableEx, isValidIpAddress,
  localHostOrDomainIs, shExpMatch, timeRange, weekdayRange,
} = (function () {
  const WILDCARDS = { ".": "\\.", "*": ".*", "?": "." };
  const UNITS = ["FullYear", "Month", "Date", "Hours", "Minutes", "Seconds"];

  // Without its last word where that is GMT.
  function split(words) {
    const gmt = words[words.length - 1] == "GMT";
    return [gmt ? words.slice(0, -1) : words, gmt];
  }

  // Moves the clock to what it shows in Greenwich, unit by unit, as browsers do.
  function showGmt(date) {
    for (const unit of UNITS) date[`set${unit}`](date[`getUTC${unit}`]());
  }

  // Whether it lies between both, or outside where they are the wrong way round.
  function isBetween(value, first, last) {
    return first <= last ? first <= value && value <= last : value <= last || first <= value;
  }

  function numberOf(names, name) {
    return name in names ? names[name] : -1;
  }

  // A day of the month, the name of a month, or a year.
  function setPart(date, word) {
    const number = parseInt(word);
    if (isNaN(number)) date.setMonth(numberOf(months, word));
    else if (number < 32) date.setDate(number);
    else date.setFullYear(number);
  }

  function isPart(date, word, utc) {
    const number = parseInt(word);
    if (isNaN(number)) return date[`get${utc}Month`]() == numberOf(months, word);
    return date[number < 32 ? `get${utc}Date` : `get${utc}FullYear`]() == number;
  }

  return {
    dnsDomainIs(host, domain) {
      const start = host.length - domain.length;
      return start >= 0 && host.substring(start) == domain;
    },

    dnsDomainLevels(host) {
      return host.split(".").length - 1;
    },

    localHostOrDomainIs(host, domain) {
      return host == domain || domain.startsWith(`${host}.`);
    },

    // The pattern becomes a regular expression of which only three characters are translated: (a|b) works.
    shExpMatch(text, pattern) {
      return new RegExp(`^${pattern.replace(/[.*?]/g, (sign) => WILDCARDS[sign])}$`).test(text);
    },

    isResolvable(host) {
      return dnsResolve(host) != null;
    },

    isResolvableEx(host) {
      return dnsResolveEx(host) != "";
    },

    isValidIpAddress(text) {
      const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
      return parts != null && parts.slice(1).every((part) => part <= 255);
    },

    convert_addr(address) {
      const bytes = address.split(".");
      return [0, 1, 2, 3].reduce((bits, place) => (bits << 8) | (bytes[place] & 255), 0);
    },

    isInNet(host, network, mask) {
      if (!isValidIpAddress(network) || !isValidIpAddress(mask)) return false;
      const address = isValidIpAddress(host) ? host : dnsResolve(host);
      if (address == null) return false;
      const bits = convert_addr(mask);
      return (convert_addr(address) & bits) == (convert_addr(network) & bits);
    },

    weekdayRange(...all) {
      if (!all.length) return false;
      const [words, gmt] = split(all);
      const now = new Date();
      const today = gmt ? now.getUTCDay() : now.getDay();
      const first = numberOf(wdays, all[0]);
      const last = words.length == 2 ? numberOf(wdays, all[1]) : first;
      return first != -1 && last != -1 && isBetween(today, first, last);
    },

    dateRange(...all) {
      if (!all.length) return false;
      const [words, gmt] = split(all);
      const now = new Date();
      if (words.length == 1) return isPart(now, words[0], gmt ? "UTC" : "");
      const first = new Date(now.getFullYear(), 0, 1, 0, 0, 0);
      const last = new Date(now.getFullYear(), 11, 31, 23, 59, 59);
      const half = words.length >> 1;
      words.forEach((word, place) => setPart(place < half ? first : last, word));
      // Days without a month are those of this month; the first half decides.
      if (words.length <= 2 && words.slice(0, half).some((word) => parseInt(word) < 32)) {
        first.setMonth(now.getMonth());
        last.setMonth(now.getMonth());
      }
      if (gmt) showGmt(now);
      return isBetween(now, first, last);
    },

    timeRange(...all) {
      if (!all.length) return false;
      const [words, gmt] = split(all);
      const now = new Date();
      const hour = gmt ? now.getUTCHours() : now.getHours();
      if (words.length == 1) return hour == words[0];
      if (words.length == 2) return words[0] <= hour && hour <= words[1];
      if (words.length != 4 && words.length != 6) throw "timeRange: bad number of arguments";
      const [first, last, half] = [new Date(), new Date(), words.length / 2];
      if (half == 3) {
        first.setSeconds(words[2]);
        last.setSeconds(words[5]);
      }
      first.setHours(words[0]);
      first.setMinutes(words[1]);
      last.setHours(words[half]);
      last.setMinutes(words[half + 1]);
      if (half == 2) last.setSeconds(59);
      if (gmt) showGmt(now);
      return isBetween(now, first, last);
    },
  };
})();
