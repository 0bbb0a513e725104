# SPDX-License-Identifier: Apache-2.0
"""An office in which every field that can be typed over pages or the interface holds a text of `texts`."""
import json
import pathlib
import re
import subprocess
import urllib.parse

from paper_files import make_docx, make_xlsx
from web.matrix import PNG, Person
from web.office import PASSWORD, Server

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Made by other operations than that of a new record.
MADE_ELSEWHERE = ("learned_phrase", "confirmed_reading", "cadence_note", "zero_report")
VALUES = {"date": "2023-05-06", "number": "3", "yes_no": True, "money": "12.50", "url": "https://example.cn/yj?a=1&b=%3Cyj%3E", "time_range": "14:30-16:00"}


class Program:
    """Asks with a token, and remembers what was refused."""

    def __init__(self, server, token):
        self.server, self.token = server, token

    def ask(self, method, target, body=None, type_="application/json", more=()):
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        reply = self.server.ask(method, target, body=body, type_=type_, more=(f"Authorization: Bearer {self.token}", *more))
        reply.json = json.loads(reply.body) if "json" in reply.header("content-type") else None
        return reply


def make_token(person, name, *scopes):
    fields = [("csrf", person.csrf), ("name", name), ("days", "30"), ("password", PASSWORD), *(("scope", one) for one in scopes)]
    reply = person.server.ask("POST", "/account/tokens", cookie=person.cookie, origin=person.server.origin, body=urllib.parse.urlencode(fields).encode())
    found = re.search(r'id="secret"[^>]*>([^<]+)<', reply.body.decode())
    assert reply.status == 201 and found, f"a token is made: {reply.status}"
    return found[1]


class Hostile:
    """The office, its server, its people, and what was made in it."""

    def __init__(self, program, folder, texts, expect, database=""):
        self.program, self.folder, self.texts, self.expect = program, folder, texts, expect
        self.records, self.kinds, self.pages, self.reports = [], [], [], []
        made = json.loads(self.run("init", folder, "--pack", "retired-cadres", "--unit", self.say("the office's name", 60, True), "--json", *(["--database", database] if database else [])))
        codes = {one["login"]: one["code"] for one in made["codes"]}
        for login, roles in (("clerk", ["clerk"]), ("boss", ["administrator", "clerk", "leader"]), ("reviewer", ["reviewer", "inspector"])):
            words = [word for role in roles for word in ("--role", role)]
            codes[login] = json.loads(self.run("user", "add", folder, login, self.say("an account's name", 60, True), *words, "--json"))["code"]
        self.run("user", "add", folder, self.say("a sign-in name", 60, True), self.say("an account's name", 60, True), "--role", "clerk", "--json")
        self.server = Server(program, folder)
        self.people = {login: Person(self.server, self.server.enter(login, codes[login]), (), "u1") for login in ("clerk", "boss", "leader", "reviewer")}
        scopes = ("read", "write", "import", "export", "manage")
        self.programs = {login: Program(self.server, make_token(person, self.say("a token's name", 60, True), *scopes)) for login, person in self.people.items()}

    def run(self, *words):
        done = subprocess.run([self.program, *map(str, words)], capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    def say(self, where, most=200, one_line=False, **more):
        return self.texts.text(where, most, one_line, **more)

    def api(self, method, target, body=None, who="boss", good=(200, 201, 202, 204), **more):
        reply = self.programs[who].ask(method, target, body, **more)
        self.expect(reply.status in good, f"{method} {target} takes {str(body)[:120]}: {reply.status} {reply.body[:300].decode(errors='replace')}")
        return reply

    def post(self, path, who="boss", good=(200, 201, 303), **fields):
        reply = self.people[who].post(path, **fields)
        self.expect(reply.status in good, f"POST {path} takes {str(fields)[:160]}: {reply.status} {self.problems_on(reply)}")
        return reply.header("location").split("?")[0].split("#")[0]

    def send(self, path, name, data, type_, who="boss", good=(200, 201, 303), **fields):
        reply = self.people[who].send(path, name, data, type_, **fields)
        self.expect(reply.status in good, f"POST {path} takes {name!r}: {reply.status} {self.problems_on(reply)}")
        return reply.header("location").split("?")[0].split("#")[0]

    @staticmethod
    def problems_on(reply):
        return " ".join(re.findall(r'class="(?:problem|alarm|wrong)[^"]*"[^>]*>([^<]+)', reply.body.decode(errors="replace")))[:300]


def fill_places(office):
    root = office.api("GET", "/api/v1/units").json["units"][0]["id"]
    for _ in range(4):
        office.api("POST", "/api/v1/units", {"parent": root, "name": office.say("a unit's name", 60, True)})
    closed = office.api("POST", "/api/v1/units", {"parent": root, "name": office.say("a unit's name", 60, True)}).json
    office.api("POST", closed["url"] + "/changes", {"what": "rename", "name": office.say("a unit's new name", 60, True)})
    people = office.api("POST", "/api/v1/roster", {"persons": [{"name": office.say("a person's former name" if n == 0 else "a person's name", 60, True)} for n in range(12)]}).json["persons"]
    office.api("PATCH", "/api/v1/roster/" + people[0]["id"], {"name": office.say("a person's new name", 60, True)})
    office.post("/roster", names=office.say("a person's name on the page", 60, True, of=("<b yj>", "' or 1=1")), **{"in": "u1"})
    return root, [one["id"] for one in people]


def value_for(office, kind, field, people, made):
    type_ = field["type"]
    if type_ in ("text", "long_text"):
        return office.say(f"{kind['id']}.{field['id']}", one_line=type_ == "text")
    if type_ == "person":
        return people[len(office.records) % len(people)]
    if type_ == "persons":
        return {"due": people[:4], "present": people[:2], "excused": people[2:3], "exempt": people[3:4]}.get(field["id"], people[:2])
    if type_ == "choice":
        return field["choices"][0]["id"]
    if type_ == "record":
        return made.get("account") if field["required"] else None
    if type_ in ("date", "yes_no", "money", "url", "time_range"):
        return VALUES[type_]
    return None


def forward(office, record):
    """One step on, where one is there that wants no other person."""
    there = f"/api/v1/records/{record}/steps"
    step = next((one["id"] for one in office.api("GET", there).json["steps"] if one["allowed"] and not one["needs_person"] and one["id"] != "void"), None)
    if step:
        office.api("POST", there, {"step": step, "reason": "按程序"})


def fill_records(office, people):
    kinds = [office.api("GET", one["url"]).json for one in office.api("GET", "/api/v1/kinds").json["kinds"]]
    kinds.sort(key=lambda kind: kind["id"] != "account")
    made = {}
    for kind in kinds:
        office.kinds.append(kind["id"])
        if kind["id"] in MADE_ELSEWHERE:
            continue
        values = {field["id"]: value for field in kind["fields"] if (value := value_for(office, kind, field, people, made)) is not None}
        for turn in range(2):
            if turn:
                values = {id_: office.say(f"{kind['id']}.{id_}", one_line=True) if isinstance(value, str) and re.search(r" k\d{3}$", value) else value for id_, value in values.items()}
            reply = office.api("POST", "/api/v1/records", {"kind": kind["id"], "happened": "2023-06-07", "state": kind["states"][0]["id"], "values": values})
            if reply.status == 201:
                office.records.append(reply.json["id"])
                made.setdefault(kind["id"], reply.json["id"])
            forward(office, office.records[-1])
    topics = [office.say("theme_day.topic", of=(text,), one_line=False) for text in office.texts.every()]
    for number, topic in enumerate(topics):
        reply = office.api("POST", "/api/v1/records", {"kind": "theme_day", "state": "held", "happened": f"2023-0{number % 9 + 1}-15", "values": {"topic": topic, "place": office.say("theme_day.place", one_line=True), "headcount": number + 3}})
        if reply.status == 201:
            office.records.append(reply.json["id"])
    office.post("/records/new?unit=u1", line="2023年8月9日 主题党日 " + office.say("a typed line", 60, True, of=("<b yj>", "yj 安")) + " 23人", write="1", unit="u1")
    return made


def fill_said(office, people):
    record = office.api("POST", "/api/v1/records", {"kind": "theme_day", "state": "held", "happened": "2023-02-02", "values": {"topic": office.say("a changed topic")}}).json["id"]
    office.records.append(record)
    there = f"/api/v1/records/{record}"
    for n in range(3):
        office.api("PATCH", there, {"values": {"topic": office.say("a changed topic"), "note": office.say("a changed note") + "\n" + office.say("a second line")}}, more=('If-Match: "' + str(office.api("GET", there).json["version"]) + '"',))
        office.api("POST", there + "/comments", {"text": office.say("a comment") + " @clerk"})
        office.api("POST", there + f"/evidence?name={urllib.parse.quote(office.say('a file name', 60, True, of=tuple(text for text in office.texts.every() if '/' not in text and chr(92) not in text)) + '.png')}&role=", PNG + bytes([n]), type_="application/octet-stream")
        office.send(f"/records/{record}/evidence", office.say("a file name on the page", 60, True, of=("<b yj>", "' or 1=1 --", "a;b", "{{7*7}}")) + ".png", PNG + b"p" + bytes([n]), "image/png", role="")
    office.api("POST", "/api/v1/figures/comments?expr=" + urllib.parse.quote(office.api("GET", "/api/v1/figures/value?year=2023&expr=count(theme_day)").json["expr"]), {"text": office.say("a comment on a figure")})
    for n in range(4):
        office.api("POST", "/api/v1/views", {"name": office.say("a view's name", 40, True), "kind": "theme_day", "q": office.say("a view's words", 60, True), "shared": n % 2 == 0})
    void = office.api("POST", "/api/v1/records", {"kind": "theme_day", "state": "held", "happened": "2023-02-03", "values": {"topic": office.say("a voided topic")}}).json
    office.records.insert(1, void["id"])
    office.api("POST", void["url"] + "/steps", {"step": "void", "reason": office.say("a reason to void")}, who="leader")
    office.api("POST", "/api/v1/calendar/explanations", {"kind": "支委会", "period": "2023-06", "reason": office.say("a gap's reason", one_line=True), "basis": office.say("a gap's basis", one_line=True)})
    office.api("POST", "/api/v1/calendar/zero-statements", {"kind": "案件事故登记", "period": "2022-Q2"})
    office.api("POST", "/api/v1/check/phrases", {"phrase": "支部活动日", "kind": "主题党日", "reason": office.say("a phrase's reason", one_line=True)})
    office.api("POST", "/api/v1/handovers/" + people[0], {"to": people[1], "post": office.say("a post", 60, True), "day": "2024-06-30"})
    office.api("POST", "/api/v1/retention/holds", {"record": next(one["id"] for one in office.api("GET", "/api/v1/records?kind=" + office.kinds[3]).json["records"]), "reason": office.say("a reason to hold")})
    erasure = office.api("POST", "/api/v1/erasures", {"object": office.records[4], "number": office.say("an order's number", 60, True), "basis": office.say("an order's basis", 100)}).json
    office.erasure = erasure["url"].rsplit("/", 1)[1]
    office.api("POST", "/api/v1/inquiries", {"login": "clerk", "incident": office.say("an incident", 60, True), "reason": office.say("an inquiry's reason"), "from": "2023-01-01", "to": "2023-12-31"})
    office.api("POST", "/api/v1/holidays", {"year": 2024, "days": ["2024-03-08"], "name_zh": office.say("a holiday", 60, True), "source": office.say("a holiday's source", one_line=True)})


def fill_tables(office):
    rows = "日期,主题,地点," + office.say("a column's head", 20, True, of=("<b yj>", "or 1=1 --")) + "\n"
    for day in range(1, 9):
        cells = [office.say("a cell", one_line=True).replace('"', '""') for _ in range(3)]
        rows += f'2023-03-{day:02},"{cells[0]}","{cells[1]}","{cells[2]}"\n'
    rows += f'2024.13.5,"{office.say("an unclear cell", one_line=True, of=("<b yj>",))}",礼堂,x\n'
    upload = office.send("/import", office.say("a table's name", 60, True, of=("<b yj>", "a' or 1=1 --")) + ".csv", rows.encode(), "text/csv")
    office.post(upload, into="u1", kind="theme_day")
    batch = re.search(r"/import/batches/[0-9a-f-]+", office.people["boss"].get(upload).body.decode())
    office.expect(batch, "a table is imported")
    office.pages += [upload, *([batch[0]] if batch else [])]
    waits = office.send("/import", office.say("a table's name", 60, True, of=("<i yj>",)) + ".csv", rows.encode(), "text/csv")
    office.pages += [waits, office.send("/records/photos", office.say("a photo's name", 60, True, of=("<b yj>", "' or 1=1")) + ".png", PNG, "image/png")]
    second = office.send("/import", office.say("a voided table", 60, True, of=("<i yj>",)) + ".csv", f"日期,主题\n2023-04-01,{office.say('a voided cell', one_line=True, of=('<u yj>',))}\n".encode(), "text/csv")
    office.post(second, into="u1", kind="theme_day")
    batch = re.search(r"/import/batches/[0-9a-f-]+", office.people["boss"].get(second).body.decode())
    office.post(batch[0] + "/void", reason=office.say("a batch's reason"))
    office.records += [one["id"] for one in office.api("GET", "/api/v1/records?batch=" + urllib.parse.quote(batch[0].rsplit("/", 1)[1])).json["records"]]
    office.pages.append(batch[0])


def fill_own_kind(office):
    """A kind of the office's own, in force, and a record of it."""
    names = {one: office.say("the office's own kind: " + one, 60, True) for one in ("zh", "en", "source", "f1-zh", "f1-en", "describes_zh", "describes_en")}
    change = office.post("/admin/own/kind", measure="次", flow="simple", keep="10", every="month", times="1", **{**names, "f1-type": "text"})
    office.post(change + "/submit", note=office.say("a change's note"))
    office.pages.append(change)
    page = office.people["leader"].get(change).body.decode()
    digest = re.search(r'name="digest" value="([0-9a-f]+)"', page)
    if office.expect(digest, "a change waits for somebody else"):
        office.post(change + "/decide", who="leader", digest=digest[1], adopt="1", reason="")
    own = [one for one in office.api("GET", "/api/v1/kinds").json["kinds"] if one["id"] not in office.kinds]
    if office.expect(len(own) == 1, f"the own kind is in force: {len(own)}"):
        kind = office.api("GET", own[0]["url"]).json
        values = {field["id"]: office.say("a field of the own kind", one_line=True) for field in kind["fields"] if field["type"] == "text"}
        office.records.append(office.api("POST", "/api/v1/records", {"kind": kind["id"], "happened": "2023-06-07", "values": values}).json["id"])
        office.kinds.append(kind["id"])


def fill_papers(office, scratch):
    word, table = scratch / "总结.docx", scratch / "统计表.xlsx"
    make_docx(word, office.say("a paper's head", one_line=True), "2023年，我局共开展主题党日3次，" + office.say("a paper's text", one_line=True, of=("<b yj>",)) + "，召开党员大会1次。")
    make_xlsx(table)
    for where, file, type_, id_, place in (("/templates", word, WORD, "own-summary", {}), ("/forms", table, SHEET, "own-form", {"cell": "C3", "expr": "count(支委会)"})):
        draft = office.send(where, office.say("a paper's name", 60, True, of=("<b yj>", "' or 1=1 --")) + file.suffix, file.read_bytes(), type_, period="year", of_unit="", of_year="2023")
        if place:
            office.post(draft + "/places", **place)
        office.pages.append(office.post(draft, do="publish", new_id=id_, title=office.say("a paper's title", 60, True)))
        office.pages.append(office.send(where, office.say("a paper's name", 60, True, of=("<i yj>",)) + file.suffix, file.read_bytes(), type_, period="year", of_unit="", of_year="2023"))
    office.pages.append(office.post("/check", pasted="2023年，我局共开展主题党日99次，" + office.say("a draft's text", of=("<b yj>",)) + "，召开党员大会1次。\n" + office.say("a draft's line", one_line=True), **{"for": "2023", "of_unit": "u1"}))
    templates = office.api("GET", "/api/v1/reports/templates").json["templates"]
    made = office.api("POST", "/api/v1/reports", {"template": next(one["id"] for one in templates if one["period"] == "year"), "year": 2023, "day": "2024-01-11"}).json
    own = office.api("POST", "/api/v1/reports", {"template": next(one["id"] for one in templates if "own" in one["id"]), "year": 2023, "day": "2024-01-11"}).json
    address = made["url"]
    office.api("POST", address + "/comments", {"text": office.say("a comment on a report"), "part": "p:2", "quote": office.say("a quoted paragraph", one_line=True)})
    people = office.api("GET", address + "/people").json["people"]
    signer = next(one["account"] for one in people if one["sign"])
    reviewer = next(one["account"] for one in people if one["review"] and one["account"] != signer)
    asked = {"people": [{"account": reviewer, "part": "review", "due": "2030-01-31"}, {"account": signer, "part": "sign"}], "note": office.say("a round's note")}
    office.api("POST", own["url"] + "/rounds", asked)
    office.api("POST", own["url"] + "/withdrawals", {"reason": office.say("a reason to take back")})
    signed = office.post(f"/reports/{made['id']}/signature", who="leader", shown=made["shown"])
    office.expect(signed, "a report is signed")
    office.api("POST", address + "/dispatches", {"to": office.say("a receiver", 60, True), "way": office.say("a way", 60, True), "note": office.say("a dispatch's note")})
    office.api("POST", address + "/answers", {"what": "receipt", "text": office.say("a receipt", 60, True)})
    office.reports = [made["id"], own["id"]]
    office.pages += [f"/reports/{id_}{part}" for id_ in office.reports for part in ("", "/html", "/compare", "/files/docx", "/files/pdf")]


def fill_settings(office):
    office.api("POST", "/api/v1/me/mail", {"address": "boss@example.cn", "digest": True})
    size = office.api("GET", "/api/v1/proof").json["sealed"]
    office.api("POST", "/api/v1/proof/anchors", {"size": size, "kind": "printed", "holder": office.say("who holds a checkpoint", 60, True)}, who="leader")
    office.post("/calendar/feed")


def fill(office, scratch):
    root, people = fill_places(office)
    made = fill_records(office, people)
    fill_said(office, people)
    fill_tables(office)
    fill_own_kind(office)
    fill_papers(office, pathlib.Path(scratch))
    fill_settings(office)
    office.root, office.persons = root, people
    return made
