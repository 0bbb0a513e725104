# SPDX-License-Identifier: Apache-2.0
"""Two units with things of every sort in them, made as their people make them, and the addresses that lead to these things: found by
following every link and every form of every page its own people see."""
import html
import re
import urllib.parse

COMMON = "同样的词"  # stands in both units' things, so that a search for it must choose
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360000002000001 e221bc330000000049454e44ae426082".replace(" ", ""))
GOES_OUT = ("/sign-out", "/account/browsers/end", "/account/browsers/end-others", "/account/password", "/language")


def pattern_of(path, patterns):
    """The first row of the table that fits, as the server takes it."""
    segments = path.split("/")
    for pattern in patterns:
        wanted = pattern.split("/")
        if len(wanted) == len(segments) and all((w.startswith("{") and s) or w == s for w, s in zip(wanted, segments)):
            return pattern
    return None


def sent_files(csrf, fields, name, data, type_):
    mark = "youju-test-boundary"
    body = b"".join(f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in {"csrf": csrf, **fields}.items())
    body += f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: {type_}\r\n\r\n'.encode() + data
    return {"body": body + f"\r\n--{mark}--\r\n".encode(), "type_": f"multipart/form-data; boundary={mark}"}


class Person:
    def __init__(self, server, cookie, roles, unit):
        self.server, self.cookie, self.roles, self.unit = server, cookie, roles, unit
        page = server.ask("GET", "/account", cookie=cookie).body.decode()
        self.csrf = page.split('name="csrf" value="', 1)[1].split('"', 1)[0]

    def get(self, address):
        return self.server.ask("GET", address, cookie=self.cookie)

    def post(self, path, **fields):
        return self.server.ask("POST", path, cookie=self.cookie, origin=self.server.origin, fields={"csrf": self.csrf, **fields})

    def send(self, path, name, data, type_, **fields):
        return self.server.ask("POST", path, cookie=self.cookie, origin=self.server.origin, **sent_files(self.csrf, fields, name, data, type_))


def fill_unit(person, mark, expect):
    """Things of every sort in the unit of `person`, each with the mark in what it says."""
    def made(what, reply, good=(200, 201, 303)):
        expect(reply.status in good, f"{mark}: {what} is made: {reply.status}")
        return reply.header("location").split("?")[0].split("#")[0]

    unit = person.unit
    entered = person.post(f"/records/new?unit={unit}", line=f"2023年6月5日 主题党日 {COMMON}{mark}参观 23人", write="1", unit=unit)
    made("a record", entered)
    listed = person.get(f"/records?year=2023&unit={unit}").body.decode()
    record = re.search(r'href="(/records/[0-9a-f-]{36})', listed)
    expect(record and mark in listed, f"{mark}: the record stands in its list")
    record = record[1]
    made("evidence", person.send(record + "/evidence", f"{COMMON}{mark}签到.png", PNG, "image/png", role=""))
    made("a comment", person.post("/comments", about="record", object=record.rsplit("/", 1)[1], said=f"{COMMON}{mark}请核对"))
    report = made("a report", person.post("/reports", template="annual-analysis", for_year="2023", of_unit=unit))
    made("a comment on a report", person.post("/comments", about="report", object=report.rsplit("/", 1)[1], said=f"{COMMON}{mark}此处再看"))
    draft = made("a check", person.post("/check", pasted=f"2023年，{COMMON}{mark}共开展主题党日3次。", **{"for": "2023", "of_unit": unit}))
    table = f"日期,主题,地点\n2023-03-05,{COMMON}{mark}导入,礼堂\n2024.13.5,{mark}坏日期,礼堂\n".encode()
    upload = made("an upload", person.send("/import", f"{mark}主题党日.csv", table, "text/csv"))
    made("an import", person.post(upload, **{"into": unit, "kind": "theme_day"}))
    batch = re.search(r"/import/batches/[0-9a-f-]+", person.get(upload).body.decode())
    expect(batch, f"{mark}: the import is a batch")
    waits = made("another upload", person.send("/import", f"{mark}主题党日二.csv", table, "text/csv"))
    photos = made("a photo", person.send("/records/photos", f"{mark}照片.png", PNG, "image/png"))
    made("a person", person.post("/roster", names=f"张{mark}", **{"in": unit}))
    made("a view", person.post(f"/records/views?kind=theme_day&q={COMMON}&unit={unit}", name=f"{mark}视图", shared=""))
    made("an export", person.post("/export", format="csv", kind="theme_day", when="", of_unit=unit))
    made("a feed", person.post("/calendar/feed"))
    comment = re.search(r'id="c-([^"]+)"', person.get(record).body.decode())
    expect(comment, f"{mark}: the comment stands under the record")
    return [record, report, draft, upload, batch[0], waits, photos, f"/comments/{comment[1]}"]


def addresses_of(person, routes, starts, most, expect):
    """(method, pattern) → addresses of all that the person's own pages link to, or send forms to; at most so many of a pattern."""
    tables = {method: [route["pattern"] for route in routes if route["method"] == method] for method in ("GET", "POST")}
    found, waiting = {}, list(starts)
    seen = set(waiting)
    while waiting:
        address = waiting.pop(0)
        reply = person.get(address)
        expect(reply.status < 500, f"{address} is answered: {reply.status}")
        if reply.status != 200 or not reply.header("content-type").startswith("text/html"):
            continue
        text = reply.body.decode()
        links = [("GET", one) for one in re.findall(r'<a\b[^>]*\bhref="(/[^"#]*)', text)]
        links += [("GET", one) for one in re.findall(r'<(?:img|iframe)\b[^>]*\bsrc="(/[^"#]*)', text)]
        links += [("POST", one) for one in re.findall(r'<(?:form|button)\b[^>]*\b(?:form)?action="(/[^"#]*)', text)]
        for method, link in links:
            link = html.unescape(link)
            path = urllib.parse.unquote(link.partition("?")[0])
            pattern = pattern_of(path, tables[method])
            if pattern is None or path.startswith("/language"):
                continue
            known = found.setdefault((method, pattern), [])
            if link in known or len(known) >= most:
                continue
            known.append(link)
            if method == "GET" and link not in seen:
                seen.add(link)
                waiting.append(link)
    return found


def filled(found, routes, extra):
    """The same with every route that has a thing in its address: what one route is known to lead to fills its neighbours."""
    own, named = {}, {}
    for (method, pattern), links in [*found.items(), *(((method, pattern_of(link, [route["pattern"] for route in routes if route["method"] == method])), [link]) for link in extra for method in ("GET", "POST"))]:
        if pattern is None or "{" not in pattern:
            continue
        for link in links:
            for at, (wanted, segment) in enumerate(zip(pattern.split("/"), link.partition("?")[0].split("/"))):
                if wanted.startswith("{"):
                    own.setdefault("/".join(pattern.split("/")[:at + 1]), []).append(segment)
                    named.setdefault(wanted, []).append(segment)
    out = {key: list(links) for key, links in found.items()}
    whole = {"{form}": ["docx"], "{no}": ["1"], "{n}": ["0"], "{digest}": ["0" * 64], "{what}": ["kind"]}
    for route in routes:
        segments = route["pattern"].split("/")
        paths = [[]]
        for at, wanted in enumerate(segments):
            values = [wanted]
            if wanted.startswith("{"):
                values = own.get("/".join(segments[:at + 1])) or whole.get(wanted) or (named.get(wanted) if wanted != "{id}" else None) or []
            paths = [path + [value] for path in paths for value in list(dict.fromkeys(values))[:2]]
        known = out.setdefault((route["method"], route["pattern"]), [])
        known += [one for one in ("/".join(path) for path in paths) if one not in known and one not in {link.partition("?")[0] for link in known}]
        if not known:
            del out[(route["method"], route["pattern"])]
    return out
