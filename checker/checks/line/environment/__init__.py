"""What may falsify a measurement: processor load, cross traffic, Wi-Fi, VPN, sleep."""
