"""What the whole product reads, starts and says to others, on record, against the sentences that people are shown."""
