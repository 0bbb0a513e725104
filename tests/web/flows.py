# SPDX-License-Identifier: Apache-2.0
"""What people do with the office's own pages, request by request: import and take back, accounts, roles, units, the password."""
import re

TABLE = "日期,主题,地点,应到,实到\n2024-03-05,参观纪念馆,纪念馆,30,23\n2024-04-09,植树,苗圃,30,28\n2024.13.5,坏日期,礼堂,1,2\n"


def parts(token, files):
    mark = "youju-test-boundary"
    body = f'--{mark}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{token}\r\n'
    for name, text in files:
        body += f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n{text}\r\n'
    return {"body": (body + f"--{mark}--\r\n").encode(), "type_": f"multipart/form-data; boundary={mark}"}


def check_import(server, cookie, other, token, expect):
    def post(path, **fields):
        return server.ask("POST", path, cookie=cookie, origin=server.origin, fields={"csrf": token, **fields})

    none = server.ask("POST", "/import", cookie=cookie, origin=server.origin, **parts(token, []))
    expect(none.status == 422, f"import without a file says so: {none.status}")
    sent = server.ask("POST", "/import", cookie=cookie, origin=server.origin, **parts(token, [("../../2024年主题党日.csv", TABLE)]))
    address = sent.header("location")
    expect(sent.status == 303 and address.startswith("/import/"), f"a file is taken: {sent.status}")
    looked = server.ask("GET", address, cookie=cookie).body.decode()
    expect("2024.13.5" in looked and "主题党日" in looked, "the rows that are not understood stand there before anything is written")
    expect(server.ask("GET", address, cookie=other).status == 404, "an upload is its sender's alone")
    expect(post(address).status == 303 and post(address).status == 303, "what was seen is written, and once")
    done = server.ask("GET", address, cookie=cookie).body.decode()
    batch, unclear = re.search(r"/import/batches/[0-9a-f-]+", done), re.search(r"/import/[0-9a-f]+/unclear/0", done)
    expect(bool(batch and unclear), "the result names the batch and the rows to correct")
    if not (batch and unclear):
        return
    expect("坏日期" in server.ask("GET", unclear.group(), cookie=cookie).body.decode(), "the rows to correct can be taken along")
    expect(server.ask("GET", batch.group(), cookie=cookie).body.decode().count("/records/") == 2, "the batch shows its two records")
    expect(post(batch.group() + "/void", reason="").status == 422, "a batch is not voided without a reason")
    expect(post(batch.group() + "/void", reason="导错了表").status == 303, "a batch is voided as a whole")


def check_people(server, cookie, token, password, expect):
    def post(path, **fields):
        return server.ask("POST", path, cookie=cookie, origin=server.origin, fields={"csrf": token, **fields})

    made = post("/admin/accounts", login="xiao", name="小红", role="clerk", **{"in": "u1"})
    code = re.search(r'class="once">([^<]+)<', made.body.decode())
    expect(made.status == 200 and bool(code), "a new account gives a one-time code")
    expect(post("/admin/accounts", login="xiao", name="小红", role="clerk", **{"in": "u1"}).status == 422, "a sign-in name is taken once")
    accounts = re.findall(r"/admin/accounts/(a\d+)", server.ask("GET", "/admin", cookie=cookie).body.decode())
    fresh = max(accounts, key=lambda one: int(one[1:]))
    hers = server.enter("xiao", code.group(1))
    her_page = server.ask("GET", "/account", cookie=hers).body.decode()
    her_token = her_page.split('name="csrf" value="', 1)[1].split('"', 1)[0]
    second = server.ask("POST", "/sign-in", origin=server.origin, fields={"login": "xiao", "secret": password}).header("set-cookie").split(";")[0]

    def change(old, new):
        return server.ask("POST", "/account/password", cookie=hers, origin=server.origin, fields={"csrf": her_token, "old": old, "fresh": new}).status

    expect(change("not this one", "another good password") == 422, "the old password is asked")
    expect(change(password, "short") == 422, "a short password is refused")
    expect(change(password, "another good password") == 303, "a password is changed")
    expect(server.ask("GET", "/account", cookie=second).status == 303, "a change of the password signs out all other browsers")
    expect(server.ask("GET", "/account", cookie=hers).status == 200, "and not this one")
    expect(post(f"/admin/accounts/{fresh}/roles", role="inspector", **{"in": "u1"}).status == 303, "a role is given")
    expect(server.ask("GET", "/admin", cookie=hers).header("location").startswith("/roster"), "which opens no accounts: a clerk is led to the roster")
    expect(post(f"/admin/accounts/{fresh}/withdraw", role="inspector", **{"in": "u1"}).status == 303, "a role is withdrawn")
    expect(post(f"/admin/accounts/{fresh}/disable").status == 303, "an account is disabled")
    expect(server.ask("GET", "/account", cookie=hers).status == 303, "which signs it out")
    expect(post("/admin/units", name="离休干部支部", parent="u1").status == 303, "a unit is added")
    expect(post("/admin/units", name="离休干部支部", parent="u1").status == 422, "and not twice")
    expect(post("/roster", names="张三\n李四", **{"in": "u1"}).status == 303, "people are put on the roster")
    expect("李四" in server.ask("GET", "/roster", cookie=cookie).body.decode(), "and stand there")


def make_things(server, cookie, token, expect):
    """A report, a checked draft, a filled year: so that the pages that show them exist."""
    made = server.ask("POST", "/reports", cookie=cookie, origin=server.origin,
                      fields={"csrf": token, "template": "annual-analysis", "for_year": "2023", "of_unit": "u1"})
    expect(made.status == 303 and made.header("location").startswith("/reports/"), f"a report is made: {made.status}")
    draft = "2023年，我局共开展主题党日3次，召开党员大会1次，同比增长20%。"
    checked = server.ask("POST", "/check", cookie=cookie, origin=server.origin, fields={"csrf": token, "pasted": draft, "for": "2023"})
    expect(checked.status == 303 and checked.header("location").startswith("/check/"), f"a draft is checked: {checked.status}")
    found = server.ask("GET", checked.header("location"), cookie=cookie)
    expect("主题党日" in found.body.decode(), "the draft stands beside what was found")
    expect(server.ask("GET", "/records?year=2023&pick=1&kind=theme_day", cookie=cookie).status == 200, "records can be picked")
