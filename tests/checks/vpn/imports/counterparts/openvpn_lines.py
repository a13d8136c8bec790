"""Lines in which an option of OpenVPN does something at all; the others take any words."""

LINES = {
    "setenv": "setenv FRIENDLY_NAME Muster",
    "proto": "proto tcp",
    "proto-force": "proto-force tcp",
    "remote": "remote b.muster.example",
    "connection": "<connection>\nremote b.muster.example\n</connection>",
    "tls-auth": "tls-auth ta.key 1",
    "key-direction": "key-direction 1",
    "verify-x509-name": "verify-x509-name Muster name",
    "auth": "auth SHA512",
    "dns": "dns server 0 address 10.1.0.1",
    "dhcp-option": "dhcp-option DNS 10.1.0.1",
    "route": "route 10.1.0.0 255.255.0.0",
    "route-ipv6": "route-ipv6 fd00:1::/64",
    "redirect-gateway": "redirect-gateway",
}
CONTEXTS = {
    "proto-force": "remote b.muster.example 443 tcp\n",
    "key-direction": "tls-auth ta.key\n",
    "auth": "tls-auth ta.key\n",
    "x509-username-field": "verify-x509-name Muster name\n",
}
"""With which lines an option does something at all, and in which files."""
