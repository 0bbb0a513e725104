# SPDX-License-Identifier: Apache-2.0
"""What is asked for: statements of SQL in every parameter change no answer (R6), and the words of a search are matched as they are (R8)."""
import json
import re
import sqlite3
import time
import urllib.parse

from hostile.texts import STATEMENTS

NOTHING = "zzz"  # is the name, the number or the day of nothing
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
PAGES = {"/records": ("kind", "state", "from", "to", "unit", "year", "q", "when", "sort", "page", "after", "batch"), "/figures/show": ("expr", "year", "unit", "at"), "/search": ("q", "unit", "after"), "/calendar": ("year", "unit", "kind"),
         "/admin/audit": ("account", "event", "object", "from", "to", "before"), "/reports": ("year", "unit"), "/reminders": ("unit", "kind"), "/roster": ("unit",), "/admin/retention": ("kind",), "/desk": ("unit", "year"), "/": ("unit", "year"),
         "/records/grid": ("kind", "unit"), "/admin/holidays": ("year",), "/records/new": ("kind", "unit", "line")}
# Patterns that some engine reads as more than text: regular expressions (with those that take for ever), FTS5, tsquery, LIKE, GLOB.
PATTERNS = ("(a+)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a|aa)+$", "(a|a?)+$", "(.*a){25}", "([a-zA-Z]+)*$", "^(a?){30}a{30}$", "(x+x+)+y", "(?:.*)*b", "\\d+\\s*", "[^a]", "[[:alpha:]]", "(?i)x", "(?=a)", "\\1", ".*", ".+", "a{1,999}", "^$", "\\Q..\\E",
            "\"", "\"\"", "\"a", "a*", "*", "^a", "a NEAR b", "NEAR(a b, 2)", "a AND b", "a OR b", "NOT a", "(a", "a)", "()", "topic:a", ":a", "-a", "+a", "{topic}:a", "a \"b\" c", "a + b", "AND", "OR", "NOT", "NEAR",
            "&", "|", "!", "<->", "a & b", "a | b", "!a", "a <-> b", "a <2> b", "a:*", "a:AB", "'a' & 'b'", "''", "'a", "\\'", "%", "_", "%a%", "a_b", "\\%", "\\", "\\\\", "[a-c]", "a?c", "$1", ":1", "?", "@a", "~", "~*", "=~", "^@", "{}", "{0}", "%s", "#", ";", "--", "/*", "<b>", "&amp;",
            "＂", "＊", "（a）", "％", "＿", "　", "a\tb", "ﬁ", "İ", "ß", "é", "🙂")
SLOW = ("(a+)+$ " + "a" * 170 + "!", "*" * 200, "(" * 200, "%" * 199 + "a", "\"" * 199, "a " * 100, "NOT " * 50, "NEAR " * 40, "_" * 200, "&" * 200, "的" * 200, "é" * 200)


def rows_of_tables(office):
    """Rows of each table of an SQLite office."""
    with sqlite3.connect(f"file:{office.folder / 'office.sqlite'}?mode=ro", uri=True) as link:
        names = [row[0] for row in link.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")]
        return {name: link.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names if "_fts" not in name and not re.search(r"search|word", name)}


def counted(office):
    """What the interface counts and lists, without what is said."""
    ask = lambda target: office.api("GET", target).json
    out = {"figures": {one["kind"]: one["value"] for one in ask("/api/v1/figures?year=2023")["counts"] if not one["kind"].startswith("own")}, "entries": ask("/api/v1/proof")["entries"]}
    for path, name in (("/api/v1/units", "units"), ("/api/v1/roster", "persons"), ("/api/v1/accounts", "accounts"), ("/api/v1/views", "views"), ("/api/v1/reports", "reports"), ("/api/v1/imports", "imports"), ("/api/v1/layouts", "layouts"), ("/api/v1/audit", "events")):
        found = ask(path)
        out[name] = len(found[name] if name in found else next(one for one in found.values() if isinstance(one, list)))
    for kind in office.kinds:
        listed, target = [], f"/api/v1/records?kind={urllib.parse.quote(kind)}&limit=200"
        while target:
            reply = office.api("GET", target)
            listed += [one["id"] for one in reply.json["records"]]
            link = re.match(r'<([^>]+)>; rel="next"', reply.header("link"))
            target = link[1] if link else None
        out[f"records of {office.kinds.index(kind)}"] = len(listed)
        office.expect(len(set(listed)) == len(listed), f"no record of {kind} is listed twice")
    out["nearly"] = len(ask("/api/v1/figures/nearly?expr=count(theme_day)&year=2023")["nearly"])
    return out


def check_verified(office, name):
    said = json.loads(office.run("verify", office.folder, "--json"))
    office.expect(said["good"] and not said["findings"] and said["entries"] > 300, f"{name}: verify is clean: {said}")


def shape(reply):
    """What an answer gives, whatever it says about what was asked."""
    text = reply.body.decode(errors="replace")
    if reply.header("content-type").startswith("text/html"):
        text = text.split("<main", 1)[-1].split("</main", 1)[0]
    return reply.status, sorted(set(UUID.findall(text)))


def check_statements(office, description, size):
    """In every parameter of every operation that reads, and of the pages' lists: as if one had asked for nothing that is."""
    said = STATEMENTS[::{"long": 1, "ci": 4}.get(size, 9)]
    before, asked = office.api("GET", "/api/v1/proof").json["entries"], 0
    ask = lambda target: office.programs["boss"].ask("GET", target)
    for path, methods in description["paths"].items():
        if "get" not in methods:
            continue
        wanted = [one for one in methods["get"].get("parameters", []) if one.get("in") == "query"]
        for one in wanted:
            others = "".join(f"&{other['name']}={'count(theme_day)' if other['name'] == 'expr' else 'theme_day' if other['name'] == 'kind' else 'x' if other['name'] == 'q' else '2023'}" for other in wanted if other.get("required") and other is not one)
            target = re.sub(r"\{\w+\}", office.records[0], path) + "?" + others.lstrip("&") + ("&" if others else "") + one["name"] + "="
            plain = shape(ask(target + NOTHING))
            for statement in said:
                if (path, one["name"]) == ("/api/v1/search", "q") or one["name"] == "event" and statement == "":
                    continue
                reply = ask(target + urllib.parse.quote(statement, safe=""))
                asked += 1
                office.expect(shape(reply) == plain or (statement == "-1" and reply.status < 500 and (one["schema"].get("type") == "integer" or one["name"] == "object")), f"GET {target}{statement}: as of nothing that is: {reply.status} {len(shape(reply)[1])} rather than {plain[0]} {len(plain[1])}")
        if "{" in path:
            names = re.findall(r"\{\w+\}", path)
            for statement in said[::2]:
                fill = urllib.parse.quote(statement, safe="")
                reply = ask(re.sub(r"\{\w+\}", lambda found: fill if found[0] == names[0] else "0", path))
                asked += 1
                office.expect(reply.status in (400, 403, 404, 422) and not UUID.search(reply.body.decode(errors="replace")), f"GET {path} of {statement}: {reply.status}")
    boss = office.people["boss"]
    for path, names in PAGES.items():
        for name in names:
            if (path, name) == ("/admin/audit", "before"):
                continue  # every page asked for is an event itself
            plain = shape(boss.get(f"{path}?{name}={NOTHING}"))
            for statement in said[::2]:
                if name in ("q", "line"):
                    continue
                reply = boss.get(f"{path}?{name}={urllib.parse.quote(statement, safe='')}")
                asked += 1
                office.expect(shape(reply) == plain, f"GET {path}?{name}={statement}: as of nothing that is: {reply.status} rather than {plain[0]}, {len(shape(reply)[1])} rather than {len(plain[1])}")
    office.expect(office.api("GET", "/api/v1/proof").json["entries"] == before, "asking writes nothing")
    return asked


# ---- searching ----
def check_patterns(office):
    """A record holding exactly the text is found by it, and by what stands beside it; nothing else is."""
    there = {}
    for number, pattern in enumerate(PATTERNS):
        reply = office.api("POST", "/api/v1/records", {"kind": "branch_study", "state": "held", "happened": "2022-03-04", "values": {"topic": f"〔甲{number}〕{pattern}〔乙{number}〕", "place": f"〔丙{number}〕{pattern}·{pattern}〔丁{number}〕"}})
        there[pattern] = reply.json["id"]
    for _ in range(100):
        if office.api("GET", "/api/v1/search?q=" + urllib.parse.quote(f"〔乙{len(PATTERNS) - 1}〕")).json["found"]:
            break
        time.sleep(0.05)
    for number, pattern in enumerate(PATTERNS):
        exact = found_by(office, f"〔甲{number}〕{pattern}〔乙{number}〕")
        office.expect(exact == [there[pattern]], f"{pattern!r} is found as it is: {len(exact or [])}")
        other = found_by(office, f"〔甲{number}〕{pattern}{pattern}x〔乙{number}〕")
        office.expect(other == [], f"{pattern!r} matches nothing but itself: {len(other or [])}")
        apart = found_by(office, f"〔丙{number}〕{pattern}〔丁{number}〕")
        office.expect(apart == [], f"{pattern!r} is not found by its pieces, which stand apart: {len(apart or [])}")
        wild = found_by(office, f"甲{number}〕{pattern}")
        office.expect(wild is not None and there[pattern] in wild and len(wild) == 1, f"{pattern!r} beside a word is found: {len(wild or [])}")
    for pattern in (*PATTERNS, *SLOW):
        check_quick(office, pattern)


def found_by(office, words):
    reply = office.programs["boss"].ask("GET", "/api/v1/search?limit=50&q=" + urllib.parse.quote(words))
    return [one["record"]["id"] for one in reply.json["found"]] if reply.status == 200 else None


def check_quick(office, pattern):
    boss, said = office.people["boss"], urllib.parse.quote(pattern)
    for target in (f"/search?q={said}", f"/records?when=all&q={said}", f"/api/v1/search?q={said}"):
        took, plain = [], 0.05
        for turn in range(6):  # somebody else may have had the processor: then a plain word takes as long
            time.sleep(turn * 0.01)
            begun = time.monotonic()
            reply = office.programs["boss"].ask("GET", target) if target.startswith("/api/") else boss.get(target)
            took.append(time.monotonic() - begun)
            if min(took) < plain:
                break
            begun = time.monotonic()
            boss.get("/search?q=zzz")
            plain = max(plain, 5 * (time.monotonic() - begun))
        fine = (200, 422) if target.startswith("/api/") and not pattern.strip(" \t　") else (200,)
        office.expect(reply.status in fine, f"{target[:80]} is answered: {reply.status}")
        office.expect(min(took) < plain, f"{target[:80]} is answered within 50 ms, or as soon as a plain word: {min(took) * 1000:.0f} ms, {plain * 1000:.0f} allowed")
