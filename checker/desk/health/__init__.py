"""Whether the desk is alive, and what a program needs to tell the internet from a captive portal."""
