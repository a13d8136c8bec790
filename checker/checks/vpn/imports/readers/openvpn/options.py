"""Every option that OpenVPN has or had, and what it means for a check.

Source: add_option in src/openvpn/options.c of OpenVPN 2.6.14; REMOVED: of releases 2.1 to 2.5 and of 2.7.
"""

from enum import Enum
from typing import NamedTuple


class Bearing(Enum):
    """What an option is to a stranger who asks the gateway."""

    IN_PROFILE = "it becomes a part of the profile, or changes what does"
    SERVER = "only a server has it"
    STATIC_KEY = "without TLS nobody gets an answer"
    PERSONAL = "the user's own, which no probe needs"
    PROXY = "the client does not go there itself"
    UNCHECKED = "it narrows whom the client trusts or where it goes, and the profile has no place for it"
    NO_BEARING = "it changes nothing that a stranger could see"


class OpenVpnOption(NamedTuple):
    """`least`, `most`: how many words it may have behind its name."""

    bearing: Bearing
    least: int
    most: int


MOST_WORDS = 15
_WORDS = """
    allow-compression:1-1 allow-deprecated-insecure-static-crypto:0- allow-nonadmin:0-1 allow-pull-fqdn:0-0
    allow-recursive-routing:0-0 askpass:0-1 auth:1-1 auth-gen-token:0- auth-gen-token-secret:1-1
    auth-nocache:0-0 auth-retry:1-1 auth-token:1-1 auth-token-user:1-1 auth-user-pass:0-1
    auth-user-pass-optional:0-0 auth-user-pass-verify:1- auto-proxy:0- bcast-buffers:1-1 bind:0-1
    bind-dev:1- block-ipv6:0-0 block-outside-dns:0-0 ca:1-1 capath:1-1 ccd-exclusive:0-0 cd:1-1 cert:1-1
    chroot:1-1 cipher:1-1 client:0-0 client-cert-not-required:0-0 client-config-dir:1-1 client-connect:1-
    client-crresponse:1- client-disconnect:1- client-nat:4-4 client-to-client:0-0 comp-lzo:0-1
    comp-noadapt:0-0 compat-mode:1-2 compat-names:0- compress:0-1 config:1-1 connect-freq:2-2
    connect-freq-initial:2-2 connect-retry:1-2 connect-retry-max:1-1 connect-timeout:1-1 connection:1-2
    crl-verify:1-2 cryptoapicert:1-1 daemon:0-1 data-ciphers:0- data-ciphers-fallback:1-1 dev:1-1
    dev-node:1-1 dev-type:1-1 dh:1-1 dhcp-internal:1-1 dhcp-option:1- dhcp-pre-release:0-0 dhcp-release:0-0
    dhcp-renew:0-0 disable:0-0 disable-dco:0- disable-occ:0-0 dns:1- dns-updown:1- down:1- down-pre:0-0
    duplicate-cn:0-0 ecdh-curve:1-1 echo:0- engine:0-1 errors-to-stderr:0-0 explicit-exit-notify:0-1
    extra-certs:1-1 fast-io:0-0 float:0-0 force-tls-key-material-export:0- foreign-option:1- fragment:1-2
    genkey:0-3 gremlin:1-1 group:1-1 hand-window:1-1 hash-size:2-2 help:0- http-proxy:1-4
    http-proxy-fallback:0- http-proxy-option:1-3 http-proxy-override:2-3 http-proxy-retry:0-
    http-proxy-timeout:1-1 http-proxy-user-pass:1-1 ifconfig:2-2 ifconfig-ipv6:2-2 ifconfig-ipv6-pool:1-1
    ifconfig-ipv6-push:1-2 ifconfig-noexec:0-0 ifconfig-nowarn:0-0 ifconfig-pool:2-3
    ifconfig-pool-linear:0-0 ifconfig-pool-persist:1-2 ifconfig-push:2-3 ifconfig-push-constraint:2-2
    ignore-unknown-option:1- inactive:1-2 inetd:0-2 ip-remote-hint:0-1 ip-win32:1-3 ipchange:1- iproute:1-1
    iroute:1-2 iroute-ipv6:1-1 keepalive:2-2 key:1-1 key-derivation:1- key-direction:1-1 key-method:1-1
    keying-material-exporter:2- keysize:1-1 learn-address:1- link-mtu:1-1 lladdr:1-1 local:1-1 log:1-1
    log-append:1-1 lport:1-1 machine-readable-output:0-0 management:2-3 management-client:0-0
    management-client-auth:0-0 management-client-group:1-1 management-client-pf:0-0
    management-client-user:1-1 management-external-cert:1-1 management-external-key:0-
    management-forget-disconnect:0-0 management-hold:0-0 management-log-cache:1-1
    management-query-passwords:0-0 management-query-proxy:0-0 management-query-remote:0-0
    management-signal:0-0 management-up-down:0-0 mark:1-1 max-clients:1-1 max-packet-size:1-1 max-routes:0-1
    max-routes-per-client:1-1 memstats:1-1 mktun:0-0 mlock:0-0 mode:1-1 msg-channel:1- mssfix:0-2
    mtu-disc:1-1 mtu-dynamic:0- mtu-test:0-0 multihome:0-0 mute:1-1 mute-replay-warnings:0-0 ncp-ciphers:0-
    ncp-disable:0-0 nice:1-1 nice-work:1- no-iv:0-0 no-name-remapping:0-0 no-replay:0-0 nobind:0-0
    ns-cert-type:1-1 opt-verify:0-0 override-username:1-1 passtos:0-0 pause-exit:0-0 peer-fingerprint:1-1
    peer-id:1-1 persist-key:0-0 persist-local-ip:0-0 persist-remote-ip:0-0 persist-tun:0-0 ping:1-1
    ping-exit:1-1 ping-restart:1-1 ping-timer-rem:0-0 pkcs11-cert-private:0- pkcs11-id:1-1
    pkcs11-id-management:0-0 pkcs11-pin-cache:1-1 pkcs11-private-mode:1- pkcs11-protected-authentication:0-
    pkcs11-providers:1- pkcs12:1-1 plugin:1- port:1-1 port-share:2-3 preresolve:0-1 prng:1-2 proto:1-1
    proto-force:1-1 protocol-flags:1- providers:1- pull:0-0 pull-filter:2-2 push:1-1 push-continuation:1-1
    push-peer-info:0-0 push-remove:1-1 push-reset:0-0 rcvbuf:1-1 rdns-internal:0-0 redirect-gateway:0-
    redirect-private:0- register-dns:0-0 remap-usr1:1-1 remote:1-3 remote-cert-eku:1-1 remote-cert-ku:0-
    remote-cert-tls:1-1 remote-ip-hint:1- remote-random:0-0 remote-random-hostname:0-0 reneg-bytes:1-1
    reneg-pkts:1-1 reneg-sec:1-2 replay-persist:1-1 replay-window:0-2 resolv-retry:1-1 rmtun:0-0 route:1-4
    route-delay:0-2 route-gateway:1-1 route-ipv6:1-3 route-ipv6-gateway:1-1 route-method:1-1
    route-metric:1-1 route-noexec:0-0 route-nopull:0-0 route-pre-down:1- route-table:1-1 route-up:1-
    rport:1-1 script-security:1-1 secret:1-2 server:2-3 server-bridge:0-4 server-ipv6:1-1
    server-poll-timeout:1-1 service:1-2 session-timeout:1-1 setcon:1-1 setenv:1-2 setenv-safe:1-2 shaper:1-1
    show-adapters:0-0 show-ciphers:0-0 show-curves:0-0 show-digests:0-0 show-engines:0-0 show-gateway:0-1
    show-groups:0-0 show-net:0-0 show-net-up:0-0 show-pkcs11-ids:0-2 show-proxy-settings:0- show-tls:0-0
    show-valid-subnets:0-0 single-session:0-0 sndbuf:1-1 socket-flags:0- socks-proxy:1-3
    socks-proxy-retry:0- stale-routes-check:1-2 static-challenge:2-2 status:1-2 status-version:1-1
    suppress-timestamps:0-0 syslog:0-1 tap-sleep:1-1 tcp-nodelay:0-0 tcp-queue-limit:1-1 test-crypto:0-0
    threads:1- tls-auth:1-2 tls-cert-profile:1-1 tls-cipher:1-1 tls-ciphersuites:1-1 tls-client:0-0
    tls-crypt:1-2 tls-crypt-v2:1-2 tls-crypt-v2-max-age:1- tls-crypt-v2-verify:1-1 tls-exit:0-0
    tls-export-cert:1-1 tls-groups:1-1 tls-remote:1-1 tls-server:0-0 tls-timeout:1-1 tls-verify:1-
    tls-version-max:1-1 tls-version-min:1-2 tmp-dir:1-1 topology:1-1 tran-window:1-1 tun-ipv6:0-0
    tun-mtu:1-2 tun-mtu-extra:1-1 tun-mtu-max:1-2 txqueuelen:1-1 udp-mtu:1-1 up:1- up-delay:0-0
    up-restart:0-0 use-prediction-resistance:0-0 user:1-1 username-as-common-name:0-0 verb:1-1
    verify-client-cert:0-1 verify-hash:1-2 verify-x509-name:1-2 version:0-0 vlan-accept:1-1 vlan-pvid:1-1
    vlan-tagging:0-0 win-sys:1-1 windows-driver:1-1 writepid:1-1 x509-track:1-1 x509-username-field:1-
"""
"""Option, then the fewest and the most words behind it; nothing behind the hyphen: as many as a line holds."""
_BEARINGS = {
    Bearing.IN_PROFILE: """
        auth ca config connection dhcp-option dns ignore-unknown-option key-direction port proto proto-force
        redirect-gateway remote remote-random-hostname route route-ipv6 rport setenv tls-auth tls-crypt
        tls-crypt-v2 tls-remote verify-x509-name x509-username-field
    """,
    Bearing.SERVER: """
        mode server server-bridge server-ipv6 tls-server
    """,
    Bearing.STATIC_KEY: """
        secret
    """,
    Bearing.PERSONAL: """
        askpass auth-token auth-token-user auth-user-pass cert cryptoapicert extra-certs
        http-proxy-user-pass key override-username pkcs11-id pkcs11-providers pkcs12
    """,
    Bearing.PROXY: """
        auto-proxy http-proxy http-proxy-fallback http-proxy-override socks-proxy
    """,
    Bearing.UNCHECKED: """
        bind-dev capath cd chroot client-nat compat-names crl-verify ecdh-curve engine http-proxy-option
        ip-remote-hint ipchange local management-external-cert management-external-key
        management-query-proxy management-query-remote no-name-remapping ns-cert-type peer-fingerprint
        plugin providers pull-filter redirect-private remote-cert-eku remote-cert-ku remote-cert-tls
        remote-ip-hint route-nopull socket-flags tls-cert-profile tls-cipher tls-ciphersuites tls-groups
        tls-verify tls-version-max tls-version-min verify-hash
    """,
}
"""All others have no bearing."""
_REMOVED = """
    allow-deprecated-insecure-static-crypto auto-proxy dns-updown foreign-option http-proxy-fallback
    ifconfig-pool-linear inetd key-method keysize management-client-pf ncp-disable nice-work no-iv
    override-username remote-ip-hint route-table show-proxy-settings threads tls-crypt-v2-max-age tls-remote
"""
REMOVED = frozenset(_REMOVED.split())
"""OpenVPN 2.6 ends with an error at these."""
_INLINE = """
    auth-gen-token-secret auth-user-pass ca cert connection crl-verify dh extra-certs http-proxy-user-pass
    key peer-fingerprint pkcs12 secret tls-auth tls-crypt tls-crypt-v2 verify-hash
"""
INLINE = frozenset(_INLINE.split())
"""What may be a block."""
_IN_CONNECTION = """
    bind connect-retry connect-retry-max connect-timeout explicit-exit-notify float fragment http-proxy
    http-proxy-option http-proxy-retry http-proxy-timeout key-direction link-mtu local lport max-packet-size
    mssfix mtu-disc mtu-dynamic nobind port proto remote rport server-poll-timeout socks-proxy
    socks-proxy-retry tls-auth tls-crypt tls-crypt-v2 tun-mtu tun-mtu-extra tun-mtu-max udp-mtu
"""
IN_CONNECTION = frozenset(_IN_CONNECTION.split())
"""What may stand in a <connection> block."""


def _options() -> dict[str, OpenVpnOption]:
    bearing_by_name = {name: bearing for bearing, names in _BEARINGS.items() for name in names.split()}
    options = {}
    for cell in _WORDS.split():
        name, _, span = cell.partition(":")
        least, _, most = span.partition("-")
        bearing = bearing_by_name.get(name, Bearing.NO_BEARING)
        options[name] = OpenVpnOption(bearing, int(least), int(most) if most else MOST_WORDS)
    return options


OPTIONS = _options()
