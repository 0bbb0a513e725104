# SPDX-License-Identifier: Apache-2.0
"""Kills the program at random moments while it writes, imports, backs up, restores and keeps house, and verifies after each kill.

Everything acknowledged (exit code 0) must be there, everything else whole or not there at all. A control takes an acknowledged
record away behind the program's back: the harness must notice, or it is not believed."""
import json
import random
import shutil
import time

from office import Office

TOPICS = ["参观纪念馆", "植树", "学雷锋", "走进社区", "重温誓词"]


class Kills:
    def __init__(self, program, base, seed):
        self.office = Office(program, base)
        self.random = random.Random(seed)
        self.count = {"killed": 0, "finished": 0}
        self.day = 0
        self.faults = []

    def prepare(self):
        self.office.init()
        minutes = self.office.base / "minutes.txt"
        minutes.write_text("会议记录：十二人发言。\n" * 2000, encoding="utf-8")
        before = time.monotonic()
        answer = json.loads(self.office.must(*self.office.add("起点", 0)))
        self.pace = time.monotonic() - before  # of this machine, now
        self.first = answer["record"]
        self.office.acknowledged.update({k: v for k, v in self.office.records().items()})
        self.office.must("seal", self.office.folder)
        self.office.must("backup", self.office.folder, "-o", self.office.base / "start.youju", "--passphrase-file", self.office.passphrase)

    def csv(self, number):
        file = self.office.base / f"{number}年主题党日.csv"
        lines = [f"{m}月{self.random.randrange(1, 29)}日,{self.random.choice(TOPICS)}{number}第{m}次,{m + 5}" for m in range(1, 13)]
        file.write_text("2023年主题党日台账\n活动时间,活动主题,出席人数\n" + "\n".join(lines) + "\n", encoding="utf-8")
        return file

    def one(self, number):
        office, act = self.office, self.random.choice(["add", "add", "add", "import", "evidence", "seal", "backup", "restore", "nightly", "rebuild"])
        self.day += 1
        out = office.base / f"{number}.youju"
        commands = {
            "add": lambda: office.add(f"{self.random.choice(TOPICS)}{number}", self.day),
            "import": lambda: ("import", office.folder, self.csv(number), "--kind", "theme_day"),
            "evidence": lambda: ("evidence", "add", office.folder, self.first, office.base / "minutes.txt"),
            "seal": lambda: ("seal", office.folder),
            "backup": lambda: ("backup", office.folder, "-o", out, "--passphrase-file", office.passphrase),
            "restore": lambda: ("restore", office.base / "start.youju", office.base / f"back{number}", "--passphrase-file", office.passphrase),
            "nightly": lambda: ("nightly", office.folder, "--to", office.base / "nights", "--passphrase-file", office.passphrase, "--keep", "2"),
            "rebuild": lambda: ("rebuild", office.folder),
        }
        process = office.start(*commands[act]())
        # From a moment after the start to some time after most commands are over.
        time.sleep(self.random.uniform(0, self.pace * (8 if act in ("nightly", "restore", "backup") else 2)))
        process.kill()
        out_text, _ = process.communicate()
        finished = process.returncode == 0
        self.count["finished" if finished else "killed"] += 1
        for fault in self.judge(act, number, finished, out_text.decode("utf-8", "replace"), out):
            self.faults.append(f"round {number}, {act}{'' if finished else ' killed'}: {fault}")

    def judge(self, act, number, finished, out_text, archive):
        office = self.office
        if act == "add" and finished:
            answer = json.loads(out_text)
            office.acknowledged[answer["record"]] = office.records().get(answer["record"], "(absent)")
        faults = office.faults()
        if act == "import" and not faults:
            mine = [title for title in office.records().values() if title.rstrip("次").split("第")[0].endswith(str(number)) and "第" in title]
            if len(mine) not in ((12,) if finished else (0, 12)):
                faults.append(f"{len(mine)} of 12 rows are there")
        back = office.base / f"back{number}"
        if act == "restore" and back.exists() and (back / "youju.toml").exists():
            code, out, err = office.run("verify", back)
            if code != 0:
                faults.append(f"what was restored does not verify: {out[-500:]}")
        elif act == "restore" and finished:
            faults.append("restored, and not there")
        if act == "backup" and archive.exists():
            code, out, err = office.run("restore", archive, back, "--passphrase-file", office.passphrase)
            if code != 0:
                faults.append(f"a back-up of that name does not open: {err[-300:]}")
        elif act == "backup" and finished:
            faults.append("backed up, and not there")
        shutil.rmtree(back, ignore_errors=True)
        archive.unlink(missing_ok=True)
        for left in office.base.glob(".*.scratch-*"):
            shutil.rmtree(left, ignore_errors=True)  # what a killed process leaves beside; never under the name that was asked for
        return faults

    def control(self):
        """An acknowledged record is taken away: the office as it was before it is put in place of the one that is."""
        office = self.office
        before = office.base / "before"
        shutil.copytree(office.folder, before)
        answer = json.loads(office.must(*office.add("将被拿走", self.day + 1)))
        office.acknowledged[answer["record"]] = office.records()[answer["record"]]
        now = office.base / "now"
        office.folder.rename(now)
        before.rename(office.folder)
        noticed = office.faults() != []
        office.folder.rename(before)
        now.rename(office.folder)
        shutil.rmtree(before)
        if not noticed:
            self.faults.append("control: a record taken away was not noticed")


def run(program, base, rounds, seed):
    kills = Kills(program, base, seed)
    kills.prepare()
    for number in range(1, rounds + 1):
        kills.one(number)
        if kills.faults:
            break
    kills.control()
    bound = 3 / max(1, kills.count["killed"])
    return kills.faults, (f"seed {seed}: {kills.count['killed']} killed, {kills.count['finished']} finished first, "
                          f"{len(kills.office.acknowledged)} acknowledged; 0 lost bounds the rate at {bound:.2%}")
