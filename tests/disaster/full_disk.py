# SPDX-License-Identifier: Apache-2.0
"""A disk that is full: a small file system of its own (a mount namespace; nothing of it is seen outside), filled to several levels.

Each command must say so in a clear sentence with the exit code for a full disk (12), leave nothing half done, and work once
there is space again. Run inside `unshare -Urm`: full_disk.py PROGRAM FOLDER"""
import json
import pathlib
import subprocess
import sys

from office import Office

SIZE_MIB = 48
FULL = 12
LARGE = ("evidence add", "import", "report make", "backup")


def fill(folder, leave_kib):
    ballast = folder / "ballast"
    stat = __import__("os").statvfs(folder)
    free = stat.f_bavail * stat.f_frsize - leave_kib * 1024
    with open(ballast, "wb") as file:
        try:
            while free > 0:
                free -= file.write(b"\0" * min(free, 1 << 20))
        except OSError:
            pass
    return ballast


def main():
    program, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MIB}m", "none", folder], capture_output=True)
    if done.returncode != 0:
        print("not run: no small file system could be mounted")
        return 0
    office, faults, tried, refused = Office(program, folder), [], 0, 0
    office.init()
    office.must(*office.add("起点", 0))
    first = next(iter(office.records()))
    office.must("seal", office.folder)
    big = folder / "photo.txt"
    big.write_text("签到：陈一。\n" * 40000, encoding="utf-8")
    table = folder / "2023年主题党日.csv"
    rows = [f"{n % 12 + 1}月{n % 28 + 1}日,第{n}次活动,{n % 30 + 5}" for n in range(1500)]
    table.write_text("2023年主题党日台账\n活动时间,活动主题,出席人数\n" + "\n".join(rows) + "\n", encoding="utf-8")
    commands = {
        "evidence add": lambda: ("evidence", "add", office.folder, first, big),
        "import": lambda: ("import", office.folder, table, "--kind", "theme_day"),
        "report make": lambda: ("report", "make", office.folder, "--template", "annual-analysis", "--year", "2023", "-o", folder / "r.docx", "-o", folder / "r.pdf"),
        "backup": lambda: ("backup", office.folder, "-o", folder / "one.youju", "--passphrase-file", office.passphrase),
        "add": lambda: office.add("磁盘满时", 9),
        "person add": lambda: ("person", "add", office.folder, "陈一"),
        "zero": lambda: ("zero", office.folder, "--kind", "incident", "--period", "2023-Q3"),
    }
    # The leader signs what the clerk made. A signature that was committed stands, whatever could not follow it.
    password, made = office.leader_password(), {}

    def prepare_sign():
        made.update(json.loads(office.must("report", "make", office.folder, "--template", "activity-statistics", "--year", "2023", "-o", folder / "s.html", "--json")))

    prepare = {"report sign": prepare_sign}
    commands["report sign"] = lambda: ("report", "sign", office.folder, made["report"], "--shown", made["shown"], "--as", "leader", "--password-file", password)
    commands["user disable"] = lambda: ("user", "disable", office.folder, "leader")  # last: nobody signs afterwards
    for name, command in commands.items():
        # Where a commit fits and what follows it does not lies between; commands that write little meet it more often.
        for leave in (0, 64, 400) if name in LARGE else (0, 64, 80, 96, 400):
            tried += 1
            office.acknowledged, entries = office.records(), office.entries()
            outputs = [folder / "r.docx", folder / "r.pdf", folder / "one.youju"]
            for file in outputs:
                file.unlink(missing_ok=True)
            prepare.get(name, lambda: None)()
            entries = office.entries()
            ballast = fill(folder, leave)
            code, out, err = office.run(*command())
            half = [file.name for file in outputs if file.exists()] if code != 0 else []
            ballast.unlink()
            left = len(office.records()) if code != 0 else None
            written = office.entries() - entries
            where = f"{name} with {leave} KiB free"
            if code == 1 and name == "report sign" and written and "签发有效" in err:
                continue  # signed; what could not follow it was said
            if code not in (0, FULL):
                faults.append(f"{where}: exit {code} {err[-400:]}")
            if code == FULL:
                refused += 1
                if "磁盘已满" not in out + err:
                    faults.append(f"{where}: does not say that the disk is full: {out[-200:]} {err[-300:]}")
                if left != len(office.acknowledged):
                    faults.append(f"{where}: {left - len(office.acknowledged)} records came in all the same")
                if written:
                    faults.append(f"{where}: refused, and {written} entries were written all the same")
                if half:
                    faults.append(f"{where}: half done: {half}")
            faults += [f"{where}, then: {fault}" for fault in office.faults()]
        prepare.get(name, lambda: None)()
        code, out, err = office.run(*command())
        if code != 0:
            faults.append(f"{name} with space again: exit {code} {err[-400:]}")
    if refused < len(commands):
        faults.append(f"only {refused} of {tried} tries met a full disk: the test shows nothing")
    print("\n".join(faults) or f"{tried} tries, {refused} refused for want of space")
    return 1 if faults else 0


sys.exit(main())
