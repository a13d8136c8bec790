"""Control probes: what else is probed to tell where silence, a stall or a refusal comes from."""
