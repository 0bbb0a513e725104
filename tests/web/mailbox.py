# SPDX-License-Identifier: Apache-2.0
"""A mail server of one page, for tests: keeps what it was told and what was sent through it."""
import re
import socket
import threading


class Mailbox:
    """A mail server of one page: takes what comes, asks for a name and password if told to."""

    def __init__(self, login=None):
        self.login, self.got, self.said, self.refuse = login, [], [], False
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            talk, _ = self.socket.accept()
            threading.Thread(target=self.talk, args=(talk,), daemon=True).start()

    def talk(self, talk):
        lines = talk.makefile("rb")

        def say(text):
            talk.sendall(text.encode() + b"\r\n")

        say("220 test")
        to = []
        for raw in lines:
            line = raw.decode().strip()
            word = line.upper().split(" ")[0]
            self.said.append(line)
            if word == "EHLO":
                say("250-test\r\n250 8BITMIME")
            elif word in ("MAIL", "RCPT"):
                if self.refuse:
                    say("550 no such person")
                    continue
                if word == "RCPT":
                    to.append(re.search("<(.*)>", line).group(1))
                say("250 ok")
            elif word == "DATA":
                say("354 go on")
                body = []
                for raw_line in lines:
                    if raw_line == b".\r\n":
                        break
                    assert raw_line.endswith(b"\r\n") and len(raw_line) <= 1000
                    body.append(raw_line[1:] if raw_line.startswith(b"..") else raw_line)
                self.got.append((to, b"".join(body)))
                say("250 taken")
            elif word == "QUIT":
                say("221 bye")
                break
            else:
                say("250 ok")
        talk.close()
