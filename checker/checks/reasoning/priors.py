"""How common causes are at home, in parts of all calls that a technician gets; only their ratios count. Pure.

What is published: Wi-Fi and router are the bottleneck more often than the access in fast homes (Sundaresan, Feamster,
Teixeira, "Home Network or Access Link?", PAM 2016); a company's gateway is one machine that all depend on, while a
filter of one port at home or at the provider is rare. There are no public figures on the rest: the steps between the
classes are a judgement, and held by the figures of the fault lab on seeds that they were not chosen on.
"""

TELLTALE = 1.20
"""What has a sign of its own in this PC's tables that hardly any healthy home shows, once that sign was seen."""
COMMON = 0.30
"""A machine that is off, hung or overloaded: gateway, desk, router, home link, a line that is down."""
USUAL = 0.15
"""A setting at home or in this PC: another VPN, names, a proxy, a portal, a clock."""
RARE = 0.06
"""A place that treats this one kind of traffic otherwise than the rest; of silence that nothing locates, four such
places leave the gateway itself no more than possible."""
COINCIDENCE = 0.3
"""What a hypothesis is worth for each other end that is silent to the same protocol, and that it does not explain: how
likely it is that one fails just then for a reason of its own. A judgement, as the steps between the classes are."""
EXOTIC = 0.01
"""The same, at a place where hardly anybody sets filters: the internet behind the provider."""
