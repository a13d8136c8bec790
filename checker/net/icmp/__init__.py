"""ICMP: echo requests and the ways that each system offers for them, error messages, hops and the path's MTU."""
