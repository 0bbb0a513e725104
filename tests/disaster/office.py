# SPDX-License-Identifier: Apache-2.0
"""An office driven through the program's command line, and what was acknowledged of it: what disasters are measured by."""
import contextlib
import json
import os
import pathlib
import sqlite3
import subprocess

PASSPHRASE = "correct horse battery staple\n"


class Office:
    def __init__(self, program, base):
        self.program, self.base, self.folder = str(program), pathlib.Path(base), pathlib.Path(base) / "office"
        self.env = dict(os.environ, LC_ALL="C.UTF-8", HOME=str(base))
        self.acknowledged = {}  # id of a record → title typed
        self.base.mkdir(parents=True, exist_ok=True)
        self.passphrase = self.base / "passphrase"
        self.passphrase.write_text(PASSPHRASE)

    def start(self, *args):
        return subprocess.Popen([self.program, *map(str, args)], env=self.env, cwd=self.base, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *args):
        process = self.start(*args)
        out, err = process.communicate(timeout=300)
        return process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")

    def must(self, *args):
        code, out, err = self.run(*args)
        if code != 0:
            raise AssertionError(f"{' '.join(map(str, args))}: exit {code}\n{out}\n{err}")
        return out

    def init(self, *more):
        self.codes = json.loads(self.must("init", self.folder, "--pack", "retired-cadres", "--unit", "示例局", "--json", *more))["codes"]

    def leader_password(self):
        """A file with the leader's password, set with the one-time code."""
        code, password = self.base / "code", self.base / "password"
        code.write_text(next(one["code"] for one in self.codes if one["login"] == "leader"))
        password.write_text("一个足够长的登录密码", encoding="utf-8")
        self.must("user", "password", self.folder, "leader", "--code-file", code, "--password-file", password)
        return password

    def add(self, topic, day):
        return ("add", self.folder, f"2023年{day // 28 % 12 + 1}月{day % 28 + 1}日 主题党日 {topic} 21人", "--json")

    def records(self):
        listed = json.loads(self.must("record", "list", self.folder, "--count", "100000", "--json"))["records"]
        return {record["id"]: record["title"] for record in listed}

    def entries(self):
        with contextlib.closing(sqlite3.connect(self.folder / "office.sqlite")) as database:
            return database.execute("select count(*) from entry").fetchone()[0]

    def faults(self):
        """What is wrong with the office as it lies there: nothing, or sentences."""
        code, out, err = self.run("verify", self.folder, "--json")
        if code != 0:
            return [f"verify: exit {code} {out[-1500:]} {err[-500:]}"]
        here = self.records()
        return [f"acknowledged record {id} ({title}) is gone" for id, title in self.acknowledged.items() if here.get(id) != title]
