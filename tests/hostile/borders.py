# SPDX-License-Identifier: Apache-2.0
"""Every border of every field over the interface (R21): just inside is taken, just outside is refused with the field named, and nothing is
written. Fields of the same type and the same borders stand for one another, except in the long size."""
import urllib.parse

from hostile.fill import MADE_ELSEWHERE
from web.matrix import PNG

GREATEST = "100000000000"  # of any field (kGreatestAmount)
FAR = "1" * 40
OUTSIDE_TEXT = ("x\u202ey", "x\u200by", "x\ufeffy", "x\u2066y", "x\U000e0041y")  # turn a text round or hide in it
DAYS = (("2024-02-29", True), ("2023-02-29", False), ("2023-02-30", False), ("2023-13-01", False), ("2023-00-01", False), ("2023-04-31", False), ("2023-12-31", True), ("0000-01-01", False), ("10000-01-01", False), ("2023-01", False), ("某日", False),
        ("2023-05-06 至 2023-05-07", False))
TIMES = (("00:00-23:59", True), ("9:00-11:00", True), ("上午", True), ("24:01-25:00", False), ("25:00", False), ("9:60-10:00", False), ("11:00-9:00", False), ("9-", False), ("某时", False))
ADDRESSES = (("https://example.cn/" + "a" * 1981, True), ("https://example.cn/" + "a" * 1982, False), ("http://a", True), ("https://", False), ("ftp://example.cn/", False), ("javascript:alert(1)", False), ("java\tscript:alert(1)", False), ("data:text/html,x", False), ("JaVaScRiPt:alert(1)", False),
             ("vbscript:x", False), ("https://user:word@example.cn/", False), ("https://exa mple.cn/", False), ("https://example.cn/\"onload=", False), ("https://example.cn/<x>", False), ("//example.cn/", False), (" javascript:x", False), ("https://example.cn/\u202ex", False))


def cases_of(field, office):
    """(value, whether it is taken) for a field."""
    type_, least, most = field["type"], field["minimum"], field["maximum"]
    if type_ in ("text", "long_text"):
        longest = field["max_length"] or (20_000 if type_ == "long_text" else 200)
        out = [("a" * longest, True), ("a" * (longest + 1), False), ("字" * longest, True), ("字" * (longest + 1), False), ("🙂" * min(longest, 5000) + "字", longest > 5000), (["a", "b"], None), ("e\u0301" * longest, True)]
        out += [(text, False) for text in OUTSIDE_TEXT] + [("a\0b", None), (7, None), (True, None), ("x" * 100_000, False)]
        return out if longest < 20_000 else [one for one in out if one[0] != "字" * longest]  # 60 KiB: beside the rest of an entry
    if type_ == "number":
        out = [("0", least is None or float(least) <= 0), ("1.0001", None), ("1.00001", False), (GREATEST, most is None), (GREATEST + ".0001", False), ("922337203685477", False), ("922337203685477.5808", False), (FAR, False), ("-" + FAR, False), ("1e5", False), ("abc", False), ("1,2,3", None), ("NaN", False), ("inf", False), ("0x10", False), ("٣", False),
               (True, False), (["1"], None), ("--1", False), ("1 2", False)]
        if least is not None:
            out += [(least, True), (f"{float(least) - 0.0001:.4f}", False), (str(int(float(least)) - 1), False)]
        if most is not None:
            out += [(most, True), (f"{float(most) + 0.0001:.4f}", False), (str(int(float(most)) + 1), False)]
        return out
    if type_ == "money":
        return [("0", True), ("0.01", True), ("0.001", False), ("12.345", False), (GREATEST, True), (GREATEST + ".01", False), ("-" + GREATEST + ".01", False), ("90071992547409.92", False), ("922337203685477.58", False), (FAR, False), ("12美元", False), ("abc", False), ("-0.01", None), (True, False)]
    if type_ == "date":
        return list(DAYS)
    if type_ == "time_range":
        return list(TIMES)
    if type_ == "url":
        return list(ADDRESSES)
    if type_ == "choice":
        return [(one["id"], True) for one in field["choices"]] + [("no such choice", False), ("x" * 1000, False), (True, False), (field["choices"][0]["id"] + "、" + field["choices"][-1]["id"], False)]
    if type_ == "yes_no":
        return [(True, True), (False, True), ("yes", True), ("maybe", False), ("2", False), ("是否", False)]
    if type_ == "person":
        return [(office.persons[0], True), ("nobody at all", False), (office.persons[0] + "、" + office.persons[1], False), ("x" * 1000, False), ("' or 1=1 --", False)]
    if type_ == "persons":
        least, most = int(float(least or 0)), int(float(most)) if most else 12
        out = [(office.persons[:most], True), ([office.persons[0], "nobody at all"], False), (["nobody"] * 2001, False)]
        return out + ([(office.persons[:least - 1], False)] if least > 1 else []) + ([(office.persons[:most + 1], False)] if most < 12 else [])
    if type_ in ("record", "unit", "kind"):
        return [("no such thing", False), ("' or 1=1 --", False), ("00000000-0000-7000-8000-000000000000", False), ("x" * 1000, False)]
    if type_ == "file":
        return [("a name.pdf", False)]
    raise AssertionError(type_)


def base_of(kind, office, made):
    values = {}
    for field in kind["fields"]:
        if not field["required"]:
            continue
        type_ = field["type"]
        values[field["id"]] = {"text": "border", "long_text": "border", "person": office.persons[0], "persons": office.persons[:2], "choice": (field["choices"] or [{"id": ""}])[0]["id"], "record": made.get("account"), "date": "2023-05-06", "number": "3"}[type_]
    return values


def check_borders(office, made, size):
    """Answers how many fields were looked at."""
    seen, looked = set(), 0
    for id_ in office.kinds:
        kind = office.api("GET", f"/api/v1/kinds/{urllib.parse.quote(id_)}").json
        if id_ in MADE_ELSEWHERE or id_.startswith("own"):
            continue
        base = base_of(kind, office, made)
        for field in kind["fields"]:
            key = (field["type"], field["minimum"], field["maximum"], field["max_length"], field["type"] in ("choice", "persons") and field["id"])
            if key in seen and size != "long":
                continue
            seen.add(key)
            looked += 1
            for value, taken in cases_of(field, office):
                check_value(office, id_, kind["states"][0]["id"], base, field, value, taken)
        if size == "long" or looked and len(seen) == 1:
            check_day(office, id_, kind["states"][0]["id"], base)
    return looked


def check_value(office, kind, state, base, about, value, taken):
    field = about["id"]
    values = {name: text for name, text in base.items() if name != field}
    if field in ("exempt", "excused"):
        values.pop("present", None)
    if field == "present":
        values.pop("due", None)
    reply = office.programs["boss"].ask("POST", "/api/v1/records", {"kind": kind, "state": state, "happened": "2021-06-07", "values": {**values, field: value}})
    said = f"{kind}.{field} of {str(value)[:40]!r}"
    if not office.expect(reply.status == (201 if taken else 422) if taken is not None else reply.status in (201, 422), f"{said} is {'taken' if taken else 'refused'}: {reply.status} {reply.body[:300].decode(errors='replace')}"):
        return
    if reply.status == 422:
        errors = reply.json.get("errors") or []
        office.expect(any(one["field"].split("/")[0].endswith(field) or field in one.get("pointer", "") for one in errors) and all(one["detail"] for one in errors), f"{said}: the refusal names the field: {reply.json.get('errors') or reply.json}")
    elif taken and isinstance(value, str) and not about["sealed"]:
        read = office.api("GET", reply.header("location")).json["values"]
        office.expect(field in read, f"{said} is read again")


def check_day(office, kind, state, base):
    for day, taken in (("2023-02-28", True), ("2023-02-30", False), ("x", False), ("9999-99-99", False), ("2023-05-06" * 4, False)):
        reply = office.programs["boss"].ask("POST", "/api/v1/records", {"kind": kind, "state": state, "happened": day, "values": base})
        office.expect(reply.status == (201 if taken else 422), f"{kind} on {day!r}: {reply.status}")
        office.expect(taken or "happened" in reply.body.decode(), f"{kind} on {day!r}: the refusal names the day")


def check_sums(office):
    """The greatest amounts, many times: figures add them up."""
    kind = office.api("GET", "/api/v1/kinds/visit").json
    counts = next(one["id"] for one in kind["states"] if one["counts"])
    for _ in range(120):
        office.api("POST", "/api/v1/records", {"kind": "visit", "state": counts, "happened": "2020-06-07", "values": {**base_of(kind, office, {}), "money": GREATEST}})
    for target in ("/api/v1/figures/value?year=2020&expr=sum(visit.money)", "/api/v1/figures/value?year=2020&expr=avg(visit.money)", "/api/v1/figures?year=2020"):
        reply = office.programs["boss"].ask("GET", target)
        office.expect(reply.status == 200 or "avg" in target, f"{target} of the greatest amounts: {reply.status}")
        office.expect("sum" not in target or reply.json["value"] == str(120 * int(GREATEST)), f"{target} is exact: {reply.json}")
    for page in ("/figures?year=2020", "/?year=2020", "/year?year=2020", "/desk?year=2020", "/figures/show?year=2020&expr=sum(visit.money)"):
        reply = office.people["boss"].get(page)
        office.expect(reply.status == 200, f"{page} with the greatest amounts: {reply.status}")


def check_files(office):
    """A file's border: nothing, a name alone, a name of 200 bytes, more."""
    there = f"/api/v1/records/{office.records[-1]}/evidence?role=&name="
    for name, data, good in (("a.png", b"", (201, 400, 422)), ("a" * 196 + ".png", PNG + b"1", (201,)), ("a" * 400 + ".png", PNG + b"2", (201, 422)), ("字" * 60 + ".png", PNG + b"3", (201, 422)), ("..", PNG + b"4", (201, 422)), ("a/../../b.png", PNG + b"5", (201, 422)), ("a\0b.png", PNG + b"6", (201, 422)),
                            ("photo\u202egnp.exe", PNG + b"7", (201, 422)), ("a\r\nX-Y: z.png", PNG + b"8", (201, 422)), ("CON", PNG + b"9", (201, 422))):
        reply = office.programs["boss"].ask("POST", there + urllib.parse.quote(name, safe=""), data, type_="application/octet-stream")
        office.expect(reply.status in good, f"a file called {name[:30]!r}: {reply.status} {reply.body[:200].decode(errors='replace')}")
    for one in office.api("GET", there.split("?")[0]).json["evidence"]:
        name = one["name"]
        office.expect(name and len(name.encode()) <= 200 and "/" not in name and not any(ord(letter) < 32 or 0x202A <= ord(letter) <= 0x202E for letter in name) and name not in (".", ".."), f"a file is kept under a name that leads nowhere and says what it is: {name[:60]!r}")
        sent = office.programs["boss"].ask("GET", one["url"])
        office.expect(sent.status == 200 and len(sent.all("content-disposition")) == 1 and not sent.header("x-y") and "\u202e" not in urllib.parse.unquote(sent.header("content-disposition")), f"{name[:30]!r} is sent under its name: {sent.header('content-disposition')[:120]}")
