"""HTTP/1.1 of the measuring endpoints: the strict parser of a request, and one connection."""
