# SPDX-License-Identifier: Apache-2.0
"""Around the program: it can start no shell (R7), and behind nginx, as packaging/nginx.conf sets it up, both read the same messages (R44)."""
import pathlib
import re
import shutil
import socket
import subprocess
import threading
import time

from web.two_ways import two_ways

SHELLS = {"system", "popen", "wordexp", "execlp", "execvp", "execvpe", "execl", "execle"}
STARTS = {"posix_spawn", "execve", "execv", "fexecve"}  # a path of our own and fixed words
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def check_symbols(program, expect):
    """Answers whether the program could be looked into."""
    if not shutil.which("nm"):
        return False
    done = subprocess.run(["nm", "-D", "--undefined-only", program], capture_output=True, text=True)
    names = {line.split()[-1].split("@")[0] for line in done.stdout.splitlines() if line.split()}
    expect(done.returncode == 0 and len(names) > 500, f"the program says what it takes from libraries: {len(names)} names")
    expect(not names & (SHELLS | {"posix_spawnp"}), f"the program asks no library for a shell or for a program by its bare name: {sorted(names & SHELLS)}")
    expect(names & STARTS, "it starts its parse process all the same")
    return True


class Tap(threading.Thread):
    """Stands between nginx and the server and keeps both sides' bytes, connection by connection."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.to, self.links, self.socket = port, [], socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.start()

    def run(self):
        while True:
            near, _ = self.socket.accept()
            far = socket.create_connection(("127.0.0.1", self.to))
            kept = {"asked": b"", "answered": b""}
            self.links.append(kept)
            threading.Thread(target=self.pass_on, args=(near, far, kept, "asked"), daemon=True).start()
            threading.Thread(target=self.pass_on, args=(far, near, kept, "answered"), daemon=True).start()

    @staticmethod
    def pass_on(from_, to, kept, name):
        try:
            while data := from_.recv(65536):
                kept[name] += data
                to.sendall(data)
            to.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def configuration(site, upstream, port):
    """packaging/nginx.conf, in the clear on a port of its own."""
    text = (ROOT / "packaging/nginx.conf").read_text(encoding="utf-8")
    text = text[:text.rindex("server {")]  # the other one leads to TLS
    text = re.sub(r"listen 443 ssl http2;", f"listen 127.0.0.1:{port}; access_log {site}/access.log read;", text)
    text = re.sub(r"^\s*ssl_.*\n", "", text, flags=re.M).replace("127.0.0.1:8080", f"127.0.0.1:{upstream}").replace("server_name office.example;", "server_name _;")
    folders = " ".join(f"{name}_temp_path {site}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    return f'daemon off; master_process off; pid {site}/pid; error_log {site}/error.log; events {{}} http {{ {folders} log_format read "$upstream_status $request";\n{text}\n}}\n'


def messages_in(data):
    """How many requests these bytes are, read strictly; None when they could be read otherwise."""
    n = 0
    while data:
        if b"\r\n\r\n" not in data:
            return None
        head, data = data.split(b"\r\n\r\n", 1)
        lines = head.split(b"\r\n")[1:]
        fields = [line.split(b":", 1)[0].strip().lower() for line in lines]
        if b"\n" in head.replace(b"\r\n", b"") or fields.count(b"content-length") + fields.count(b"transfer-encoding") > 1 or any(b":" not in line for line in lines):
            return None
        length = next((int(line.split(b":", 1)[1]) for line in lines if line.lower().startswith(b"content-length:")), 0)
        data, n = data[length:], n + 1
    return n


def check_behind_nginx(serve, scratch, expect):
    """Answers whether nginx is there. `serve`: starts a server behind a proxy."""
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    if not pathlib.Path(nginx).exists():
        return False
    server = serve("--behind-proxy")
    site = scratch / "nginx"
    site.mkdir()
    for folder in (scratch, site):
        folder.chmod(0o755)
    tap = Tap(server.port)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (site / "nginx.conf").write_text(configuration(site, tap.port, port))
    process = subprocess.Popen([nginx, "-c", site / "nginx.conf"], stderr=subprocess.PIPE, text=True)
    try:
        time.sleep(1)
        host = f"127.0.0.1:{port}"
        if not expect(process.poll() is None and answer_of(port, f"GET /health HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").startswith(b"HTTP/1.1 200"), "nginx leads to the server"):
            return True
        for what, text in two_ways(host).items():
            second = f"GET /sign-in HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
            answer_of(port, text + second)
            after = answer_of(port, f"GET /no/such/page HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            expect(after.startswith(b"HTTP/1.1 404") and after.count(b"HTTP/1.1 ") == 1, f"{what}: whoever asks next gets their own answer: {after[:40]}")
        time.sleep(0.3)
        read = [line for line in (site / "access.log").read_text(errors="replace").splitlines() if re.match(r"\d{3} ", line)]
        asked, answered = [messages_in(one["asked"]) for one in tap.links], [len(re.findall(rb"HTTP/1\.1 \d{3} ", one["answered"])) for one in tap.links]
        expect(len(read) > 38 and None not in asked and asked == answered and sum(answered) == len(read), f"nginx handed on {len(read)} requests, written in one way, and the server read as many: {asked} {answered}")
    finally:
        process.kill()
        process.wait()
        server.stop()
    return True


def answer_of(port, text):
    data = b""
    with socket.create_connection(("127.0.0.1", port), timeout=2) as link:
        link.sendall(text.encode("latin-1"))
        try:
            while more := link.recv(65536):
                data += more
        except OSError:
            pass
    return data
