"""HTTP/1.1: the client, which proxy it goes through, what comes back; heads and a parser for sockets read by hand."""
