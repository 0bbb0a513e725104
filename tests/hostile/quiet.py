# SPDX-License-Identifier: Apache-2.0
"""Reading changes nothing (R38): every GET route, with real things in its address, as every role and as nobody, leaves the log, every table
and every file of the office as they were. The one address
that notes something says for its own reader alone that a message was read."""
import hashlib
import re
import sqlite3
import time

from web.matrix import addresses_of, filled, pattern_of

FILES = ("security/", "office.sqlite", "incoming/")  # the security log; the database itself, which is looked into; uploads that time out
SEALING = {"checkpoint", "op_head", "ix_tile", "high-water"}  # the server signs a checkpoint over what is new, in its own time and once
NO_THING = ("/feeds/calendar/{file}", "/inbox/open")


def state_of(office):
    """Digest of each table's rows, whatever their order, and of each file."""
    out = {}
    with sqlite3.connect(f"file:{office.folder / 'office.sqlite'}?mode=ro", uri=True) as link:
        link.text_factory = bytes
        tables = [name.decode() for (name,) in link.execute("select name from sqlite_master where type = 'table'")]
        for name in tables:
            columns = [row[1].decode() for row in link.execute(f'pragma table_info("{name}")')]
            if columns and f"{name}_config" not in tables:  # FTS5 keeps its rows in tables of their own, which are looked at
                rows = sorted(repr(row) for row in link.execute(f"select {', '.join(chr(34) + one + chr(34) for one in columns)} from \"{name}\""))
                out[name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16] + f" ({len(rows)} rows)"
    for file in sorted(office.folder.rglob("*")):
        name = file.relative_to(office.folder).as_posix()
        if file.is_file() and not name.startswith(FILES):
            out[name] = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    return out


def things_of(office):
    """Addresses of things that no page of the crawl names, from the lists of the interface."""
    first = lambda path, name, id_="id": next((one[id_] for one in office.api("GET", path).json[name]), "none")
    record = next(one for one in office.records if office.programs["boss"].ask("GET", f"/api/v1/records/{one}/evidence").json.get("evidence"))
    file = office.api("GET", f"/api/v1/records/{record}/evidence").json["evidence"][0]["url"]
    made = office.api("GET", "/api/v1/exports").json["exports"] or [{"id": office.api("POST", "/api/v1/exports", {"format": "csv"}).json["exports"][0]["id"]}]
    layout, form = first("/api/v1/layouts", "layouts"), first("/api/v1/forms", "forms")
    out = [f"{before}/{one}{after}" for before, one, afters in (
        ("/api/v1/accounts", first("/api/v1/accounts", "accounts"), ("",)), ("/api/v1/imports", first("/api/v1/imports", "imports"), ("",)), ("/api/v1/kinds", "theme_day", ("",)), ("/api/v1/units", "u1", ("",)), ("/api/v1/roster", office.persons[0], ("",)),
        ("/api/v1/handovers", office.persons[0], ("",)), ("/api/v1/layouts", layout, ("", "/file")), ("/api/v1/forms", form, ("/filled?year=2023",)), ("/api/v1/layout-drafts", first("/api/v1/layout-drafts", "drafts"), ("",)), ("/api/v1/packs/carried", "common", ("",)),
        ("/admin/packs/carried", "common", ("",)), ("/api/v1/packs/changes", office.pages and next(one.rsplit("/", 1)[1] for one in office.pages if "/packs/changes/" in one), ("",)), ("/api/v1/erasures", office.erasure, ("", "/proof")), ("/admin/erasures", office.erasure, ("", "/proof")),
        ("/api/v1/exports", made[0]["id"], ("/0",)), ("/export", made[0]["id"], ("/0",))) for after in afters]
    return [*out, file, file.removeprefix("/api/v1")]


def check_quiet(office, routes, size):
    pages = [one for one in routes if not one["pattern"].startswith(("/api/", "/feeds/publications"))]
    starts = ["/", "/?year=2023", "/records?when=all", "/search?q=yj", *office.pages, *(one["pattern"] for one in pages if one["method"] == "GET" and "{" not in one["pattern"] and one["permission"] != "anyone")]
    office.people["boss"].unit = "u1"
    found = filled(addresses_of(office.people["boss"], pages, starts, 4 if size == "long" else 1, office.expect), routes, office.pages + [f"/records/{office.records[0]}", *(f"/api/v1/reports/{one}" for one in office.reports), *(f"/api/v1/records/{one}" for one in office.records[:2])])
    for link in things_of(office):
        pattern = pattern_of(link.partition("?")[0], [one["pattern"] for one in routes if one["method"] == "GET"])
        found.setdefault(("GET", pattern), []).append(link)
    links = sorted({link for (method, _), some in found.items() if method == "GET" for link in some} | {one["pattern"] for one in routes if one["method"] == "GET" and "{" not in one["pattern"]})
    reached = {pattern for (method, pattern) in found if method == "GET"} | {one["pattern"] for one in routes if one["method"] == "GET" and "{" not in one["pattern"]}
    missing = {one["pattern"] for one in routes if one["method"] == "GET"} - reached - set(NO_THING)
    office.expect(not missing, f"every GET route is asked with a real thing: {sorted(missing)}")
    time.sleep(1.2)  # what trails behind the last write: search, and when a session was last seen
    before, asked, sealed = state_of(office), 0, False
    for login, person in (*office.people.items(), ("nobody", None)):
        for link in links:
            if link.startswith("/language"):
                continue
            if link.startswith("/api/"):
                reply = office.programs[login].ask("GET", link) if person else office.server.ask("GET", link)
            else:
                reply = person.get(link) if person else office.server.ask("GET", link)
            asked += 1
            office.expect(reply.status < 500, f"GET {link} as {login}: {reply.status}")
        for method in ("HEAD", "OPTIONS"):
            for link in links[::5]:
                office.server.ask(method, link, cookie=person.cookie if person else "")
        time.sleep(0.3)
        after = state_of(office)
        changed = {name: (before.get(name), after.get(name)) for name in {**before, **after} if before.get(name) != after.get(name)}
        if not sealed and set(changed) == SEALING:
            sealed, changed = True, {}
        office.expect(not changed, f"reading as {login} changes nothing: {changed}")
        before = after
    check_read_mark(office, before)
    return asked


def check_read_mark(office, before):
    item = next((one for one in office.api("GET", "/api/v1/inbox", who="clerk").json["items"] if one["part"] == "mentions" and not one["read"]), None)
    if not office.expect(item, "a clerk was mentioned"):
        return
    opened = office.people["clerk"].get("/inbox/open?comment=" + item["name"].split(":", 1)[1])
    after = state_of(office)
    office.expect(opened.status == 303 and {name for name in {**before, **after} if before.get(name) != after.get(name)} == {"op_inbox_read"}, f"a message opened is marked as read, and nothing else: {opened.status} {[name for name in after if before.get(name) != after[name]]}")
