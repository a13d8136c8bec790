"""From consent to receipt: outbox and upload."""
