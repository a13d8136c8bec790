"""Files as real programs export them, with keys made for the test. `SECRETS` must turn up in no table."""

import base64
import plistlib
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from checker.demo.gateways.openvpn import new_static_key
from tests.net.certificates import Authority

PASSWORD = "Geheim-4711-Passwort"
SHARED = "gemeinsam-0815-geheim"
USER = "erika.beispiel"
SECRETS = (PASSWORD, SHARED, USER, "BEGIN PRIVATE KEY", "BEGIN ENCRYPTED", "BEGIN RSA")
SERVER_KEY = base64.b64encode(X25519PrivateKey.generate().public_key().public_bytes_raw()).decode()


def openvpn_key(*kind: str, folder: Path) -> str:
    """`openvpn --genkey`; a static key can be made without it."""
    if shutil.which("openvpn") is None:
        if kind == ("secret",):
            return new_static_key()
        pytest.skip("openvpn is not installed")
    file = folder / "genkey.key"
    subprocess.run(["openvpn", "--genkey", *kind, str(file)], check=True, capture_output=True)
    return file.read_text()


def tls_crypt_v2(folder: Path) -> str:
    """A client's key, made with its server's."""
    server = folder / "v2-server.key"
    server.write_text(openvpn_key("tls-crypt-v2-server", folder=folder))
    file = folder / "v2-client.key"
    command = ["openvpn", "--tls-crypt-v2", str(server), "--genkey", "tls-crypt-v2-client", str(file)]
    subprocess.run(command, check=True, capture_output=True)
    return file.read_text()


def wireguard_key() -> str:
    """`wg genkey`, or the same without it."""
    if shutil.which("wg"):
        return subprocess.run(["wg", "genkey"], check=True, capture_output=True, text=True).stdout.strip()
    return base64.b64encode(X25519PrivateKey.generate().private_bytes_raw()).decode()


def pfsense(authority: Authority, key: str) -> str:
    """An inline client as pfSense and OPNsense export it."""
    leaf = authority.leaf().read_text()
    private, _, certificate = leaf.partition("-----END PRIVATE KEY-----\n")
    return f"""dev tun
persist-tun
persist-key
data-ciphers AES-256-GCM:AES-128-GCM:CHACHA20-POLY1305:AES-256-CBC
data-ciphers-fallback AES-256-CBC
auth SHA256
tls-client
client
resolv-retry infinite
remote vpn.muster.example 1194 udp4
remote vpn.muster.example 443 tcp4
nobind
verify-x509-name "vpn.muster.example" name
auth-user-pass
remote-cert-tls server
explicit-exit-notify

<ca>
Certificate:
    Data: Version: 3 (0x2)
{authority.path.read_text()}</ca>
<cert>
{certificate}</cert>
<key>
{private}-----END PRIVATE KEY-----
</key>
key-direction 1
<tls-auth>
{key}</tls-auth>
"""


SOPHOS = f"""# OpenVPN configuration for {USER}
client
dev tun
proto tcp
tls-version-min 1.2
verify-x509-name "C=de, L=Musterstadt, O=Muster GmbH, CN=SophosApplianceCertificate_C01, emailAddress=it@muster.example"
route remote_host 255.255.255.255 net_gateway
resolv-retry infinite
<connection>
remote vpn1.muster.example 8443 tcp
</connection>
<connection>
remote vpn2.muster.example
port 8443
proto tcp-client
</connection>
remote-random
auth-user-pass zugang.txt
cipher AES-128-CBC
auth SHA512
comp-lzo no
route 10.20.0.0 255.255.0.0
route 172.16.5.0 255.255.255.0 vpn_gateway 10
dhcp-option DNS 10.20.0.10
dhcp-option DOMAIN muster.lan
reneg-sec 0
"""


def fritzbox(private: str, preshared: str) -> str:
    """wg_config.conf as a FRITZ!Box makes it."""
    return f"""[Interface]
PrivateKey = {private}
Address = 192.168.178.202/24
DNS = 192.168.178.1, fritz.box

[Peer]
PublicKey = {SERVER_KEY}
PresharedKey = {preshared}
AllowedIPs = 192.168.178.0/24, 0.0.0.0/0
Endpoint = abcdefgh12345678.myfritz.example:51833
PersistentKeepalive = 25
"""


RDP = f"""screen mode id:i:2
use multimon:i:0
desktopwidth:i:1920
session bpp:i:32
full address:s:ts01.muster.local
server port:i:3390
audiomode:i:0
username:s:MUSTER\\{USER}
domain:s:MUSTER
password 51:b:01000000D08C9DDF0115D1118C7A00C04FC297EB
gatewayhostname:s:rdgw.muster.example
gatewayusagemethod:i:1
gatewaycredentialssource:i:4
gatewayprofileusagemethod:i:1
promptcredentialonce:i:1
drivestoredirect:s:
"""

SSWAN = f"""{{
    "uuid": "a6bd2ff0-0c4a-4d9c-9b0b-5f0c3b7d5f11",
    "name": "Muster GmbH Büro",
    "type": "ikev2-eap",
    "remote": {{
        "addr": "vpn.muster.example",
        "id": "vpn.muster.example",
        "cert": "MIIBszCCAVmgAwIBAgIUQ"
    }},
    "local": {{"eap_id": "{USER}", "p12": "{base64.b64encode(PASSWORD.encode()).decode()}"}},
    "ike-proposal": "aes256-sha256-ecp256",
    "split-tunneling": {{"subnets": ["10.20.0.0/16", "172.16.5.0/24"]}},
    "dns-servers": "10.20.0.10 9.9.9.9",
    "mtu": 1400
}}
"""


def mobileconfig(authority: Authority, *payloads: dict[str, object]) -> bytes:
    """A profile as Apple Configurator writes it, with the company's authority beside the VPN."""
    root = {
        "PayloadType": "com.apple.security.root",
        "PayloadContent": authority.certificate.public_bytes(Encoding.DER),
        "PayloadCertificateFileName": "ca.cer",
    }
    identity = {"PayloadType": "com.apple.security.pkcs12", "Password": PASSWORD, "PayloadContent": b"\x30\x80geheim"}
    wifi = {"PayloadType": "com.apple.wifi.managed", "SSID_STR": "Muster", "Password": PASSWORD}
    return plistlib.dumps(
        {
            "PayloadType": "Configuration",
            "PayloadVersion": 1,
            "PayloadDisplayName": "Muster GmbH",
            "PayloadContent": [root, identity, wifi, *payloads],
        }
    )


def vpn(kind: str, **more: object) -> dict[str, object]:
    """One VPN payload."""
    return {"PayloadType": "com.apple.vpn.managed", "VPNType": kind, "UserDefinedName": f"Büro {kind}", **more}


IKEV2 = vpn(
    "IKEv2",
    IKEv2={
        "RemoteAddress": "ike.muster.example",
        "RemoteIdentifier": "ike.muster.example",
        "LocalIdentifier": USER,
        "AuthenticationMethod": "SharedSecret",
        "SharedSecret": SHARED,
        "ExtendedAuthEnabled": 1,
        "AuthName": USER,
        "AuthPassword": PASSWORD,
    },
    DNS={"ServerAddresses": ["10.20.0.10"]},
)
L2TP = vpn(
    "L2TP",
    PPP={"CommRemoteAddress": "l2tp.muster.example", "AuthName": USER, "AuthPassword": PASSWORD},
    IPSec={"AuthenticationMethod": "SharedSecret", "SharedSecret": SHARED.encode()},
)
CISCO = vpn(
    "IPSec",
    IPSec={
        "RemoteAddress": "ipsec.muster.example",
        "SharedSecret": SHARED.encode(),
        "XAuthName": USER,
        "XAuthPassword": PASSWORD,
    },
)
ANYCONNECT = vpn(
    "VPN",
    VPNSubType="com.cisco.anyconnect",
    VPN={"RemoteAddress": "https://asa.muster.example:8443/gruppe", "AuthName": USER, "AuthPassword": PASSWORD},
    VendorConfig={"Group": "Mitarbeiter"},
)
