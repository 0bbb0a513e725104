# SPDX-License-Identifier: Apache-2.0
"""What stands for a whole office and not for a unit: its own template, the superior's form, a kind of its own that waits for a second person, an
inquiry into the audit, an erasure that was asked for. Made as its people make it, so that the pages that show them exist."""
import pathlib
import tempfile

from paper_files import make_docx, make_xlsx

DRAFT = "2023年，我局共开展主题党日3次，召开党员大会1次。"
# What is typed here and in the form of the superior: the office's words, not Youju's.
TYPED = (DRAFT, "全年工作总结.docx", "组织生活情况统计表!C3", "统计表.xlsx", "完成率", "填表说明：按季报送。", "车辆使用", "本单位规定第三条", "里程", "公里", "上级要求统计", "3月8日的导出", "核实是谁导出的", "〔2023〕1号", "当事人依法要求",
         "Vehicle use", "Distance")


def make_paper(person, where, file, type_, id_, title, expect, **place):
    """A paper is uploaded, one place is bound, it is put into force; gives the addresses of its draft and of itself, and of one that stays a draft."""
    drafts = []
    for _ in range(2):
        sent = person.send(where, file.name, file.read_bytes(), type_, period="year", of_unit="", of_year="2023")
        expect(sent.status == 303, f"{file.name} is taken: {sent.status}")
        drafts.append(sent.header("location").split("?")[0])
    if place:  # numbers of a text are found by themselves
        placed = person.post(drafts[0] + "/places", **place)
        expect(placed.status == 303, f"a place of {file.name} is bound: {placed.status}")
    done = person.post(drafts[0], do="publish", new_id=id_, title=title)
    expect(done.status == 303 and done.header("location").startswith(where + "/"), f"{file.name} is put into force: {done.status} {done.header('location')}")
    return [drafts[1], done.header("location").split("?")[0]]


def make_papers(person, expect):
    with tempfile.TemporaryDirectory(prefix="youju-papers-") as scratch:
        word, table = pathlib.Path(scratch) / "总结.docx", pathlib.Path(scratch) / "统计表.xlsx"
        make_docx(word, "全年工作总结", DRAFT)
        make_xlsx(table)
        word_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return [*make_paper(person, "/templates", word, word_type, "own-summary", "全年工作总结", expect),
                *make_paper(person, "/forms", table, sheet_type, "own-form", "组织生活情况统计表", expect, cell="C3", expr="count(支委会)")]


def make_change(administrator, expect):
    """A kind of the office's own, which waits for somebody else."""
    drafted = administrator.post("/admin/own/kind", zh="车辆使用", en="Vehicle use", measure="次", flow="simple", keep="10", every="month", times="1", source="本单位规定第三条",
                                 **{"f1-zh": "里程", "f1-en": "Distance", "f1-type": "number", "f1-measure": "公里"})
    expect(drafted.status == 303 and drafted.header("location").startswith("/admin/packs/changes/"), f"a kind of the office's own is drafted: {drafted.status}")
    change = drafted.header("location").split("?")[0]
    asked = administrator.post(change + "/submit", note="上级要求统计")
    expect(asked.status == 303, f"and put before somebody else: {asked.status}")
    return change


def fill_office(administrator, writer, about, record, expect):
    """`about`: the login an inquiry is about; `record`: the id of one that is to be erased. Gives the addresses of what was made."""
    made = [*make_papers(writer, expect), make_change(administrator, expect), "/admin/packs/carried/retired-cadres"]
    asked = administrator.post("/admin/audit/inquiries", login=about, incident="3月8日的导出", reason="核实是谁导出的", **{"from": "2023-03-01", "to": "2023-03-31"})
    expect(asked.status == 303, f"an inquiry is asked for: {asked.status}")
    erasure = administrator.post("/admin/retention", object=record, number="〔2023〕1号", basis="当事人依法要求", open="yes")
    expect(erasure.status == 303 and erasure.header("location").startswith("/admin/erasures/"), f"an erasure is asked for: {erasure.status}")
    address = erasure.header("location").split("?")[0]
    return [*made, address, address + "/proof"]
