# SPDX-License-Identifier: Apache-2.0
"""Line ends in what goes into mail (R15): each message keeps its own headers, its one sender and its one recipient."""
import email
import email.policy
import json
import os
import subprocess

from web.mailbox import Mailbox
from web.office import PASSWORD

HEADERS = ["Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "List-Unsubscribe", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"]
EVIL = "yj@evil.example"
ENDS = ("\r\n", "\n", "\r", "\u2028", "\u0085", "\x0b", "%0d%0a", "\\r\\n", "=0D=0A", "\r\n ", "\0")
ADDRESSES = (*(f"boss@office.example{end}X-Y: z" for end in ENDS), *(f"boss@office.example{end}Bcc: {EVIL}" for end in ENDS[:4]), f"boss@office.example,{EVIL}", f"boss@office.example;{EVIL}", f"boss@office.example> RCPT TO:<{EVIL}", f"<boss@office.example>,<{EVIL}>", f"boss@office.example {EVIL}", f'"a{EVIL}"@office.example', f"boss@office.example\tX", f"{EVIL}:boss@office.example", "",
             "boss", "@office.example", "boss@", "a@b@c", "boss@局.example")


def check_letters(program, folder, expect, size):
    """Answers whether a digest went out today (on a working day alone)."""
    def run(*words, code=0):
        done = subprocess.run([program, *map(str, words)], capture_output=True, text=True, timeout=60, env={**os.environ, "LANG": "C.UTF-8"})
        expect(code is None or done.returncode == code, f"{words[:2]}: {done.returncode} rather than {code}: {done.stdout[:300]}{done.stderr[:300]}")
        return done

    office = folder / "letters"
    name = f"示例局\r\nBcc: {EVIL}"
    refused = run("init", office, "--pack", "retired-cadres", "--unit", name, "--json", code=None)
    expect(refused.returncode == 2 and not (office / "office.sqlite").exists(), f"an office's name is one line: {refused.returncode}")
    if refused.returncode != 0:
        run("init", office, "--pack", "retired-cadres", "--unit", f'示例局 "Bcc: <{EVIL}>', "--json")
    box = Mailbox()
    way = {"host": "127.0.0.1", "port": box.port, "security": "none", "from": "youju@office.example", "link": "https://office.example", "hour": 0}

    def set_way(code, **other):
        words = [word for key, value in {**way, **other}.items() for word in (f"--{key}", value)]
        if not any("\0" in str(word) for word in words):
            run("mail", "set", office, *words, "--on", code=code)

    for number, address in enumerate(ADDRESSES):
        set_way(2, **{"from": address})
        if "\0" not in address and (size == "long" or number % 5 == 0):
            run("mail", "test", office, address, code=2 if address else None)
            run("mail", "own", office, address, "--digest", code=2 if address else None)
    for end in ENDS[:6]:
        set_way(2, link=f"https://office.example/{end}X-Y: z")
        set_way(2, host=f"127.0.0.1{end}X")
    expect(box.said == [], f"nothing was sent meanwhile: {box.said[:3]}")
    set_way(0)
    run("mail", "test", office, "boss@office.example")
    look(expect, box, "boss@office.example", "a test message")
    # A digest: names and titles with line ends, of whoever wrote and of what is due.
    codes = {}
    for login, shown in (("lin", "林芳"), ("wang", f'王"Bcc: {EVIL}')):
        codes[login] = json.loads(run("user", "add", office, login, shown, "--role", "clerk", "--json").stdout)["code"]
        (folder / "code").write_text(codes[login])
        (folder / login).write_text(PASSWORD)
        run("user", "password", office, login, "--code-file", folder / "code", "--password-file", folder / login)
    for end in ENDS[:4]:
        run("user", "add", office, "x" + str(ENDS.index(end)), f"张{end}Bcc: {EVIL}", "--role", "clerk", code=None if end == "\u2028" else 2)
    record = json.loads(run("add", office, "3月5日 主题党日 参观 23人", "--json").stdout)["record"]
    run("record", "edit", office, record, f"topic=参观\r\nBcc: {EVIL}\r\n\r\n正文")
    run("comment", "say", office, f"record:{record}", f"@林芳 看\r\nBcc: {EVIL}", "--as", "wang", "--password-file", folder / "wang")
    run("mail", "own", office, "lin@office.example", "--digest", "--as", "lin", "--password-file", folder / "lin")
    sent = json.loads(run("digest", office, "--json").stdout)
    if sent["queued"]:
        look(expect, box, "lin@office.example", "a digest")
    return bool(sent["queued"])


def look(expect, box, to, what):
    if not expect(len(box.got) == 1 and box.got[0][0] == [to], f"{what} goes to its recipient alone: {[one[0] for one in box.got]}"):
        return
    said = [line.split(":")[0].upper() for line in box.said if line.upper().split(" ")[0] in ("MAIL", "RCPT", "DATA", "RSET", "VRFY")]
    expect(said == ["MAIL FROM", "RCPT TO", "DATA"], f"{what}: one sender, one recipient, one message: {box.said}")
    raw = box.got.pop()[1]
    box.said.clear()
    head = raw.split(b"\r\n\r\n", 1)[0]
    expect(b"\n" not in head.replace(b"\r\n", b"") and b"\r" not in head.replace(b"\r\n", b"") and max(len(line) for line in head.split(b"\r\n")) <= 998 and all(byte < 128 for byte in head), f"{what}: the head is lines of ASCII")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    expect(message.keys() == HEADERS and not message.defects, f"{what} has its own headers alone, each once: {message.keys()} {message.defects}")
    expect(EVIL not in "".join(str(message[key]) for key in HEADERS if key != "Subject") and not any(letter in str(message["Subject"]) for letter in "\r\n\0"), f"{what}: what was typed stands in the subject alone, in one line: {message['Subject']!r}")
