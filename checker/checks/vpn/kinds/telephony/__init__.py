"""Telephony: SIP, STUN and TURN servers."""
