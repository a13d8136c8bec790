"""Small real counterparts of VPN gateways, on loopback."""
