# SPDX-License-Identifier: Apache-2.0
"""Administration over the interface for programs: units, the roster, accounts, posts that change hands, packs, retention, back-ups, the
security log, mail, anchors. Whatever a second person decides is asked for here and refused when a token would decide it."""
import time

PASSPHRASE = "a long enough passphrase"


def check_units(expect, boss, clerk, manager):
    root = clerk.ask("GET", "/api/v1/units").json["units"][0]["id"]
    boss.ask("POST", "/api/v1/units", {"parent": root, "name": "第九支部"}, 403)  # without the scope
    clerk.ask("GET", "/api/v1/units/" + root, status=403)
    made = manager.ask("POST", "/api/v1/units", {"parent": root, "name": "第九支部"}, 201).json
    manager.ask("POST", "/api/v1/units", {"parent": root, "name": "第九支部"}, 409)
    changes = made["url"] + "/changes"
    renamed = manager.ask("POST", changes, {"what": "rename", "name": "第九党支部"}).json
    expect(renamed["unit"]["name"] == "第九党支部" and len(renamed["unit"]["past"]) == 2, f"a unit has another name, and its past: {renamed['unit']}")
    effect = manager.ask("POST", changes, {"what": "close", "last_day": "2024-12-31", "dry_run": True}).json
    expect(effect["unit"] is None and effect["effect"]["on_roster"] == 0, f"what closing would do is told: {effect}")
    closed = manager.ask("POST", changes, {"what": "close", "last_day": "2024-12-31"}).json
    expect(closed["unit"]["closed"] == "2024-12-31", "a unit is closed")
    manager.ask("POST", changes, {"what": "reopen"})
    manager.ask("POST", changes, {"what": "move", "parent": made["id"]}, 409)
    expect(manager.ask("GET", made["url"]).json["closed"] is None, "and opened again")
    return root


def check_roster(expect, clerk, manager, reader):
    added = clerk.ask("POST", "/api/v1/roster", {"persons": [{"name": "钱一"}, {"name": "孙二", "from": "2020-01-01"}]}, 201).json["persons"]
    clerk.ask("POST", "/api/v1/roster", {"persons": []}, 422)
    reader.ask("POST", "/api/v1/roster", {"persons": [{"name": "李三"}]}, 403)
    there = "/api/v1/roster/" + added[0]["id"]
    expect(clerk.ask("GET", there).json["name"] == "钱一", "a person of the roster")
    changed = clerk.ask("PATCH", there, {"name": "钱一凡", "to": "2099-12-31"}).json
    expect(changed["name"] == "钱一凡" and changed["to"] == "2099-12-31", f"has another name and an end: {changed}")
    clerk.ask("PATCH", there, {"from": "2100-01-01"}, 422)
    clerk.ask("GET", "/api/v1/roster/nobody", status=404)
    return [one["id"] for one in added]


def check_accounts(expect, boss, clerk, manager, root):
    roles = {one["id"]: one for one in clerk.ask("GET", "/api/v1/roles").json["roles"]}
    expect(roles["leader"]["needs_person"] and not roles["clerk"]["needs_person"], f"roles that decide want a person: {roles}")
    new = {"login": "fresh", "name": "新来的", "unit": root, "roles": ["clerk"]}
    boss.ask("POST", "/api/v1/accounts", new, 403)
    refused = manager.ask("POST", "/api/v1/accounts", {**new, "roles": ["clerk", "leader"]}, 403).json
    expect(refused["code"] == "api.needs_person", "a token makes nobody who signs")
    made = manager.ask("POST", "/api/v1/accounts", new, 201).json
    expect(made["code"] and [one["role"] for one in made["roles"]] == ["clerk"], f"an account is made with its code: {made['roles']}")
    manager.ask("POST", "/api/v1/accounts", new, 409)
    account = made["url"]
    expect(manager.ask("POST", account + "/roles", {"role": "leader", "unit": root}, 403).json["code"] == "api.needs_person", "nor gives the right to sign")
    given = manager.ask("POST", account + "/roles", {"role": "inspector", "unit": root}).json
    expect({one["role"] for one in given["roles"]} == {"clerk", "inspector"}, f"a role is given: {given['roles']}")
    manager.ask("POST", account + "/withdrawals", {"role": "inspector", "unit": root}, 204)
    own = manager.ask("GET", "/api/v1/me").json["account"]
    manager.ask("POST", f"/api/v1/accounts/{own}/roles", {"role": "inspector", "unit": root}, 403)  # nobody changes their own
    expect("code" not in manager.ask("GET", account).json, "the code is told once")
    manager.ask("POST", account + "/disabling", {}, 204)
    expect(manager.ask("GET", account).json["disabled"], "an account is disabled")
    manager.ask("GET", "/api/v1/accounts/nobody", status=404)


def check_hands(expect, clerk, leader_manages, manager, people, root):
    held = manager.ask("GET", "/api/v1/handovers/" + people[0]).json
    expect(held["to_hand_over"] == 0 and held["sheets"] == [], f"what a person holds: {held}")
    manager.ask("GET", "/api/v1/handovers?within=366")
    clerk.ask("GET", "/api/v1/handovers", status=403)
    sheet = manager.ask("POST", "/api/v1/handovers/" + people[0], {"to": people[1], "post": "支部书记", "day": "2024-06-30"}, 201).json
    expect([one["record"] for one in manager.ask("GET", "/api/v1/handovers/" + people[0]).json["sheets"]] == [sheet["id"]], "the sheet is there")
    manager.ask("POST", f"/api/v1/handovers/{people[0]}/carrying-out", {"sheet": sheet["id"]}, 409)  # nobody signed it
    days = {"unit": root, "from": "2030-01-01", "to": "2030-01-10"}
    expect(leader_manages.ask("POST", "/api/v1/delegations", {"login": "clerk", "role": "leader", **days}, 403).json["code"] == "api.needs_person", "no token hands on the right to sign")
    given = manager.ask("POST", "/api/v1/delegations", {"login": "leader", "role": "clerk", **days}, 201).json["given"]
    expect([one["role"] for one in given] == ["clerk"], f"a role is handed on: {given}")
    received = leader_manages.ask("GET", "/api/v1/delegations").json["received"]
    expect(len(received) == 1, f"and received: {received}")
    ended = manager.ask("POST", "/api/v1/delegations/ended", {"account": given[0]["account"], "role": "clerk", **days}).json
    expect(not ended["given"], f"and ended: {ended}")


def check_packs(expect, clerk, leader_manages, manager):
    packs = clerk.ask("GET", "/api/v1/packs").json
    expect({"common", "retired-cadres"} <= {one["id"] for one in packs["packs"]} and not packs["newer"], f"packs in force are listed: {packs['packs']}")
    clerk.ask("GET", "/api/v1/packs/own", status=403)
    manager.ask("GET", "/api/v1/packs/carried/common", status=404)
    manager.ask("POST", "/api/v1/packs/carried/common", status=404)
    year = clerk.ask("GET", "/api/v1/holidays?year=2024").json
    expect(year["days"] and year["sources"], "days off are told with their source")
    days = {"year": 2024, "days": ["2024-03-08"], "name_zh": "本局活动日", "source": "局办〔2024〕3号"}
    clerk.ask("POST", "/api/v1/holidays", days, 403)
    manager.ask("POST", "/api/v1/holidays", {**days, "days": []}, 422)
    change = manager.ask("POST", "/api/v1/holidays", days, 201).json
    expect(change["state"] == "draft" and change["effect"]["differences"], f"what the days would do is told: {change['effect']}")
    own = manager.ask("GET", "/api/v1/packs/own").json
    expect(own["change"] == change["id"] and any(one["path"] == "calendar/2024.toml" for one in own["files"]), f"they stand in the office's own layer: {own['change']}")
    manager.ask("POST", "/api/v1/packs/own", {"files": [{"path": "kinds/own.toml", "text": "[[kind]]\nid = 7\n"}]}, 422)
    submitted = manager.ask("POST", change["url"] + "/submission", {"note": "按局办通知"}).json
    expect(submitted["state"] == "waiting", f"a change waits for the second person: {submitted['state']}")
    manager.ask("POST", change["url"] + "/refusal", {"digest": submitted["digest"], "reason": "x"}, 403)  # who edited it
    declined = leader_manages.ask("POST", change["url"] + "/refusal", {"digest": submitted["digest"], "reason": "日期不对"}).json
    expect(declined["state"] == "declined" and declined["decision"] == "日期不对", f"who declines it: {declined['state']}")
    again = manager.ask("POST", "/api/v1/packs/own", {"files": own["files"]}, 201).json
    manager.ask("DELETE", again["url"], status=204)
    expect(clerk.ask("GET", "/api/v1/packs/changes/" + change["id"], status=403).json["code"], "only who manages or signs sees changes")


def check_retention(expect, clerk, manager, leader_manages, record):
    clerk.ask("POST", "/api/v1/erasures", {"object": record, "number": "销〔2024〕1号", "basis": "保存期满"}, 403)
    standing = manager.ask("GET", "/api/v1/retention").json
    expect(standing["orders"] == [], f"nothing was asked for: {standing}")
    manager.ask("GET", "/api/v1/retention/records?kind=theme_day")
    manager.ask("POST", "/api/v1/retention/holds", {"record": record, "reason": "巡察期间"}, 204)
    order = {"object": record, "number": "销〔2024〕1号", "basis": "个人信息删除申请"}
    manager.ask("POST", "/api/v1/erasures", order, 409)  # it is held back
    manager.ask("POST", "/api/v1/retention/holds", {"record": record, "reason": None}, 204)
    asked = manager.ask("POST", "/api/v1/erasures", order, 201).json
    expect(asked["state"] == "waiting" and not asked["good"], f"an erasure waits for a second person: {asked['state']}")
    manager.ask("GET", asked["url"] + "/proof", status=404)
    manager.ask("POST", asked["url"] + "/refusal", status=403)  # who asked
    declined = leader_manages.ask("POST", asked["url"] + "/refusal").json
    expect(declined["state"] == "declined", f"and is declined: {declined['state']}")
    expect(manager.ask("GET", asked["url"]).json["targets"] == [], "nothing is gone")
    return asked


def check_audit(expect, clerk, manager, leader_manages):
    own = clerk.ask("GET", "/api/v1/audit").json
    account = clerk.ask("GET", "/api/v1/me").json["account"]
    expect(all(one["who"] in (account, None) for one in own["events"]), "everybody sees what is noted of themselves")
    all_of_it = manager.ask("GET", "/api/v1/audit?event=account_changed").json["events"]
    expect(all_of_it and all(one["event"] == "account_changed" for one in all_of_it), f"who manages people sees what happened: {len(all_of_it)}")
    expect(any(one["closed"] for one in manager.ask("GET", "/api/v1/audit").json["events"]), "but not who did it")
    manager.ask("GET", "/api/v1/audit?account=" + account, status=403)
    expect(manager.ask("GET", "/api/v1/audit/csv").body.count(b"\n") > 3, "the log as CSV")
    wanted = {"login": "clerk", "incident": "2024-07", "reason": "核实一次误操作", "from": "2024-01-01", "to": "2024-12-31"}
    clerk.ask("POST", "/api/v1/inquiries", wanted, 403)
    manager.ask("POST", "/api/v1/inquiries", {**wanted, "incident": ""}, 422)
    made = manager.ask("POST", "/api/v1/inquiries", wanted, 201).json["inquiries"][0]
    expect(made["state"] == "waiting", f"an inquiry waits for a second person: {made}")
    manager.ask("POST", f"/api/v1/inquiries/{made['id']}/refusal", status=403)
    left = leader_manages.ask("POST", f"/api/v1/inquiries/{made['id']}/refusal").json["inquiries"]
    expect(left[0]["state"] == "declined", f"and is declined: {left}")
    manager.ask("GET", "/api/v1/inquiries")


def check_keeping(expect, clerk, manager):
    clerk.ask("GET", "/api/v1/backups", status=403)
    manager.ask("POST", "/api/v1/backups", {"what": "back_up", "passphrase": "short"}, 422)
    manager.ask("POST", "/api/v1/backups", {"what": "back_up", "passphrase": PASSPHRASE}, 202)
    for _ in range(300):
        standing = manager.ask("GET", "/api/v1/backups").json
        if standing["doing"] is None:
            break
        time.sleep(0.1)
    expect(standing["lately"][0]["good"] and len(standing["archives"]) == 1, f"a back-up is made: {standing}")
    expect(clerk.ask("GET", "/api/v1/proof/anchors").json["anchors"] == [], "no checkpoint was handed to anybody")


def check_mail(expect, clerk, leader, manager):
    expect(manager.ask("GET", "/api/v1/mail").json["way"] is None, "the office sends no mail yet")
    way = {"host": "127.0.0.1", "port": 1, "security": "none", "from": "office@example.cn", "origin": "https://office.example"}
    manager.ask("POST", "/api/v1/mail", {**way, "from": "nobody"}, 422)
    kept = manager.ask("POST", "/api/v1/mail", {**way, "password": "secret"}).json["way"]
    expect(kept["has_password"] and "secret" not in str(kept), f"the password is kept and not told: {kept}")
    manager.ask("POST", "/api/v1/mail/test", {"to": "boss@example.cn"}, 502)
    clerk.ask("GET", "/api/v1/mail", status=403)
    clerk.ask("POST", "/api/v1/me/mail", {"address": "no address", "digest": True}, 422)
    own = clerk.ask("POST", "/api/v1/me/mail", {"address": "clerk@example.cn", "digest": True}).json
    expect(clerk.ask("GET", "/api/v1/me/mail").json == own and own["digest"], f"a person says where they want mail: {own}")
    size = clerk.ask("GET", "/api/v1/proof").json["sealed"]
    clerk.ask("POST", "/api/v1/proof/anchors", {"size": size, "kind": "printed", "holder": "档案馆"}, 403)
    handed = leader.ask("POST", "/api/v1/proof/anchors", {"size": size, "kind": "printed", "holder": "档案馆"}, 201).json["anchors"]
    expect(handed[0]["holder"] == "档案馆" and handed[0]["size"] == size, f"a checkpoint is handed over: {handed}")


def check_manage(expect, programs, record):
    clerk, boss, leader, manager, leader_manages = (programs[one] for one in ("clerk", "boss", "leader", "manager", "leader_manages"))
    root = check_units(expect, boss, clerk, manager)
    people = check_roster(expect, clerk, manager, programs["reader"])
    check_accounts(expect, boss, clerk, manager, root)
    check_hands(expect, clerk, leader_manages, manager, people, root)
    check_packs(expect, clerk, leader_manages, manager)
    check_retention(expect, clerk, manager, leader_manages, record)
    check_audit(expect, clerk, manager, leader_manages)
    check_keeping(expect, clerk, manager)
    check_mail(expect, clerk, leader, manager)
