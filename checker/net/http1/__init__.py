"""HTTP/1.1: the client for plain requests, which proxy they go through, and what comes back."""
