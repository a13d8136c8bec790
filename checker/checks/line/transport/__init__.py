"""Connections to the measuring server: connector, pool, HTTP/1.1, load streams, server-side counts, slots."""
