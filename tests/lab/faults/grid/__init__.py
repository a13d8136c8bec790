"""Faults that nobody wrote down: drawn from place, mechanism, scope, kind of home and gateways, and built."""
