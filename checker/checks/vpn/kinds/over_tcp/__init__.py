"""Services by TCP without HTTP: an open port, SSH, a remote desktop, PPTP."""
