"""Real servers at a company beside its tunnels: HTTPS gateways, front ends, remote desktops, SSH, telephony."""

import subprocess
from pathlib import Path

from tests.lab.vpn_home import GATEWAY
from tests.lab.vpn_servers import Identity, Site, need_program

ADDRESS = "0.0.0.0"


def listens(home: Site, port: int) -> bool:
    """Whether a program at the company has this port, by TCP or UDP."""
    return f":{port} " in home.inside("company", "ss", "-Hlntu")


def _serve(home: Site, folder: Path, port: int, *command: str) -> None:
    # /run of its own: the files of these servers must not meet those of servers of this machine
    line = 'mount -t tmpfs none /run && mkdir -p /run/sshd /run/xrdp && exec "$@"'
    whole = ["unshare", "-m", "sh", "-c", line, "sh", *command]
    home.serve(*whole, folder=folder, ready=lambda: listens(home, port), log=f"{Path(command[0]).name}-{port}.log")


def ocserv(home: Site, folder: Path, authority: Identity, port: int, *options: str, auth: str = "plain") -> None:
    """AnyConnect's open counterpart. `auth`: plain (passwords, and nobody who has one) or certificate."""
    need_program("ocserv")
    (folder / "passwd").touch()
    means = f"plain[passwd={folder}/passwd]" if auth == "plain" else auth
    (folder / "ocserv.conf").write_text(
        f'auth = "{means}"\nca-cert = {authority.ca}\ntcp-port = {port}\nrun-as-user = nobody\nrun-as-group = nogroup\n'
        f"socket-file = /run/ocserv.sock\nserver-cert = {authority.certificate}\nserver-key = {authority.key}\n"
        "isolate-workers = false\nmax-clients = 16\ndevice = hococ\nipv4-network = 10.95.1.0\n"
        "ipv4-netmask = 255.255.255.0\nuse-occtl = false\n" + "\n".join(options) + "\n"
    )
    _serve(home, folder, port, "ocserv", "-f", "-c", str(folder / "ocserv.conf"))


def nginx(home: Site, folder: Path, authority: Identity, port: int) -> None:
    """A plain web site: one page for everything."""
    need_program("nginx")
    (folder / "nginx.conf").write_text(
        f"daemon off;\npid {folder}/nginx.pid;\nerror_log stderr;\nuser root;\nevents {{}}\nhttp {{\naccess_log off;\n"
        f"server {{ listen {port} ssl;\nssl_certificate {authority.certificate};\n"
        f'ssl_certificate_key {authority.key};\nlocation / {{ return 200 "<html>Willkommen</html>"; }} }} }}\n'
    )
    _serve(home, folder, port, "nginx", "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf"))


def strict_nginx(home: Site, folder: Path, authority: Identity, port: int, *rules: str, name: str = "") -> None:
    """An empty site with these further rules. `name`: the only one it serves; TLS for another is turned away."""
    need_program("nginx")
    refusing = f"server {{ listen {port} ssl default_server; ssl_reject_handshake on; }}" if name else ""
    (folder / "nginx.conf").write_text(
        f"daemon off;\npid {folder}/nginx.pid;\nerror_log stderr;\nuser root;\nevents {{}}\nhttp {{\naccess_log off;\n"
        f"{refusing}\nserver {{ listen {port} ssl;\nserver_name {name or '_'};\n"
        f"ssl_certificate {authority.certificate};\nssl_certificate_key {authority.key};\n"
        f"ssl_client_certificate {authority.ca};\n" + "\n".join(rules) + "\n} }\n"
    )
    _serve(home, folder, port, "nginx", "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf"))


def haproxy(home: Site, folder: Path, authority: Identity, port: int, *rules: str, bind: str = "") -> None:
    """A front end without a server behind it. `bind`: options of its TLS; `rules`: lines of its frontend."""
    need_program("haproxy")
    (folder / "haproxy.cfg").write_text(
        "defaults\n mode http\n timeout client 5s\n timeout connect 5s\n timeout server 5s\n"
        f"frontend f\n bind {ADDRESS}:{port} ssl crt {authority.certificate} {bind}\n " + "\n ".join(rules) + "\n"
    )
    _serve(home, folder, port, "haproxy", "-db", "-f", str(folder / "haproxy.cfg"))


def coturn(home: Site, folder: Path, port: int, *options: str) -> None:
    """STUN and TURN by UDP and TCP; one user unless `options` say otherwise."""
    need_program("turnserver")
    command = ["turnserver", "-n", "--listening-ip", ADDRESS, "-p", str(port), "--no-tls", "--no-dtls", "--no-cli"]
    command += ["--log-file", "stdout", "--pidfile", str(folder / "turn.pid"), "-r", "muster.example"]
    _serve(home, folder, port, *command, *(options or ("-a", "-u", "nobody:secret")))


def xrdp(home: Site, folder: Path, authority: Identity, port: int, security: str = "negotiate") -> None:
    """A remote desktop. `security`: negotiate, tls or rdp (neither TLS nor NLA)."""
    need_program("xrdp")
    (folder / "xrdp.ini").write_text(
        f"[Globals]\nini_version=1\nfork=false\nport={port}\nsecurity_layer={security}\n"
        f"certificate={authority.certificate}\nkey_file={authority.key}\nssl_protocols=TLSv1.2, TLSv1.3\n"
        f"[Logging]\nLogFile={folder}/xrdp.log\nLogLevel=INFO\nEnableSyslog=false\n"
    )
    _serve(home, folder, port, "xrdp", "-n", "-c", str(folder / "xrdp.ini"))


def openssh(home: Site, folder: Path, port: int) -> None:
    """sshd with a host key of its own."""
    need_program("/usr/sbin/sshd")
    key = folder / "host.key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True, timeout=20)
    _serve(home, folder, port, "/usr/sbin/sshd", "-D", "-e", "-f", "/dev/null", "-p", str(port), "-h", str(key))


def dropbear(home: Site, folder: Path, port: int) -> None:
    """The SSH server of small routers and appliances, with a host key of its own."""
    need_program("dropbear")
    key = folder / "dropbear.key"
    subprocess.run(["dropbearkey", "-t", "ed25519", "-f", str(key)], check=True, timeout=20, capture_output=True)
    _serve(home, folder, port, "dropbear", "-F", "-E", "-r", str(key), "-p", str(port), "-P", str(folder / "pid"))


def weston(home: Site, folder: Path, authority: Identity, port: int) -> None:
    """A Wayland compositor as a remote desktop: FreeRDP's server library, with TLS alone."""
    need_program("weston")
    _serve(
        *(home, folder, port, "env", f"XDG_RUNTIME_DIR={folder}", "weston", "--backend=rdp-backend.so"),
        *("--no-config", "--shell=kiosk-shell.so", f"--port={port}", f"--rdp-tls-cert={authority.certificate}"),
        f"--rdp-tls-key={authority.key}",
    )


OPTIONS_SCENARIO = """<?xml version="1.0"?>
<scenario name="options"><recv request="OPTIONS"/><send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=7
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send></scenario>
"""


def sipp(home: Site, folder: Path, port: int, *, answers: bool) -> None:
    """A SIP server by UDP that answers OPTIONS, or waits for calls alone and lets all else fall."""
    need_program("sipp")
    (folder / "options.xml").write_text(OPTIONS_SCENARIO)
    scenario = ["-sf", str(folder / "options.xml")] if answers else ["-sn", "uas"]
    _serve(home, folder, port, "sipp", *scenario, "-i", GATEWAY, "-p", str(port), "-nostdin")


def kamailio(home: Site, folder: Path, authority: Identity, port: int, status: str = "200") -> None:
    """A stateless SIP server by UDP and TCP on `port` and by TLS on the next; says `status` to everything."""
    need_program("kamailio")
    listen = "\n".join(f"listen={transport}:{ADDRESS}:{number}" for transport, number in _transports(port))
    modules = "\n".join(f'loadmodule "{name}.so"' for name in ("tls", "sl"))
    (folder / "kamailio.cfg").write_text(
        "#!KAMAILIO\ndebug=1\nlog_stderror=yes\nfork=yes\nchildren=1\ntcp_children=1\nenable_tls=yes\ndns=no\n"
        f"rev_dns=no\nauto_aliases=no\n{listen}\n{modules}\n"
        'modparam("tls", "tls_method", "TLSv1.2+")\n'
        f'modparam("tls", "certificate", "{authority.certificate}")\n'
        f'modparam("tls", "private_key", "{authority.key}")\n'
        f'request_route {{ sl_send_reply("{status}", "Told"); exit; }}\n'
    )
    _serve(home, folder, port + 1, "kamailio", "-f", str(folder / "kamailio.cfg"), "-DD", "-E", "-w", str(folder))


def _transports(port: int) -> list[tuple[str, int]]:
    return [("udp", port), ("tcp", port), ("tls", port + 1)]
