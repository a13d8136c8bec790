"""Follow-ups: what failed is tried again another way, to tell what it is about the traffic and where that ends."""
