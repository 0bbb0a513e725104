# SPDX-License-Identifier: Apache-2.0
"""The files of a record, its steps, and what is said about it, over the interface for programs."""
import urllib.parse

PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360000002000001 e221bc330000000049454e44ae426082".replace(" ", ""))


def check_evidence(expect, clerk, address):
    made = clerk.ask("POST", address + "/evidence?name=" + urllib.parse.quote("照片.png") + "&role=", PNG, 201, type_="application/octet-stream", Idempotency_Key="photo")
    again = clerk.ask("POST", address + "/evidence?name=" + urllib.parse.quote("照片.png") + "&role=", PNG, 201, type_="application/octet-stream", Idempotency_Key="photo")
    expect(made.json["entry"] == again.json["entry"], "a file sent twice is attached once")
    listed = clerk.ask("GET", address + "/evidence").json["evidence"]
    expect(len(listed) == 1 and listed[0]["name"] == "照片.png" and listed[0]["media_type"] == "image/png", f"files are listed: {listed}")
    url = listed[0]["url"]
    whole = clerk.ask("GET", url)
    expect(whole.body == PNG and whole.header("content-disposition").startswith("attachment"), "a file comes back byte for byte, to be saved")
    part = clerk.ask("GET", url, status=206, Range="bytes=8-15")
    expect(part.body == PNG[8:16] and part.header("content-range") == f"bytes 8-15/{len(PNG)}", "a part of a file")
    expect(clerk.ask("GET", url, status=206, Range="bytes=-4").body == PNG[-4:], "the end of a file")
    clerk.ask("GET", url, status=416, Range="bytes=9999-")
    clerk.ask("GET", url, status=200, Range="bytes=8-15", If_Range='"another"')
    clerk.ask("GET", url, status=304, If_None_Match=whole.header("etag"))


def check_steps(expect, clerk, leader):
    made = clerk.ask("POST", "/api/v1/records", {"kind": "publication", "state": "draft", "happened": "2023-06-07", "values": {"title": "一条消息", "important": False, "channel": "website", "url": "https://example.cn/1"}}, 201)
    steps = made.header("location") + "/steps"
    expect(clerk.ask("POST", steps, {"step": "submit"}).json["state"] == "in_review", "a token submits")
    told = {one["id"]: one for one in leader.ask("GET", steps).json["steps"]}
    expect(told["approve"]["needs_person"] and not told["approve"]["allowed"], f"that approving needs a person is told: {told}")
    refused = leader.ask("POST", steps, {"step": "approve"}, 403)
    expect(refused.json["code"] == "api.needs_person", "no token approves")
    expect(clerk.ask("GET", made.header("location")).json["state"] == "in_review", "and nothing was done")
    other = clerk.ask("POST", "/api/v1/records", {"kind": "theme_day", "state": "held", "happened": "2023-06-08", "values": {"topic": "登记错了"}}, 201).header("location")
    clerk.ask("POST", other + "/steps", {"step": "void", "reason": "重复登记"}, 403)  # a clerk has not the right
    leader.ask("POST", other + "/steps", {"step": "void"}, 422)
    expect(leader.ask("POST", other + "/steps", {"step": "void", "reason": "重复登记"}).json["state"] == "void", "a record is voided with its reason")


def check_comments(expect, clerk, leader, address):
    made = clerk.ask("POST", address + "/comments", {"text": "@leader 请看一下"}, 201)
    expect([one["text"] for one in leader.ask("GET", address + "/comments").json["comments"]] == ["@leader 请看一下"], "a comment is read by others")
    inbox = leader.ask("GET", "/api/v1/inbox").json
    mention = next((one for one in inbox["items"] if one["part"] == "mentions"), None)
    expect(mention and mention["record"] == address.rsplit("/", 1)[1] and not mention["read"], f"whoever is mentioned finds it in the inbox: {inbox}")
    leader.ask("POST", "/api/v1/inbox/read", {"names": [mention["name"]]}, 204)
    expect(leader.ask("GET", "/api/v1/inbox").json["unread"] == inbox["unread"] - 1, "what was looked at is remembered")
    leader.ask("DELETE", "/api/v1/comments/" + made.json["id"], status=403)
    expect(clerk.ask("DELETE", "/api/v1/comments/" + made.json["id"]).json["withdrawn_at"], "a comment is withdrawn by its author")
    clerk.ask("POST", address + "/comments", {"text": "字" * 2001}, 422)
    report = clerk.ask("GET", "/api/v1/reports").json["reports"][0]["url"]
    clerk.ask("POST", report + "/comments", {"text": "第二段要改", "part": "p:2"}, 201)
    expect(clerk.ask("GET", report + "/comments").json["comments"][0]["part"] == "p:2", "a paragraph of a report is commented on")
