"""Gateways behind HTTPS: one request each, and the marks by which its reply shows the kind."""
