"""One measurement of the line: its order, throughput, idle latency, rate estimate, and when it ends."""
