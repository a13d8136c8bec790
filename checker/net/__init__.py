"""The one way out: proxy, trust store, TLS, DNS, ping, and phases that are timed one by one."""
