# SPDX-License-Identifier: Apache-2.0
"""An office in which every kind of page has something to show, behind a running server, and the addresses of all its pages."""
import contextlib
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

from web.crawl import crawl
from web.flows import check_import, make_things
from web.matrix import Person
from web.office import Server, make_office
from web.office_things import fill_office

# Pages that nobody needs to be signed in for.
FOR_ANYONE = ("/sign-in", "/sign-in/first", "/office-address")
START = ("/?year=2023", "/records?when=all", "/records/scans", "/records/photos", "/forms", "/templates", "/admin/handover", "/admin/own/kinds")


def must(good, what):
    assert good, what


class Walk:
    """`pages`: address → cookie of somebody who may see it; `cookies`: login → cookie; `texts`: address → HTML as it was met."""

    def __init__(self, server, cookies, lang):
        self.server, self.cookies, self.pages, self.texts = server, cookies, {}, {}
        routes = json.loads(subprocess.run([server.program, "serve", "--routes"], capture_output=True, check=True).stdout)
        routes = [one for one in routes if not one["pattern"].startswith(("/api/", "/feeds/"))]
        met = set()
        for login in ("boss", "leader"):
            cookie = cookies[login]
            pages = crawl(server, f"{cookie}; lang={lang}", routes, self.starts(routes, cookie), must)
            for address, text in pages:
                shape = re.sub(r"[0-9a-f]{8,}[0-9a-f-]*|\d+", "#", address)
                if shape not in met:
                    met.add(shape)
                    self.pages[address], self.texts[address] = cookie, text
        for address in FOR_ANYONE:
            self.pages[address] = ""
            self.texts[address] = server.ask("GET", address, cookie=f"lang={lang}").body.decode()

    def starts(self, routes, cookie):
        """Every page without parameters that opens for this one; the rest is behind their links."""
        plain = [one["pattern"] for one in routes if one["method"] == "GET" and "{" not in one["pattern"] and one["permission"] != "anyone"]
        plain = [*START, *(one for one in plain if one not in ("/figures/show", "/inbox/open"))]
        return [one for one in plain if self.server.ask("GET", one, cookie=cookie).status == 200]


def token_of(server, cookie):
    page = server.ask("GET", "/account", cookie=cookie).body.decode()
    return page.split('name="csrf" value="', 1)[1].split('"', 1)[0]


def fill_whole(server, cookie):
    boss = Person(server, cookie, (), "u1")
    record = re.search(r"/records/([0-9a-f-]{36})", boss.get("/records?year=2023").body.decode())
    must(record, "there is a record")
    fill_office(boss, boss, "clerk", record[1], must)


@contextlib.contextmanager
def running_office(program, tables=None):
    """(server, cookies by login) of an office with records, an import, a report, a checked draft; with the tables of a folder when it is given."""
    with tempfile.TemporaryDirectory(prefix="youju-walk-") as scratch:
        folder = pathlib.Path(scratch) / "office"
        codes = make_office(program, folder)
        if tables:
            copied = pathlib.Path(shutil.copytree(tables, pathlib.Path(scratch) / "tables", ignore=shutil.ignore_patterns("佐证")))  # what is unclear is written beside them
            files = sorted(file for file in copied.iterdir() if file.suffix in (".xlsx", ".csv"))
            done = subprocess.run([program, "import", folder, *files], capture_output=True, text=True, timeout=120)
            must(done.returncode <= 1, f"the tables are imported: {done.stdout}{done.stderr}")
        server = Server(program, folder)
        try:
            cookies = {login: server.enter(login, codes[login]) for login in ("clerk", "leader", "boss")}
            token = token_of(server, cookies["boss"])
            check_import(server, cookies["boss"], cookies["clerk"], token, must)
            make_things(server, cookies["boss"], token, must)
            fill_whole(server, cookies["boss"])
            yield server, cookies
        finally:
            server.stop()
