# SPDX-License-Identifier: Apache-2.0
"""Every page and every file of a hostile office, read with parsers of others: nothing that was typed is an element, an attribute or an address
of a program; everything is well-formed; and every text was shown somewhere as it was typed."""
import csv
import html
import html.parser
import io
import json
import re
import time
import urllib.parse
import xml.etree.ElementTree as ElementTree
import zipfile

from hostile.fill import make_token
from hostile.texts import MARK
from web.crawl import crawl

ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "srcset", "content")
OUR_SCRIPT = re.compile(r"/static/[a-z]+\.[0-9a-f]+\.js|/static/[a-z0-9.-]+\.js")


class Markup(html.parser.HTMLParser):
    """Collects what should not be there, and all text and values of attributes."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.wrong, self.texts, self.raw = [], [], None

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        if tag.startswith(MARK) or any(MARK in name or name.startswith("on") or not re.fullmatch(r"[a-z][a-z0-9-]*(:[a-z]+)?", name) for name in names):
            self.wrong.append(self.get_starttag_text())
        if len(set(names)) != len(names):
            self.wrong.append("twice the same attribute: " + self.get_starttag_text())
        if tag in ("iframe", "object", "embed", "base", "math", "frame", "applet") and not dict(attributes).get("src", "").startswith("/reports/"):
            self.wrong.append(self.get_starttag_text())
        for name, value in attributes:
            self.texts.append(value or "")
            if name in ADDRESSES and re.match(r"[\x00-\x20]*(javascript|data|vbscript)[\s]*:", value or "", re.I) and not (value or "").startswith("data:image/"):
                self.wrong.append(self.get_starttag_text())
        if tag in ("script", "style"):
            self.raw = tag
            if tag == "script" and not OUR_SCRIPT.fullmatch(dict(attributes).get("src") or ""):
                self.wrong.append(self.get_starttag_text())

    def handle_endtag(self, tag):
        self.raw = None

    def handle_data(self, data):
        if self.raw and MARK + "-" in data or self.raw == "script" and data.strip():
            self.wrong.append(f"in {self.raw}: {data[:80]}")
        self.texts.append(data)

    def handle_comment(self, data):
        self.wrong.append(f"a comment: {data[:80]}")

    def handle_decl(self, decl):
        if decl.lower() != "doctype html":
            self.wrong.append(f"a declaration: {decl[:80]}")

    def unknown_decl(self, data):
        self.wrong.append(f"a section: {data[:80]}")

    def handle_pi(self, data):
        self.wrong.append(f"an instruction: {data[:80]}")


def same(text):
    """Blanks of a page run together."""
    return re.sub(r"\s+", " ", text)


class Shown:
    """Which of the office's texts were shown as they were typed."""

    def __init__(self, texts):
        self.wanted = {f" k{number:03}": same(text) for number, (_, text) in texts.given.items()}
        self.met = set()

    def look(self, pieces):
        for piece in pieces:
            for tail in re.findall(r" k\d{3}", piece):
                if tail not in self.met and tail in self.wanted and self.wanted[tail] in same(piece):
                    self.met.add(tail)


def read_page(office, shown, address, reply, wanted=(200,)):
    office.expect(reply.status in wanted, f"{address} is answered: {reply.status}")
    if not reply.header("content-type").startswith("text/html"):
        return
    page = Markup()
    page.feed(reply.body.decode())
    page.close()
    office.expect(not page.wrong, f"{address}: what was typed is text: {page.wrong[:3]}")
    office.expect(page.rawdata == "" and b"1337191" not in reply.body and b"36481" not in reply.body, f"{address} is read to its end, and nothing typed was worked out")
    shown.look(page.texts)


def crawl_pages(office, routes, shown, lang, logins):
    pages = 0
    plain = [one["pattern"] for one in routes if one["method"] == "GET" and "{" not in one["pattern"] and one["permission"] != "anyone" and not one["pattern"].startswith(("/api/", "/feeds/"))]
    visible = [one for one in routes if not one["pattern"].startswith(("/api/", "/feeds/"))]
    for login in logins:
        cookie = f"{office.people[login].cookie}; lang={lang}"
        word = urllib.parse.quote("yj")
        starts = ["/?year=2023", "/records?when=all", f"/search?q={word}", f"/search?q={urllib.parse.quote(chr(34) + '><b yj>')}", "/calendar?year=2023", "/year?year=2023", "/figures?year=2023", "/desk?year=2023", *office.pages, *plain]
        for address, text in crawl(office.server, cookie, visible, [one for one in starts if one not in ("/figures/show", "/inbox/open") and office.server.ask("GET", one, cookie=cookie).status == 200], office.expect):
            pages += 1
            read_page(office, shown, address, type("R", (), {"status": 200, "body": text.encode(), "header": lambda self, name: "text/html"})())
    cookie = f"{office.people['boss'].cookie}; lang={lang}"
    for number, kind in enumerate(office.kinds if lang == "zh" else office.kinds[::8]):
        lists = (f"/records/new?kind={kind}", f"/records?kind={kind}&year=2023", f"/records?kind={kind}&year=2023&pick=1", f"/records/grid?kind={kind}", f"/figures/show?expr=count({kind})&year=2023")
        for address in lists if number % 4 == 0 else lists[:2]:
            read_page(office, shown, address, office.server.ask("GET", address, cookie=cookie), (200, 422, 404))
            pages += 1
    for number, record in enumerate(office.records if lang == "zh" else office.records[::8]):
        for part in ("", "/edit", "/sheet") if number % 8 == 0 else ("",):
            read_page(office, shown, f"/records/{record}{part}", office.server.ask("GET", f"/records/{record}{part}", cookie=cookie), (200, 403, 404, 409))
            pages += 1
    units = [one["id"] for one in office.api("GET", "/api/v1/units").json["units"]]
    for login, address in (*((login, "/account/tokens") for login in office.people), *(("boss", "/admin/units/" + one) for one in units), *(("boss", "/roster/" + one) for one in office.persons), ("boss", "/admin/retention?kind=" + office.kinds[3])):
        read_page(office, shown, address, office.server.ask("GET", address, cookie=f"{office.people[login].cookie}; lang={lang}"))
    return pages


# What is not shown in one piece: a change is shown word by word, a draft with its numbers marked, a view's words are part of an address, a paper goes by its title, why a record
# is held back is told when it would be due.
IN_PIECES = ("a draft's line", "a draft's text", "a person's former name", "a reason to hold", "a changed topic", "a changed note", "a second line", "a view's words", "a paper's name", "a cell")


def check_shown(office, shown):
    """No text went where nobody can look: each was met as it was typed, on a page, in a file or in an answer."""
    missing = [(where, text) for number, (where, text) in office.texts.given.items() if f" k{number:03}" not in shown.met and where not in IN_PIECES]
    office.expect(len(office.texts.given) > 500 and not missing, f"{len(office.texts.given) - len(missing)} texts were shown as they were typed; not: {missing}")


def read_forms_back(office, routes, shown):
    """What is refused shows what was typed again: as text."""
    said = '"><yj-e yj>\'</textarea><yj-e yj>'
    for route in routes:
        if route["method"] != "POST" or "{" in route["pattern"] or route["pattern"].startswith(("/api/", "/sign-", "/account/")) or route["permission"] == "anyone":
            continue
        names = ("line", "said", "name", "login", "q", "names", "number", "basis", "object", "reason", "host", "from", "origin", "zh", "en", "source", "days", "note", "to", "kind", "unit", "template", "for_year", "pasted", "for", "expr", "about", "incident", "role", "parent", "in", "of_unit", "title", "year", "format", "state", "field", "value")
        reply = office.people["boss"].post(route["pattern"], **{name: said for name in names})
        office.expect(reply.status < 500, f"POST {route['pattern']} with markup in every field: {reply.status}")
        if reply.header("content-type").startswith("text/html"):
            read_page(office, shown, "the answer of POST " + route["pattern"], reply, (200, 201, 303, 400, 403, 404, 409, 413, 415, 422, 429))
    for address in ("/search?q={}", "/records?kind={}", "/records?q={}&when=all", "/records?state={}", "/records?from={}", "/figures/show?expr={}", "/reports/compare?a={}", "/sign-in?next={}", "/records/new?kind={}", "/{}", "/records/{}", "/reports/{}", "/admin/own/{}", "/export?unit={}", "/?unit={}", "/?year={}"):
        where = address.format(urllib.parse.quote(said, safe=""))
        read_page(office, shown, where, office.people["boss"].get(where), (200, 303, 400, 403, 404, 409, 422))


def read_exports(office, shown):
    """CSV, XLSX and JSON lines; a cell that a spreadsheet takes for a formula begins with an apostrophe (docs/format), ours aside."""
    for format_ in ("csv", "xlsx", "jsonl"):
        office.api("POST", "/api/v1/exports", {"format": format_})
        for _ in range(200):
            made = office.api("GET", "/api/v1/exports").json["exports"]
            if all(one["done"] for one in made):
                break
            time.sleep(0.05)
        for file in next(one["files"] for one in made if one["what"].endswith(format_)):
            reply = office.programs["boss"].ask("GET", file["url"])
            office.expect(reply.status == 200 and reply.header("content-disposition").startswith("attachment") and "\n" not in reply.header("content-disposition"), f"{file['name']} is sent to be saved: {reply.status}")
            read_file(office, shown, file["name"], reply.body)
    reply = office.people["boss"].get("/admin/audit/csv")
    read_file(office, shown, "audit.csv", reply.body)


def read_file(office, shown, name, body):
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for inner in packed.namelist():
                read_file(office, shown, inner, packed.read(inner))
    elif name.endswith(".csv"):
        rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
        office.expect(len({len(row) for row in rows}) == 1, f"{name}: every row has as many cells: {sorted({len(row) for row in rows})}")
        wild = [cell for row in rows for cell in row if re.match(r"\s*[=+@＝＋－＠-]", cell) and not re.fullmatch(r"-?[0-9.]+|-", cell)]
        office.expect(not wild, f"{name}: no cell is a formula: {wild[:4]}")
        shown.look(cell.removeprefix("'") for row in rows for cell in row)
    elif name.endswith((".xlsx", ".docx")):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            formulas = 0
            for inner in packed.namelist():
                if inner.endswith((".xml", ".rels")):
                    root = ElementTree.fromstring(packed.read(inner))
                    formulas += sum(1 for one in root.iter() if one.tag.endswith("}f")) if "/worksheets/" in inner else 0
                    strange = [one.tag for one in root.iter() if MARK in one.tag.rsplit("}", 1)[-1] or any(MARK == key for key in one.attrib)]
                    office.expect(not strange, f"{name}: {inner} has no element that was typed: {strange[:3]}")
                    shown.look(["".join(one.itertext()) for one in root.iter() if one.tag.rsplit("}", 1)[-1] in ("si", "p")])
            office.expect(formulas == 0 or "统计表" in name, f"{name}: no cell is a formula")
    elif name.endswith(".jsonl"):
        for line in body.decode().splitlines():
            shown.look(strings_of(json.loads(line)))


def strings_of(value):
    if isinstance(value, str):
        return [value]
    return [text for one in (value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()) for text in strings_of(one)]


def read_feeds(office, shown):
    """Atom with an XML parser, the calendar with RFC 5545's own grammar of lines."""
    feed = re.search(r"/feeds/calendar/[0-9A-Za-z_.-]+", office.people["boss"].post("/calendar/feed").body.decode())[0]
    text = office.server.ask("GET", feed).body.decode()
    lines = text.split("\r\n")
    office.expect(text.endswith("END:VCALENDAR\r\n") and all(len(one.encode()) <= 75 for one in lines) and "\n" not in text.replace("\r\n", ""), "the calendar: lines end in CR LF, none is longer than 75 octets")
    unfolded = re.sub("\r\n[ \t]", "", text).split("\r\n")[:-1]
    depth, names = [], set()
    for line in unfolded:
        found = re.match(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$', line)
        if not office.expect(found and not re.search(r"(?<!\\)(?:\\\\)*\\(?![\\;,nN])", found[3] if found else ""), f"the calendar: a line of RFC 5545: {line!r}"):
            continue
        names.add(found[1])
        if found[1] == "BEGIN":
            depth.append(found[3])
        elif found[1] == "END":
            office.expect(depth and depth.pop() == found[3], f"the calendar: {line} ends what was begun")
        elif found[1] in ("SUMMARY", "LOCATION", "DESCRIPTION"):
            office.expect(not re.search(r"(?<!\\)[;,]", re.sub(r"\\\\", "", found[3])), f"the calendar: commas and semicolons are escaped: {line!r}")
            shown.look([re.sub(r"\\(.)", lambda one: "\n" if one[1] in "nN" else one[1], found[3])])
    office.expect(not depth and not names - {"BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "URL", "TRIGGER",
                                          "ACTION", "STATUS", "TRANSP", "SEQUENCE", "LAST-MODIFIED", "CREATED", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "CATEGORIES"}, f"the calendar has our lines alone: {names}")
    address = html.unescape(make_token(office.people["boss"], "feed", "feed"))
    atom = office.server.ask("GET", address.split(office.server.host, 1)[1])
    root = ElementTree.fromstring(atom.body)
    office.expect(root.tag == "{http://www.w3.org/2005/Atom}feed" and not [one.tag for one in root.iter() if not one.tag.startswith("{http://www.w3.org/2005/Atom}")], "Atom has its own elements alone")
    shown.look(root.itertext())
    return len(unfolded)


def read_answers(office, shown, description):
    """Every answer of the interface is JSON, in which texts stand as they were typed."""
    for path, methods in description["paths"].items():
        if "get" not in methods or "{" in path or any(one.get("required") and one["in"] == "query" for one in methods["get"].get("parameters", [])):
            continue
        reply = office.programs["boss"].ask("GET", path)
        office.expect(reply.status == 200, f"GET {path}: {reply.status}")
        if reply.json is not None:
            shown.look(strings_of(reply.json))
    for record in office.records:
        for part in ("", "/comments", "/evidence", "/history"):
            reply = office.programs["boss"].ask("GET", f"/api/v1/records/{record}{part}")
            office.expect(reply.status == 200 or (reply.status, part) == (403, "/comments"), f"GET records/{record}{part}: {reply.status}")  # a register without content
            shown.look(strings_of(reply.json))
    for report in office.reports:
        for part in ("", "/comments", "/way", "/changes", "/comparison"):
            reply = office.programs["boss"].ask("GET", f"/api/v1/reports/{report}{part}")
            shown.look(strings_of(reply.json))
        read_file(office, shown, f"{report}.docx", office.programs["boss"].ask("GET", f"/api/v1/reports/{report}/files/docx").body)
