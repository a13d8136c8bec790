"""What the client's parts need of one another, as protocols and events: no Qt, no network."""
