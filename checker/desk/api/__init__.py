"""The firm's own programs: tokens, cases and customers as JSON, and figures for Prometheus."""
