# SPDX-License-Identifier: Apache-2.0
"""A small office behind a running server, and a client of bare sockets: what is sent is exactly what the test wrote."""
import json
import os
import pathlib
import re
import socket
import subprocess
import time
import urllib.parse

PASSWORD = "a long enough password"
LINES = ("2023年3月5日 主题党日 参观纪念馆 23人", "2023年4月6日 党员大会 讨论发展对象 31人", "2023年5月7日 支委会 研究慰问工作 5人")
# A name of 30 characters must fit as well as one of two.
LONG_NAME = "欧阳" + "长名字的人员用于看一看版面是否还能放得下" + "共三十个字符啊啊"
ACCOUNTS = {"clerk": ("王芳", ["clerk"]), "inspector": ("李明", ["inspector"]), "boss": (LONG_NAME[:30], ["administrator", "clerk"])}


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def header(self, name):
        return next((value for key, value in self.headers if key == name.lower()), "")

    def all(self, name):
        return [value for key, value in self.headers if key == name.lower()]


def read_reply(link, head_only=False):
    """One reply of a connection; None when it was closed without one."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = link.recv(65536)
        if not more:
            return None
        data += more
    head, body = data.split(b"\r\n\r\n", 1)
    lines = head.decode("latin-1").split("\r\n")
    headers = [(key.strip().lower(), value.strip()) for key, value in (line.split(":", 1) for line in lines[1:])]
    length = next((int(value) for key, value in headers if key == "content-length"), 0)
    while not head_only and len(body) < length:
        more = link.recv(1 << 20)
        if not more:
            break
        body += more
    return Reply(int(lines[0].split()[1]), headers, body)


class Server:
    """`youju serve` on a free port (`options`: more of its own). `seen` keeps every reply that the site gave, for the check of headers."""

    def __init__(self, program, folder, *options):
        self.program, self.folder, self.seen = program, folder, []
        self.log = open(folder.parent / "serve.log", "w+")
        self.process = subprocess.Popen([program, "serve", folder, "--listen", "127.0.0.1:0", *options], stdout=self.log, stderr=self.log)
        end = time.monotonic() + 20
        while not (found := re.search(r"127\.0\.0\.1:(\d+)", self.text())):
            if time.monotonic() > end or self.process.poll() is not None:
                raise SystemExit("youju serve is not ready:\n" + self.text())
            time.sleep(0.02)
        self.port = int(found.group(1))
        self.host = f"127.0.0.1:{self.port}"
        self.origin = f"http://{self.host}"

    def text(self):
        return (self.folder.parent / "serve.log").read_text(encoding="utf-8")

    def connect(self, wait=20):
        return socket.create_connection(("127.0.0.1", self.port), timeout=wait)

    def raw(self, data):
        """What the server answers to these bytes; None when it closes without a word."""
        with self.connect() as link:
            try:
                link.sendall(data)
            except OSError:
                pass  # it may refuse before all was sent; the answer is there all the same
            try:
                return read_reply(link)
            except OSError:
                return None

    def ask(self, method, target, cookie="", origin="", fields=None, body=None, type_="application/x-www-form-urlencoded", more=()):
        if fields is not None:
            body = urllib.parse.urlencode(fields).encode()
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self.host}", "Connection: close", *more]
        if cookie:
            lines.append(f"Cookie: {cookie}")
        if origin:
            lines.append(f"Origin: {origin}")
        if body is not None:
            lines += [f"Content-Type: {type_}", f"Content-Length: {len(body)}"]
        with self.connect() as link:
            link.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b""))
            reply = read_reply(link, method == "HEAD")
        if reply is None:
            raise AssertionError(f"{method} {target}: no reply")
        self.seen.append((f"{method} {target}", reply))
        return reply

    def enter(self, login, code):
        """The first sign-in with a one-time code; gives the cookie."""
        reply = self.ask("POST", "/sign-in/first", origin=self.origin, fields={"login": login, "secret": code, "fresh": PASSWORD})
        assert reply.status == 303, f"{login} cannot sign in: {reply.status}"
        return reply.header("set-cookie").split(";")[0]

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.log.close()


def make_office(program, folder, *more):
    """An office with a few records and four accounts (`more`: options of init); gives login → one-time code."""
    def run(*words):
        done = subprocess.run([program, *words], capture_output=True, text=True, env={**os.environ, "LANG": "C.UTF-8"}, timeout=60)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    made = json.loads(run("init", folder, "--pack", "retired-cadres", "--unit", "示例局", "--json", *more))
    codes = {one["login"]: one["code"] for one in made["codes"]}
    for line in LINES:
        run("add", folder, line)
    for login, (name, roles) in ACCOUNTS.items():
        words = [word for role in roles for word in ("--role", role)]
        codes[login] = json.loads(run("user", "add", folder, login, name, *words, "--json"))["code"]
    return codes


def rights_of_roles(root):
    """role → rights, from the pack that ships them."""
    import tomllib
    roles = {}
    for file in sorted(pathlib.Path(root, "packs").rglob("roles.toml")):
        for role in tomllib.loads(file.read_text(encoding="utf-8")).get("role", []):
            roles[role["id"]] = set(role["rights"])
    return roles
