"""The fault lab: a home, its provider, the internet and a company in network namespaces, broken in one way at a time.

`python3 -m tests.bench faults` runs every fault and prints what the checks named as its cause.
"""
