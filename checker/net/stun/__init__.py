"""STUN (RFC 8489) and NAT mapping behaviour (RFC 5780)."""
