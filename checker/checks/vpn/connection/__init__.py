"""How a gateway is reached: name resolution, UDP, TCP, TLS with its certificate, and who refuses."""
