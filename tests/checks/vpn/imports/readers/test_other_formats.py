"""Files of other makers, after public samples; the source of each stands in its reader. All names are made up."""

import pytest

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.importer import import_file
from checker.checks.vpn.imports.result import DroppedItem, RetainedSecret
from checker.model.codec import Unreadable
from tests.checks.vpn.imports.readings import gateways, import_text, networks, note_texts, services
from tests.checks.vpn.imports.samples import PASSWORD, SHARED, USER

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
ANYCONNECT = f"""{XML}<!-- Firma -->
<AnyConnectProfile xmlns="http://schemas.xmlsoap.org/encoding/">
 <ClientInitialization><AutoConnectOnStart UserControllable="true">false</AutoConnectOnStart></ClientInitialization>
 <ServerList>
  <HostEntry><HostName>Nord VPN</HostName><HostAddress>https://asa.muster.example:8443/mitarbeiter</HostAddress>
   <BackupServerList><HostAddress>asa2.muster.example</HostAddress></BackupServerList></HostEntry>
  <HostEntry><HostName>ike.muster.example</HostName><PrimaryProtocol>IPsec<StandardAuthenticationOnly>true
   </StandardAuthenticationOnly></PrimaryProtocol></HostEntry>
 </ServerList>
</AnyConnectProfile>"""
AZURE = f"""<AzVpnProfile xmlns:i="http://www.w3.org/2001/XMLSchema-instance"
 xmlns="http://schemas.datacontract.org/2004/07/">
 <clientauth><type>aad</type></clientauth>
 <clientconfig i:nil="false"><dnsservers><dnsserver>10.20.0.10</dnsserver></dnsservers>
  <includeroutes><route><destination>10.20.0.0</destination><mask>16</mask></route></includeroutes></clientconfig>
 <name>Hub Nord</name>
 <protocolconfig><sslprotocolConfig><transportprotocol>tcp</transportprotocol></sslprotocolConfig></protocolconfig>
 <serverlist><ServerEntry><displayname i:nil="true"/>
  <fqdn>azuregateway-0000.vpn.azure.example</fqdn></ServerEntry></serverlist>
 <servervalidation><serversecret>{"ab" * 256}</serversecret></servervalidation></AzVpnProfile>"""
GENERIC = (
    XML + "<VpnProfile><VpnServer>azuregateway-0000.vpn.azure.example</VpnServer><VpnType>IkeV2</VpnType>"
    "<Routes>10.1.0.0/16,10.2.0.0/16</Routes></VpnProfile>"
)
PROFILE_XML = """<VPNProfile><DnsSuffix>muster.example</DnsSuffix>
 <NativeProfile>
  <Servers>aovpn.muster.example;Nord,aovpn2.muster.example</Servers><NativeProtocolType>IKEv2</NativeProtocolType>
  <RoutingPolicyType>SplitTunnel</RoutingPolicyType></NativeProfile>
 <Route><Address>10.20.0.0</Address><PrefixSize>16</PrefixSize></Route>
 <DomainNameInformation><DomainName>.muster.example</DomainName>
  <DnsServers>10.20.0.10,10.20.0.11</DnsServers></DomainNameInformation>
</VPNProfile>"""
PLUGIN = """<VPNProfile><ProfileName>Nord</ProfileName><PluginProfile><ServerUrlList>gp.muster.example</ServerUrlList>
<PluginPackageFamilyName>PaloAltoNetworks.GlobalProtect_rn9aeerfb38dg</PluginPackageFamilyName></PluginProfile></VPNProfile>"""
FORTI = f"""{XML}<forticlient_configuration><forticlient_version>7.0.7</forticlient_version><vpn>
 <sslvpn><options><enabled>1</enabled></options><connections><connection><name>Nord</name>
  <server>forti.muster.example:10443;forti2.muster.example</server><username>{USER}</username></connection></connections></sslvpn>
 <ipsecvpn><connections><connection><name>IPsec Nord</name>
  <ike_settings><version>2</version><server>ipsec.muster.example</server>
  <auth_data><preshared_key>{SHARED}</preshared_key></auth_data></ike_settings></connection></connections></ipsecvpn>
</vpn></forticlient_configuration>"""
RDG = f"""{XML}<RDCMan programVersion="2.90" schemaVersion="3"><file><properties><name>Muster</name></properties>
 <logonCredentials inherit="None"><userName>{USER}</userName><password>{PASSWORD}</password></logonCredentials>
 <group><properties><name>Nord</name></properties>
  <gatewaySettings inherit="None"><enabled>True</enabled><hostName>rdgw.muster.example</hostName></gatewaySettings>
  <server><properties><displayName>ERP</displayName><name>erp01</name></properties></server>
  <server><properties><name>ts.muster.example</name></properties>
   <gatewaySettings inherit="None"><enabled>False</enabled></gatewaySettings>
   <connectionSettings inherit="None"><port>3390</port></connectionSettings></server></group>
 <server><properties><name>dc01.muster.local</name></properties></server></file></RDCMan>"""
PHONE_BOOK = f"""[Nord]
Encoding=1
PBVersion=6
Type=2
VpnStrategy=14
PreSharedKey={SHARED}
DEVICE=vpn
PhoneNumber=ras.muster.example
Device=WAN Miniport (IKEv2)

[Süd]
Type=2
VpnStrategy=5
PhoneNumber=sstp.muster.example:8443

[Modem]
Type=1
PhoneNumber=0191011
"""
PCF = f"""[main]
Description=Firma Nord
!Host=ipsec.muster.example
AuthType=1
GroupName=gruppe
enc_GroupPwd={SHARED}
Username={USER}
EnableBackup=1
BackupServer=ipsec2.muster.example
"""
SHREW = f"""n:version:4
n:network-ike-port:500
n:network-natt-port:4501
s:network-host:shrew.muster.example
s:client-saved-username:{USER}
b:auth-mutual-psk:{SHARED}
s:client-dns-addr:10.20.0.10
s:policy-list-include:10.20.0.0 / 255.255.0.0
"""
NCP = f"""[GENERAL]
Export=1
Product=NCP Secure Entry Client
[PROFILE1]
Name=Nord
ConnMedia=21
ExchMode=34
IkeIdStr={USER}
Gateway=ncp.muster.example
ConnType=1
[PROFILE2]
Name=Süd
ExchMode=4
Gateway=ncp2.muster.example
Secret={SHARED}
"""
AVM = f"""vpncfg {{
        connections {{
                enabled = yes;
                conn_type = conntype_lan;
                name = "Zentrale";
                localip = 0.0.0.0;
                remoteip = 0.0.0.0;
                remotehostname = "zentrale.muster.example";
                localid {{
                        fqdn = "hier.muster.example";
                }}
                key = "{SHARED}";
                phase2remoteid {{
                        ipnet {{
                                ipaddr = 10.20.0.0;
                                mask = 255.255.0.0;
                        }}
                }}
                accesslist = "permit ip any 10.30.0.0 255.255.0.0";
        }}
        ike_forward_rules = "udp 0.0.0.0:500 0.0.0.0:500";
}}
// EOF
"""
ICA = f"""[Encoding]
InputEncoding=UTF8
[WFClient]
Version=2
[ApplicationServers]
Warenwirtschaft=
[Warenwirtschaft]
Address=;40;STA1;ticket
SSLEnable=On
SSLProxyHost=citrix.muster.example:443
ClearPassword={PASSWORD}
"""
PRO = """[{"display_name": "Nord", "gateway": "sophos.muster.example", "user_portal_port": 4443, "otp": false,
"auto_connect_host": "", "can_save_credentials": true, "check_remote_availability": false, "run_logon_script": 0}]"""
OTHER_FORMATS = (
    *(ANYCONNECT, AZURE, GENERIC, PROFILE_XML, PLUGIN, FORTI, RDG),
    *(PHONE_BOOK, PCF, SHREW, NCP, AVM, ICA, PRO),
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            ANYCONNECT,
            [
                ("anyconnect", "asa.muster.example", 8443),
                ("anyconnect", "asa2.muster.example", 443),
                ("ikev2", "ike.muster.example", 500),
            ],
        ),
        (AZURE, [("openvpn", "azuregateway-0000.vpn.azure.example", 443)]),
        (GENERIC, [("ikev2", "azuregateway-0000.vpn.azure.example", 500)]),
        (PROFILE_XML, [("ikev2", "aovpn.muster.example", 500), ("ikev2", "aovpn2.muster.example", 500)]),
        (PLUGIN, [("globalprotect", "gp.muster.example", 443)]),
        (
            FORTI,
            [
                ("fortinet", "forti.muster.example", 10443),
                ("fortinet", "forti2.muster.example", 443),
                ("ikev2", "ipsec.muster.example", 500),
            ],
        ),
        (RDG, [("rdgateway", "rdgw.muster.example", 443), ("rdp", "ts.muster.example", 3390)]),
        (
            PHONE_BOOK,
            [
                ("ikev2", "ras.muster.example", 500),
                ("sstp", "ras.muster.example", 443),
                ("sstp", "sstp.muster.example", 8443),
            ],
        ),
        (PCF, [("ikev1", "ipsec.muster.example", 500), ("ikev1", "ipsec2.muster.example", 500)]),
        (SHREW, [("ikev1", "shrew.muster.example", 500)]),
        (NCP, [("ikev2", "ncp.muster.example", 500), ("ikev1", "ncp2.muster.example", 500)]),
        (AVM, [("ikev1", "zentrale.muster.example", 500)]),
        (ICA, [("https", "citrix.muster.example", 443)]),
        (PRO, [("https", "sophos.muster.example", 4443)]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_gateways(content: str, expected: list[object], encoding: str, end: str) -> None:
    imported = import_text(content.replace("\n", end).encode(encoding), "datei.bin")
    assert [(table["kind"], table["host"], table["port"]) for table in gateways(imported)] == expected


@pytest.mark.parametrize(
    ("content", "nets", "servers"),
    [
        (AZURE, ["10.20.0.0/16"], [("10.20.0.10", 53)]),
        (GENERIC, ["10.1.0.0/16", "10.2.0.0/16"], []),
        (PROFILE_XML, ["10.20.0.0/16"], [("10.20.0.10", 53), ("10.20.0.11", 53)]),
        (SHREW, ["10.20.0.0/16"], [("10.20.0.10", 53)]),
        (AVM, ["10.20.0.0/16", "10.30.0.0/16"], []),
        (RDG, [], [("dc01.muster.local", 3389)]),
    ],
)
def test_networks_and_services(content: str, nets: list[str], servers: list[object]) -> None:
    imported = import_text(content, "datei.bin")
    assert (networks(imported), services(imported)) == (nets, servers)


@pytest.mark.parametrize(
    ("content", "dropped"),
    [
        (FORTI, {DroppedItem.LOGIN, DroppedItem.SHARED_SECRET}),
        (PHONE_BOOK, {DroppedItem.SHARED_SECRET}),
        (PCF, {DroppedItem.LOGIN, DroppedItem.SHARED_SECRET}),
        (SHREW, {DroppedItem.LOGIN, DroppedItem.SHARED_SECRET}),
        (NCP, {DroppedItem.LOGIN, DroppedItem.SHARED_SECRET}),
        (AVM, {DroppedItem.SHARED_SECRET}),
        (ICA, {DroppedItem.LOGIN}),
        (RDG, {DroppedItem.LOGIN}),
    ],
)
def test_secrets_are_left_behind(content: str, dropped: set[DroppedItem]) -> None:
    assert set(import_text(content, "datei.bin").dropped) == dropped


def test_azures_secret_is_openvpns_key() -> None:
    imported = import_text(AZURE, "azurevpnconfig.xml")
    (table,) = gateways(imported)
    assert (table["name"], table["transport"], table["wrap"], table["auth"]) == (
        "Hub Nord",
        "tcp",
        "tls-auth",
        "SHA256",
    )
    assert table["key_direction"] == 1
    assert imported.retained == (RetainedSecret.WRAP_KEY,)


def test_only_the_first_of_alternatives_is_required() -> None:
    for content in (ANYCONNECT, PROFILE_XML, PHONE_BOOK):
        imported = import_text(content, "a.bin")
        assert gateways(imported)[0].get("required") is None
        assert gateways(imported)[1]["required"] is False
        assert notes.CHOOSES in note_texts(imported)


def test_the_portal_of_sophos_is_not_the_vpn() -> None:
    assert notes.PORTAL in note_texts(import_text(PRO, "a.pro"))


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (ANYCONNECT[:300], "import-damaged", "AnyConnect"),
        ("<forticlient_configuration/>", "import-nothing", "FortiClient"),
        ("<RDCMan><file/></RDCMan>", "import-nothing", "RDCMan"),
        ("<html><body>404</body></html>", "import-unknown", "Internetseite"),
        ("<?xml version='1.0'?><note/>", "import-unknown", "XML-Datei"),
        ("-----BEGIN CERTIFICATE-----", "import-unknown", "Zertifikat"),
        ("-----BEGIN OpenVPN Static key V1-----", "import-unknown", "OpenVPN-Schlüssel"),
        ("-----BEGIN PRIVATE KEY-----", "import-unknown", "privater Schlüssel"),
        ("vpn://AAAA", "import-unknown", "AmneziaVPN"),
        ('{"a": {"b": 1}}', "import-unknown", "JSON"),
        ("config setup\nconn nord\n right=a\n", "import-unknown", "ipsec.conf"),
        ("%PDF-1.7", "import-unknown", "PDF"),
        ("{\\rtf1\\ansi full address:s:a.example}", "import-unknown", "RTF"),
        ("[NetDev]\nName=wg0\nKind=wireguard\n", "import-unknown", "systemd-networkd"),
        ("[connection]\nid=x\ntype=vpn\n[vpn]\nremote=a.example\n", "import-unknown", "NetworkManager"),
        ("config wireguard_wg0\n\toption endpoint_host 'a.example'\n", "import-unknown", "OpenWrt"),
        ("# 2026-01-01 by RouterOS 7.1\n/interface wireguard\nadd name=wg\n", "import-unknown", "MikroTik"),
        ("interface: wg0\n  public key: AAAA\n  listening port: 51820\n", "import-unknown", "wg show"),
        ("ASA Version 9.1\ntunnel-group x type remote-access\n", "import-unknown", "Cisco"),
        ("MZ\x90", "import-unknown", "Windows-Programm"),
        ("Hallo", "import-unknown", "keine Datei, die hier gelesen wird"),
    ],
)
def test_anything_else_is_called_what_it_is(content: str, kind: str, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(content.encode(), "datei")
    assert refused.value.refusal.kind == kind
    assert words in refused.value.refusal.de
    assert "Apple-Datei" not in refused.value.refusal.de


@pytest.mark.parametrize("bad", ["<!DOCTYPE a [<!ENTITY b 'c'>]>", "<x>" * 70])
def test_xml_that_is_a_trap_is_refused(bad: str) -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(
            f"{bad}<AnyConnectProfile><x>".encode() if "DOC" in bad else f"<AnyConnectProfile>{bad}".encode(), "a.xml"
        )
    assert refused.value.refusal.kind == "import-damaged"
    assert "Zeile 1" in refused.value.refusal.de
