"""The desk: the IT firm's web service."""
