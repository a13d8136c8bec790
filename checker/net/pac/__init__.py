"""Proxy scripts (PAC): which is set, bringing it, running it, and whether the network offers one."""
