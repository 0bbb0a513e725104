# SPDX-License-Identifier: Apache-2.0
"""Reports sent round and what became of them, statements, many records at once, the office's own documents: over the interface for programs."""
import json
import subprocess
import sys
import time
import urllib.parse

REASON = {"reason": "第二段的数字请再核对"}


def add_people(program, folder):
    """Somebody who reviews; gives their one-time code."""
    done = subprocess.run([program, "user", "add", folder, "reviewer", "赵敏", "--role", "reviewer", "--json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["code"]


def make_report(clerk, year=2023, day="2024-01-12"):
    templates = clerk.ask("GET", "/api/v1/reports/templates").json["templates"]
    return clerk.ask("POST", "/api/v1/reports", {"template": next(one["id"] for one in templates if one["period"] == "year"), "year": year, "day": day}, 201).json


def at_screen(server, cookie, page, target, **fields):
    token = server.ask("GET", page, cookie=cookie).body.decode().split('name="csrf" value="', 1)[1].split('"', 1)[0]
    return server.ask("POST", target, cookie=cookie, origin=server.origin, fields={"csrf": token, **fields})


def check_rounds(expect, clerk, reviewer, leader):
    made = make_report(clerk)
    address = made["url"]
    people = {one["name"]: one for one in clerk.ask("GET", address + "/people").json["people"]}
    expect(people["赵敏"]["review"] and not people["赵敏"]["sign"], f"who may be asked to review is told: {people}")
    signer = next(one["account"] for one in people.values() if one["sign"])
    leader.ask("GET", address + "/people", status=403)  # who sends nothing round need not know
    asked = {"people": [{"account": people["赵敏"]["account"], "part": "review", "due": "2030-01-31"}, {"account": signer, "part": "sign"}], "note": "请审核"}
    reviewer.ask("POST", address + "/rounds", asked, 403)
    clerk.ask("POST", address + "/rounds", {"people": [{"account": "nobody", "part": "review"}]}, 422)
    way = clerk.ask("POST", address + "/rounds", asked, 201).json
    expect(way["state"] == "review" and way["holder"] == people["赵敏"]["account"] and way["due"] == "2030-01-31", f"a report is sent round: {way}")
    row = next(one for one in reviewer.ask("GET", "/api/v1/rounds").json["rounds"] if one["report"] == made["id"])
    expect(row["mine"] and row["state"] == "review", f"whoever has it finds it: {row}")
    clerk.ask("POST", address + "/returns", {"shown": made["shown"], **REASON}, 403)
    reviewer.ask("POST", address + "/returns", {"shown": made["shown"], "reason": ""}, 422)
    reviewer.ask("POST", address + "/returns", {"shown": "0" * 64, **REASON}, 409)
    back = reviewer.ask("POST", address + "/returns", {"shown": made["shown"], **REASON}, 201).json
    expect(back["state"] == "returned" and back["marks"][-1]["text"] == REASON["reason"], f"a report comes back with the reason: {back['marks'][-1]}")
    clerk.ask("POST", address + "/rounds", asked, 201)
    taken = clerk.ask("POST", address + "/withdrawals", {"reason": "还要补一张表"}, 201).json
    expect(taken["state"] == "taken_back", f"a report is taken back: {taken['state']}")
    reviewer.ask("POST", address + "/withdrawals", {"reason": "x"}, 403)
    return made


def check_revisions(expect, clerk, docx):
    made = make_report(clerk, day="2024-01-13")
    changes = clerk.ask("GET", made["url"] + "/changes").json
    expect(changes["since"] == "before" and not changes["other_template"], f"a report is held against the one before it: {changes['since']}")
    earlier = make_report(clerk, year=2022, day="2023-01-13")
    compared = clerk.ask("GET", made["url"] + "/comparison").json
    expect(compared["before"] == earlier["id"] and any(one["difference"] for one in compared["figures"]), f"and against last year's: {compared['before']}")
    clerk.ask("GET", made["url"] + "/comparison?with=nothing", status=404)
    word = clerk.ask("GET", made["url"] + "/files/docx").body
    clerk.ask("POST", made["url"] + "/edited", b"no document", 422, type_=docx)
    taken = clerk.ask("POST", made["url"] + "/edited", word, 201, type_=docx).json
    expect(taken["found"] > 0 and not taken["changed"] and not taken["missing"], f"an edited DOCX comes back with its figures: {taken}")
    expect(clerk.ask("GET", taken["url"]).json["adopted"], "and is what will be signed")


def check_after_signing(expect, server, clerk, leader, publisher, cookie, png):
    made = make_report(clerk, day="2024-01-14")
    address = made["url"]
    clerk.ask("GET", address + "/notices/1/docx", status=404)
    expect(at_screen(server, cookie, "/reports/" + made["id"], f"/reports/{made['id']}/signature", shown=made["shown"]).status == 303, "the leader signs at the screen")
    clerk.ask("POST", address + "/dispatches", {"to": "市委老干部局"}, 201)
    told = urllib.parse.urlencode({"what": "receipt", "text": "收文〔2024〕8号"})
    clerk.ask("POST", address + "/answers/scanned?" + told, b"", 400, type_="application/octet-stream")
    way = clerk.ask("POST", address + "/answers/scanned?" + told, png, 201, type_="application/octet-stream").json
    files = way["marks"][-1]["files"]
    expect(way["state"] == "received" and len(files) == 1, f"the receipt is noted with its scan: {way['marks'][-1]}")
    expect(clerk.ask("GET", files[0]["url"]).body == png, "the scan comes back byte for byte")
    clerk.ask("GET", address + "/way/" + "0" * 64, status=404)
    clerk.ask("POST", "/api/v1/records", {"kind": "theme_day", "state": "held", "happened": "2023-12-20", "values": {"topic": "补登的主题党日"}}, 201)
    expect(at_screen(server, cookie, "/reports/" + made["id"], f"/reports/{made['id']}/notices").status == 303, "what drifted is corrected at the screen")
    for form in ("docx", "pdf", "html"):
        expect(len(clerk.ask("GET", f"{address}/notices/1/{form}").body) > 500, f"the correction notice as {form}")
    clerk.ask("GET", address + "/public", status=403)
    expect(leader.ask("GET", address + "/public").json["level"] == "nothing", "nobody sees a report before it is shown")
    leader.ask("POST", address + "/public", {"level": "values"}, 403)  # without the scope of what leaves
    expect(publisher.ask("POST", address + "/public", {"level": "values"}).json["level"] == "values", "its values may be shown")
    publisher.ask("POST", address + "/public", {"level": "everything"}, 422)


def check_statements(expect, clerk, leader):
    gap = {"kind": "支委会", "period": "2023-06", "reason": "支委外出学习"}
    made = clerk.ask("POST", "/api/v1/calendar/explanations", gap, 201, Idempotency_Key="gap")
    expect(clerk.ask("POST", "/api/v1/calendar/explanations", gap, 201, Idempotency_Key="gap").body == made.body, "a gap is explained once")
    clerk.ask("POST", "/api/v1/calendar/explanations", {**gap, "rule": "weekly"}, 422)
    clerk.ask("POST", "/api/v1/calendar/explanations", {**gap, "period": "某天"}, 422)
    exempt = clerk.ask("POST", "/api/v1/calendar/explanations", {**gap, "period": "2023-07", "basis": "市委办公室2023年7月通知"}, 201).json
    expect(exempt["state"] != made.json["state"], f"an exemption waits for the leader: {exempt['state']}")
    zero = clerk.ask("POST", "/api/v1/calendar/zero-statements", {"kind": "案件事故登记", "period": "2023-Q2"}, 201).json
    steps = {one["id"]: one for one in leader.ask("GET", zero["url"] + "/steps").json["steps"]}
    expect(any(one["needs_person"] for one in steps.values()), f"that nothing happened waits for a person: {steps}")
    clerk.ask("POST", "/api/v1/calendar/zero-statements", {"kind": "主题党日", "period": "2023-Q3"}, 422)
    phrase = clerk.ask("POST", "/api/v1/check/phrases", {"phrase": "支部活动日", "kind": "主题党日", "reason": "本局的叫法"}, 201).json
    steps = {one["id"]: one for one in leader.ask("GET", phrase["url"] + "/steps").json["steps"]}
    expect(any(one["needs_person"] for one in steps.values()), "a phrase waits for another person")
    clerk.ask("POST", "/api/v1/check/phrases", {"phrase": "支部活动日", "kind": "没有这一类"}, 422)
    check_reading(expect, clerk, leader)
    corrected = clerk.ask("POST", "/api/v1/check/corrected?claims=all", {"text": "2023年召开支委会99次。", "period": "2023"})
    expect("99" not in corrected.body.decode() and "支委会" in corrected.body.decode(), f"a wrong number is set right: {corrected.body.decode()}")
    clerk.ask("POST", "/api/v1/check/corrected?claims=7", {"text": "2023年召开支委会99次。", "period": "2023"}, 422)


def check_reading(expect, clerk, leader):
    """A reading confirmed for one report holds for its later editions, and for no other."""
    draft = "2023年走访慰问情况\n\n共走访慰问12人次。\n".encode()
    ask = "/api/v1/check/readings?name=report.txt&period=2023&claim="
    kept = clerk.ask("POST", ask + "1&expression=" + urllib.parse.quote("count(主题党日)"), draft, 201, type_="text/plain").json
    record = clerk.ask("GET", kept["url"]).json
    expect(record["values"]["expression"].startswith("count(") and record["values"]["report"], f"a reading is kept as a record: {record['values']}")
    def bound(text):
        return clerk.ask("POST", "/api/v1/check", text.encode(), type_="text/plain").json["claims"][0]["binding"].get("confirmed", False)
    expect(bound("2024年走访慰问情况\n\n共走访慰问15人次。\n"), "the next edition is read as confirmed")
    expect(not bound("2024年志愿服务情况\n\n共走访慰问15人次。\n"), "another report is not")
    clerk.ask("POST", ask + "9", draft, 422, type_="text/plain")
    clerk.ask("POST", ask + "1&expression=" + urllib.parse.quote("count(没有这一类)"), draft, 422, type_="text/plain")
    clerk.ask("POST", "/api/v1/check/readings?claim=1&name=" + urllib.parse.quote("../x.txt"), draft, 422, type_="text/plain")
    leader.ask("POST", ask + "1", draft, 403, type_="text/plain")


def check_many(expect, clerk, leader, importer):
    rows = [{"happened": "2023-10-05", "topic": "重阳节慰问", "headcount": "12"}, {"happened": "2023-10-06", "topic": "读书会", "headcount": "很多"}]
    table = {"kind": "theme_day", "year": 2023, "rows": rows}
    clerk.ask("POST", "/api/v1/records/grid", table, 403)
    tried = importer.ask("POST", "/api/v1/records/grid", {**table, "dry_run": True}).json
    expect([one["good"] for one in tried["rows"]] == [True, False] and tried["batch"] is None, f"each row is told before it is written: {tried}")
    refused = importer.ask("POST", "/api/v1/records/grid", table, 422).json
    expect(any(one["pointer"] == "#/rows/1/headcount" for one in refused["errors"]), f"and what is wrong with one: {refused['errors']}")
    importer.ask("POST", "/api/v1/records/grid", {**table, "rows": [{"mood": "good"}]}, 422)
    rows[1]["headcount"] = "8"
    made = importer.ask("POST", "/api/v1/records/grid", table, 201, Idempotency_Key="grid").json
    again = importer.ask("POST", "/api/v1/records/grid", table, 201, Idempotency_Key="grid").json
    expect(made["batch"] == again["batch"] and made["good"] == 2, f"the rows are written once, as one batch: {made}")
    listed = clerk.ask("GET", "/api/v1/records?batch=" + urllib.parse.quote(made["batch"])).json["records"]
    change = {"kind": "theme_day", "field": "headcount", "value": "20", "records": [{"id": one["id"], "version": one["version"]} for one in listed]}
    looked = clerk.ask("POST", "/api/v1/records/many", {**change, "dry_run": True}).json
    expect(len(looked["records"]) == 2 and all(one["changes"] for one in looked["records"]) and looked["changed"] is None, f"what a change would do is told: {looked}")
    done = clerk.ask("POST", "/api/v1/records/many", change, Idempotency_Key="many")
    expect(done.json["changed"] == 2 and clerk.ask("POST", "/api/v1/records/many", change, Idempotency_Key="many").body == done.body, "and done once")
    clerk.ask("POST", "/api/v1/records/many", {**change, "value": "30"}, 422)  # they moved on
    clerk.ask("POST", "/api/v1/records/many", {**change, "kind": "feedback"}, 403)
    step = {"kind": "theme_day", "step": "void", "records": [one["id"] for one in listed]}
    expect(all(one["why_not"] for one in clerk.ask("POST", "/api/v1/records/steps", {**step, "dry_run": True}).json["records"]), "a clerk may not void them")
    leader.ask("POST", "/api/v1/records/steps", step, 422)  # without a reason
    gone = leader.ask("POST", "/api/v1/records/steps", {**step, "reason": "试登"}).json["records"]
    expect([one["state"] for one in gone] == ["void", "void"], f"one step for many: {gone}")
    leader.ask("POST", "/api/v1/records/steps", {"kind": "publication", "step": "approve", "records": []}, 403)


def check_files(expect, clerk, importer, exporter):
    clerk.ask("POST", "/api/v1/exports", {"format": "csv"}, 403)  # without the scope of what leaves
    exporter.ask("POST", "/api/v1/exports", {"format": "odt"}, 422)
    exporter.ask("POST", "/api/v1/exports", {"format": "csv", "kind": "theme_day", "year": 2023}, 202)
    for _ in range(300):
        made = exporter.ask("GET", "/api/v1/exports").json["exports"][0]
        if made["done"]:
            break
        time.sleep(0.1)
    table = exporter.ask("GET", made["files"][0]["url"]).body.decode()
    expect("重温入党誓词" in table and made["records"] >= 2, f"records go out as a file: {made}")
    exporter.ask("GET", f"/api/v1/exports/{made['id']}/7", status=404)
    upload = importer.ask("POST", "/api/v1/imports?name=m.csv", "活动时间,活动主题,来的人\n2023-08-09,参观展览,20\n".encode(), 201, type_="application/octet-stream").json
    asked = upload["url"] + "?kind=theme_day&year=2023"
    sheet = importer.ask("GET", asked).json["files"][0]["sheets"][0]
    expect(sheet["columns"][2]["field"] is None, f"a column that is not understood is told: {sheet['columns']}")
    said = {"file": upload["files"][0], "sheet": sheet["sheet"], "column": sheet["columns"][2]["column"]}
    importer.ask("POST", upload["url"] + "/columns", {"kind": "theme_day", "columns": [{**said, "field": "mood"}]}, 422)
    importer.ask("POST", upload["url"] + "/columns", {"kind": "theme_day", "columns": [{**said, "field": "headcount"}]}, 204)
    expect(importer.ask("GET", asked).json["files"][0]["sheets"][0]["columns"][2]["field"] == "headcount", "and said once what it is")
    importer.ask("DELETE", upload["url"], status=204)


def bind_document(expect, clerk, scratch, root, docx):
    file = scratch / "own.docx"
    subprocess.run([sys.executable, root / "tests/paper_files.py", "docx", file, "2023年度党建工作总结", "2023年召开支委会1次。", "参加人员若干。"], check=True, capture_output=True)
    clerk.ask("POST", "/api/v1/layout-drafts?form=docx", b"x", 422, type_="application/octet-stream")  # without its name
    draft = clerk.ask("POST", "/api/v1/layout-drafts?form=docx&year=2023&name=" + urllib.parse.quote("总结.docx"), file.read_bytes(), 201, type_="application/octet-stream").json
    address = draft["url"]
    expect(any(one["url"] == address for one in clerk.ask("GET", "/api/v1/layout-drafts").json["drafts"]), "a document being bound is listed")
    bound = clerk.ask("PATCH", address, {"places": [{"place": one["place"], "what": "count(支委会; {year})"} for one in draft["places"] if one["text"] == "1"]}).json
    place = next(one for one in bound["places"] if one["text"] == "1")
    expect(place["what"] and place["value"] == "1", f"a place holds a figure: {place}")
    clerk.ask("PATCH", address, {"places": [{"place": place["place"], "what": "count(nothing"}]}, 422)
    clerk.ask("PATCH", address, {"places": [{"place": 99, "what": ""}]}, 422)
    before = len(bound["places"])
    added = clerk.ask("POST", address + "/places", {"text": "参加人员〔若干〕", "what": "count(支委会; {year})"}).json
    expect(len(added["places"]) == before + 1, "a place is added by its words")
    fresh = next(one["place"] for one in added["places"] if one["text"] == "若干")
    expect(len(clerk.ask("DELETE", f"{address}/places/{fresh}").json["places"]) == before, "and dropped")
    clerk.ask("DELETE", f"{address}/places/99", status=404)
    clerk.ask("POST", address + "/publication", {"id": "X"}, 422)
    layout = clerk.ask("POST", address + "/publication", {"id": "own-summary", "title": "党建工作总结"}, 201).json
    clerk.ask("GET", address, status=404)
    return layout


def check_layouts(expect, clerk, leader, scratch, root, docx):
    layout = bind_document(expect, clerk, scratch, root, docx)
    read = clerk.ask("GET", layout["url"] + "?year=2023").json
    expect(read["title"] == "党建工作总结" and [one["name"] for one in read["versions"]] == ["own-summary@1"], f"it is in force: {read['versions']}")
    expect(leader.ask("GET", layout["url"] + "/file").body == (scratch / "own.docx").read_bytes(), "its file comes back byte for byte")
    expect(any(one["id"] == "own-summary" for one in clerk.ask("GET", "/api/v1/reports/templates").json["templates"]), "it is offered for reports")
    made = clerk.ask("POST", "/api/v1/reports", {"template": "own-summary", "year": 2023, "revisions": True}, 201).json
    expect(made["title"], "a report is made from it")
    draft = clerk.ask("POST", layout["url"] + "/drafts", status=201).json
    expect(draft["base"] == "own-summary", f"a draft begins from it: {draft['base']}")
    clerk.ask("DELETE", draft["url"], status=204)
    clerk.ask("DELETE", layout["url"], status=204)
    names = [one["id"] for one in clerk.ask("GET", "/api/v1/layouts?form=docx").json["layouts"]]
    expect("own-summary" not in names, "withdrawn, it is no longer listed")
    forms = clerk.ask("GET", "/api/v1/layouts?form=xlsx").json["layouts"]
    expect([one["id"] for one in forms] == ["quarter"], f"the superior's form is one of them: {forms}")
    form = clerk.ask("GET", "/api/v1/layouts/quarter/file").body
    sheet = clerk.ask("POST", "/api/v1/layout-drafts?form=xlsx&period=quarter&name=form.xlsx", form, 201, type_="application/octet-stream").json
    pointed = clerk.ask("POST", sheet["url"] + "/places", {"sheet": "统计表", "cell": "C4", "what": "count(主题党日)"}).json
    expect(any(one["cell"] == "统计表!C4" and one["what"] for one in pointed["places"]), f"a cell is pointed at a figure: {pointed['places']}")
    clerk.ask("DELETE", sheet["url"], status=204)
    clerk.ask("GET", "/api/v1/layouts/nothing", status=404)


def check_ways(expect, server, programs, cookies, scratch, root, docx, png):
    clerk, reviewer, leader = programs["clerk"], programs["reviewer"], programs["leader"]
    check_rounds(expect, clerk, reviewer, leader)
    check_revisions(expect, clerk, docx)
    check_after_signing(expect, server, clerk, leader, programs["publisher"], cookies["leader"], png)
    check_statements(expect, clerk, leader)
    check_many(expect, clerk, leader, programs["importer"])
    check_files(expect, clerk, programs["importer"], programs["exporter"])
    check_layouts(expect, clerk, leader, scratch, root, docx)
