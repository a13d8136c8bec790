"""Recording from all microphones at once: a recorder each, the session, and what they yield as observations."""
