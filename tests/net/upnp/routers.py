"""Routers to ask: descriptions and answers in the form of the makers' documents, by SSDP and HTTP on loopback."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WANIP = "urn:schemas-upnp-org:service:WANIPConnection:1"
COMMON = "urn:schemas-upnp-org:service:WANCommonInterfaceConfig:1"
FRITZBOX = """<?xml version="1.0"?>
<root xmlns="urn:schemas-upnp-org:device-1-0"><specVersion><major>1</major><minor>0</minor></specVersion>
<device><deviceType>urn:schemas-upnp-org:device:InternetGatewayDevice:1</deviceType>
<friendlyName>FRITZ!Box 7590 of somebody</friendlyName><manufacturer>AVM Berlin</manufacturer>
<manufacturerURL>http://www.avm.de</manufacturerURL><modelDescription>FRITZ!Box 7590</modelDescription>
<modelName>FRITZ!Box 7590</modelName><modelNumber>avm</modelNumber><modelURL>http://www.avm.de</modelURL>
<UDN>uuid:75802409-bccb-40e7-8e6c-00005E005301</UDN>
<iconList><icon><mimetype>image/gif</mimetype><width>118</width><height>119</height><depth>8</depth>
<url>/ligd.gif</url></icon></iconList>
<serviceList><service><serviceType>urn:schemas-any-com:service:Any:1</serviceType>
<serviceId>urn:any-com:serviceId:any1</serviceId><controlURL>/igdupnp/control/any</controlURL>
<eventSubURL>/igdupnp/control/any</eventSubURL><SCPDURL>/any.xml</SCPDURL></service></serviceList>
<deviceList><device><deviceType>urn:schemas-upnp-org:device:WANDevice:1</deviceType>
<friendlyName>WANDevice - FRITZ!Box 7590</friendlyName><modelName>WANDevice - FRITZ!Box 7590</modelName>
<serviceList><service><serviceType>urn:schemas-upnp-org:service:WANCommonInterfaceConfig:1</serviceType>
<serviceId>urn:upnp-org:serviceId:WANCommonIFC1</serviceId><controlURL>/igdupnp/control/WANCommonIFC1</controlURL>
<eventSubURL>/igdupnp/control/WANCommonIFC1</eventSubURL><SCPDURL>/igdicfgSCPD.xml</SCPDURL></service></serviceList>
<deviceList><device><deviceType>urn:schemas-upnp-org:device:WANConnectionDevice:1</deviceType>
<serviceList><service><serviceType>urn:schemas-upnp-org:service:WANDSLLinkConfig:1</serviceType>
<serviceId>urn:upnp-org:serviceId:WANDSLLinkC1</serviceId><controlURL>/igdupnp/control/WANDSLLinkC1</controlURL>
</service><service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType>
<serviceId>urn:upnp-org:serviceId:WANIPConn1</serviceId><controlURL>/igdupnp/control/WANIPConn1</controlURL>
</service></serviceList></device></deviceList></device></deviceList>
<presentationURL>http://fritz.box</presentationURL></device></root>"""
SPEEDPORT = FRITZBOX.replace("AVM Berlin", "Deutsche Telekom").replace("FRITZ!Box 7590", "Speedport Smart 4")
TR064 = """<?xml version="1.0"?><root xmlns="urn:dslforum-org:device-1-0"><systemVersion><HW>226</HW></systemVersion>
<device><deviceType>urn:dslforum-org:device:InternetGatewayDevice:1</deviceType><manufacturer>AVM</manufacturer>
<modelName>FRITZ!Box 6690 Cable</modelName><serialNumber>00005E005301</serialNumber><serviceList><service>
<serviceType>urn:dslforum-org:service:DeviceInfo:1</serviceType><controlURL>/upnp/control/deviceinfo</controlURL>
</service></serviceList></device></root>"""
ANSWERS = {
    "GetCommonLinkProperties": {
        "NewWANAccessType": "DSL",
        "NewLayer1UpstreamMaxBitRate": "43720000",
        "NewLayer1DownstreamMaxBitRate": "109344000",
        "NewPhysicalLinkStatus": "Up",
    },
    "GetStatusInfo": {"NewConnectionStatus": "Connected", "NewLastConnectionError": "ERROR_NONE", "NewUptime": "720"},
    "GetExternalIPAddress": {"NewExternalIPAddress": "198.51.100.7"},
    "X_AVM_DE_GetExternalIPv6Address": {"NewExternalIPv6Address": "2001:db8::7", "NewPrefixLength": "64"},
}
FAULT = """<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>
<faultcode>s:Client</faultcode><faultstring>UPnPError</faultstring><detail><UPnPError><errorCode>401</errorCode>
<errorDescription>Invalid Action</errorDescription></UPnPError></detail></s:Fault></s:Body></s:Envelope>"""


def envelope(action: str, kind: str, fields: dict[str, str]) -> str:
    inside = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return (
        '<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" s:encodingStyle='
        f'"http://schemas.xmlsoap.org/soap/encoding/"><s:Body><u:{action}Response xmlns:u="{kind}">{inside}'
        f"</u:{action}Response></s:Body></s:Envelope>"
    )


@contextlib.contextmanager
def router(
    pages: dict[str, str],
    answers: dict[str, dict[str, str]],
    requests: list[str] | None = None,
    host: str = "127.0.0.1",
) -> Iterator[int]:
    """An HTTP server with these descriptions by path; answers actions by name, a fault for others. Yields its port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(*((200, pages[self.path]) if self.path in pages else (404, "")))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            kind, _, action = self.headers["SOAPAction"].strip('"').partition("#")
            assert f'<u:{action} xmlns:u="{kind}">' in body
            fields = answers.get(action)
            self._answer(*((500, FAULT) if fields is None else (200, envelope(action, kind, fields))), what=action)

        def _answer(self, status: int, text: str, what: str = "") -> None:
            if requests is not None:
                requests.append(what or self.path)
            self.send_response(status)
            self.send_header("Content-Type", 'text/xml; charset="utf-8"')
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer((host, 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def ssdp_reply(location: str, device: str = "urn:schemas-upnp-org:device:InternetGatewayDevice:1") -> bytes:
    """An answer to a search, as a FRITZ!Box writes it."""
    return (
        f"HTTP/1.1 200 OK\r\nLOCATION: {location}\r\nSERVER: FRITZ!Box 7590 UPnP/1.0 AVM FRITZ!Box 7590 154.07.57\r\n"
        f"CACHE-CONTROL: max-age=1800\r\nEXT:\r\nST: {device}\r\n"
        f"USN: uuid:75802409-bccb-40e7-8e6c-00005E005301::{device}\r\n\r\n"
    ).encode()


@contextlib.contextmanager
def searched(*replies: bytes, host: str = "127.0.0.1", sender: str = "") -> Iterator[int]:
    """An SSDP server that sends these to each search; with `sender` from that address. Yields its port."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock, contextlib.ExitStack() as more:
        sock.bind((host, 0))
        sock.settimeout(0.1)
        out = sock
        if sender:
            out = more.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            out.bind((sender, 0))
        over = threading.Event()

        def serve() -> None:
            while not over.is_set():
                with contextlib.suppress(TimeoutError):
                    request, asker = sock.recvfrom(2000)
                    assert request.startswith(b"M-SEARCH * HTTP/1.1\r\n"), request
                    assert b'MAN: "ssdp:discover"\r\n' in request, request
                    for reply in replies:
                        out.sendto(reply, asker)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield sock.getsockname()[1]
        finally:
            over.set()
            thread.join()


def closed_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
