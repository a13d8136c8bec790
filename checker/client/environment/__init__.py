"""The PC under the client: its folder for data, the log, the display, a remote session."""
