# SPDX-License-Identifier: Apache-2.0
"""The way of a report, forms, renewing, figures talked about, views, lead times and health over the interface for programs."""
import subprocess
import sys
import urllib.parse

FORM_CELLS = ["B3=required(支委会)", "C3=count(支委会)", "统计表!B4=required(主题党日)", "C4=count(主题党日)"]


def add_form(program, folder, scratch, root):
    """The superior's form, in force before the server starts."""
    file = scratch / "form.xlsx"
    subprocess.run([sys.executable, root / "tests/paper_files.py", "xlsx", file], check=True, capture_output=True)
    words = [word for cell in FORM_CELLS for word in ("--cell", cell)]
    subprocess.run([program, "form", "add", folder, file, "--id", "quarter", "--period", "quarter", "--title", "季度统计表", *words], check=True, capture_output=True)


def check_way(expect, server, clerk, leader, cookie):
    templates = clerk.ask("GET", "/api/v1/reports/templates").json["templates"]
    made = clerk.ask("POST", "/api/v1/reports", {"template": next(one["id"] for one in templates if one["period"] == "year"), "year": 2023, "day": "2024-01-11"}, 201).json
    address = made["url"]
    way = clerk.ask("GET", address + "/way").json
    expect(way["state"] == "none" and way["holder"] is None, f"nobody has a report that was not sent round: {way}")
    clerk.ask("POST", address + "/dispatches", {"to": "市委老干部局"}, 409)  # nobody signed it
    page = server.ask("GET", "/reports/" + made["id"], cookie=cookie).body.decode()
    token = page.split('name="csrf" value="', 1)[1].split('"', 1)[0]
    signed = server.ask("POST", f"/reports/{made['id']}/signature", cookie=cookie, origin=server.origin, fields={"csrf": token, "shown": made["shown"]})
    expect(signed.status == 303, f"the leader signs at the screen: {signed.status}")
    leader.ask("POST", address + "/dispatches", {"to": "市委老干部局"}, 403)
    sent = clerk.ask("POST", address + "/dispatches", {"to": "市委老干部局", "way": "机要"}, 201).json
    expect(sent["state"] == "sent" and sent["marks"][-1]["to"] == "市委老干部局" and sent["marks"][-1]["day"], f"the dispatch is noted: {sent['marks'][-1]}")
    clerk.ask("POST", address + "/answers", {"what": "praise", "text": "x"}, 422)
    clerk.ask("POST", address + "/answers", {"what": "receipt", "text": "x", "day": "2024-01-15"}, 422)  # before it was sent
    answered = clerk.ask("POST", address + "/answers", {"what": "receipt", "text": "收文〔2024〕7号"}, 201).json
    expect(answered["state"] == "received", f"the receipt is noted: {answered['state']}")
    return address


def check_forms(expect, clerk):
    forms = clerk.ask("GET", "/api/v1/forms").json["forms"]
    expect([(one["id"], one["cells"]) for one in forms] == [("quarter", 4)], f"the superior's form is listed: {forms}")
    filled = clerk.ask("GET", "/api/v1/forms/quarter/filled?year=2023&quarter=1")
    expect(filled.body[:2] == b"PK", "a form is filled")
    clerk.ask("GET", "/api/v1/forms/quarter/filled?quarter=1", status=422)
    clerk.ask("GET", "/api/v1/forms/nothing/filled?year=2023", status=404)


def check_talk(expect, clerk, leader):
    figure = clerk.ask("GET", "/api/v1/figures/value?year=2023&expr=" + urllib.parse.quote("count(主题党日)")).json["expr"]
    there = "/api/v1/figures/comments?expr=" + urllib.parse.quote(figure)
    said = clerk.ask("POST", there, {"text": "@leader 这个数对吗"}, 201).json
    expect(len(said["told"]) == 1, f"whoever is named is told: {said}")
    expect([one["id"] for one in leader.ask("GET", there).json["comments"]] == [said["id"]], "what is said about a figure stands under it")
    clerk.ask("POST", "/api/v1/figures/comments?expr=" + urllib.parse.quote("count(主题党日)"), {"text": "x"}, 422)


def check_settings(expect, clerk, leader, boss):
    kept = clerk.ask("POST", "/api/v1/views", {"name": "党日", "kind": "theme_day", "from": "2023-01-01"}, 201).json["views"]
    expect(kept[0]["query"] == "kind=theme_day&from=2023-01-01" and kept[0]["own"], f"a view is kept: {kept}")
    expect(len(clerk.ask("GET", "/api/v1/views").json["views"]) == 1, "and listed")
    clerk.ask("POST", "/api/v1/views", {"name": ""}, 422)
    clerk.ask("DELETE", "/api/v1/views/" + kept[0]["id"], status=204)
    expect(not clerk.ask("GET", "/api/v1/views").json["views"], "and dropped")
    clerk.ask("POST", "/api/v1/reminders", {"days": 5}, 403)
    leads = leader.ask("POST", "/api/v1/reminders", {"kind": "theme_day", "days": 5}).json
    expect(next(one["days"] for one in leads["kinds"] if one["kind"] == "theme_day") == 5 and leads["all"] is None, f"a lead time is set: {leads}")
    leader.ask("POST", "/api/v1/reminders", {"kind": "theme_day", "days": 61}, 422)
    expect(leader.ask("POST", "/api/v1/reminders", {"kind": "theme_day", "days": None}).json == clerk.ask("GET", "/api/v1/reminders").json, "and given back to the rules")
    clerk.ask("GET", "/api/v1/health", status=403)
    health = boss.ask("GET", "/api/v1/health").json
    expect(health["log_size"] > 10 and health["disks"][0]["total"] > 0, f"health is told: {health}")


def check_papers(expect, server, clerk, leader, boss, cookie, docx):
    address = check_way(expect, server, clerk, leader, cookie)
    check_forms(expect, clerk)
    check_talk(expect, clerk, leader)
    check_settings(expect, clerk, leader, boss)
    word = clerk.ask("GET", address + "/files/docx").body
    renewed = clerk.ask("POST", "/api/v1/check/renewed?for=2024", word, type_=docx)
    expect(renewed.body[:2] == b"PK" and renewed.body != word, "last year's report comes back as this year's draft")
    clerk.ask("POST", "/api/v1/check/renewed", word, 422, type_=docx)
