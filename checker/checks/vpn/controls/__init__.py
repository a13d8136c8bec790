"""Control probes: what else is probed to locate the cause of silence, a stall or a refusal."""
