#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the stories: text a clerk could read, with the commands a clerk would type. docs/style.md says how to write one.

    # anything after a hash is prose
    $ youju figure office 'count(主题党日)' --year 2023      a command; `youju` is the program under test
    > 7                                                      the output holds this text, after what was found before
    not> 8                                                   the output does not hold this text
    json records 0 kind == "theme_day"                       a member of the JSON that --json printed
    json len records == 7                                    a length
    exit 5                                                   the exit code (0 when no such line stands)
    keep R = json records 0 id                               keeps a value; later written as {R}
    keep C = after 口令： in leader                           keeps the word after a text, on the first line that holds the last word
    file answer.txt = text                                   writes a file
    each sqlite …                                            the rest is a line for one engine only (sqlite or postgresql)

Every story runs on SQLite and, when YOUJU_TEST_PG names a server, on PostgreSQL: `youju init` then gets --database.
After each story its offices are verified, rebuilt and verified again. Usage: run_stories.py PROGRAM [story…]
YOUJU_STORY_BUNDLES names a folder that the bundles (*.zip) made on SQLite are copied to."""
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Failed(Exception):
    pass


def look_up(value, path):
    for step in path:
        try:
            value = value[int(step)] if isinstance(value, list) else value[step]
        except (KeyError, IndexError, ValueError, TypeError):
            raise Failed(f"no member {step} in {json.dumps(value, ensure_ascii=False)[:300]}")
    return value


class Story:
    def __init__(self, program, file, engine, server):
        self.program, self.file, self.engine, self.server = program, file, engine, server
        self.kept, self.offices = {}, []
        self.output, self.code, self.at, self.expected_exit = "", 0, 0, True

    def run(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="youju-story-"))
        number = 0
        try:
            for number, line in enumerate(self.file.read_text(encoding="utf-8").splitlines(), 1):
                self.line(line.strip())
            self.check_exit()
            number = 0
            self.invariants()
            self.keep_bundles()
            return None
        except Failed as e:
            place = f"{self.file.name}:{number}" if number else f"{self.file.name} (invariants)"
            tail = "\n".join("    | " + l for l in self.output.splitlines()[-25:])
            return f"{place} [{self.engine}]: {e}\n{tail}"
        except subprocess.TimeoutExpired as e:
            return f"{self.file.name}:{number} [{self.engine}]: timed out: {e.cmd}"
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def keep_bundles(self):
        into = os.environ.get("YOUJU_STORY_BUNDLES", "")
        for bundle in self.folder.glob("*.zip") if into and self.engine == "sqlite" else ():
            shutil.copy(bundle, pathlib.Path(into) / f"{self.file.stem}-{bundle.name}")

    def line(self, line):
        if line.startswith("each "):
            _, engine, line = line.split(" ", 2)
            if engine != self.engine:
                return
        if not line or line.startswith("#"):
            return
        for name, value in self.kept.items():
            line = line.replace("{" + name + "}", str(value))
        word, _, rest = line.partition(" ")
        if word == "$":
            self.check_exit()
            self.command(rest)
        elif word == ">":
            found = self.output.find(rest, self.at)
            if found < 0:
                raise Failed(f"the output does not hold: {rest}")
            self.at = found + len(rest)
        elif word == "not>":
            if rest in self.output:
                raise Failed(f"the output holds: {rest}")
        elif word == "exit":
            self.expected_exit = int(rest)
            self.check_exit()
        elif word == "json":
            self.check_json(rest)
        elif word == "keep":
            self.keep(rest)
        elif word == "file":
            name, _, text = rest.partition(" = ")
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text.replace("\\n", "\n"), encoding="utf-8")
        else:
            raise Failed(f"not a line of a story: {line}")

    def check_exit(self):
        if self.expected_exit is not None and self.code != (0 if self.expected_exit is True else self.expected_exit):
            raise Failed(f"exit code {self.code}, expected {0 if self.expected_exit is True else self.expected_exit}")
        if self.expected_exit is not True:
            self.expected_exit = None

    def command(self, text):
        args = shlex.split(text)
        samples = str(ROOT / "samples")
        args = [a.replace("@samples", samples).replace("@root", str(ROOT)).replace("@program", str(self.program)) for a in args]
        globbed = []
        for a in args:
            if "*" in a and not a.startswith("-") and "/" in a:
                base = a if a.startswith("/") else str(self.folder / a)
                found = sorted(str(p) for p in pathlib.Path("/").glob(base.lstrip("/")))
                globbed += found or [a]
            else:
                globbed.append(a)
        args = globbed
        if args[0] == "youju":
            args[0] = self.program
            if len(args) > 2 and args[1] == "init":
                self.offices.append(args[2])
                if self.engine == "postgresql" and "--database" not in args:
                    args += ["--database", self.server]
        env = dict(os.environ, LC_ALL="C.UTF-8", HOME=str(self.folder))
        env.pop("YOUJU_DEBUG", None)
        done = subprocess.run(args, cwd=self.folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=300)
        self.stdout = done.stdout.decode("utf-8", "replace")
        self.output = self.stdout + done.stderr.decode("utf-8", "replace")
        self.code, self.at, self.expected_exit = done.returncode, 0, True
        if "⟦" in self.output:
            raise Failed("an untranslated message")

    def check_json(self, rest):
        path, operator, wanted = re.match(r"(.*?)\s+(==|!=|>=|<=)\s+(.*)$", rest).groups()
        steps = path.split()
        measure = steps[0] == "len"
        try:
            value = look_up(json.loads(self.stdout), steps[1:] if measure else steps)
        except json.JSONDecodeError:
            raise Failed("the output is not JSON")
        value = len(value) if measure else value
        wanted = json.loads(wanted)
        good = {"==": value == wanted, "!=": value != wanted}.get(operator)
        if good is None:
            good = value >= wanted if operator == ">=" else value <= wanted
        if not good:
            raise Failed(f"{path} is {json.dumps(value, ensure_ascii=False)}, expected {operator} {json.dumps(wanted, ensure_ascii=False)}")

    def keep(self, rest):
        name, _, how = rest.partition(" = ")
        if how.startswith("json "):
            self.kept[name] = look_up(json.loads(self.stdout), how.split()[1:])
            return
        text, _, holds = how[len("after "):].rpartition(" in ")
        for line in self.output.splitlines():
            if holds in line and text in line:
                self.kept[name] = line.split(text, 1)[1].split()[0]
                return
        raise Failed(f"no line holds {holds} and {text}")

    def invariants(self):
        for office in self.offices:
            if not (self.folder / office / "youju.toml").exists():
                continue
            self.after_the_story("verify", office)
            before = self.counts(office)
            self.after_the_story("rebuild", office)
            self.after_the_story("verify", office)
            if self.counts(office) != before:
                raise Failed(f"after the story, {office} counts otherwise once it is rebuilt")

    def after_the_story(self, command, office, *args):
        done = subprocess.run([self.program, command, str(self.folder / office), *args], capture_output=True, timeout=300,
                              env=dict(os.environ, LC_ALL="C.UTF-8", HOME=str(self.folder)))
        self.output = (done.stdout + done.stderr).decode("utf-8", "replace")
        if done.returncode != 0:
            raise Failed(f"after the story, {command} {office} {' '.join(args)} gave {done.returncode}")
        return done.stdout

    # Every kind that has records, in each of its years: as many records open as the count says, each once.
    def counts(self, office):
        listing = [self.program, "record", "list", str(self.folder / office), "--count", "1000000", "--json"]
        listed = subprocess.run(listing, capture_output=True, timeout=300, env=dict(os.environ, LC_ALL="C.UTF-8"))
        records = json.loads(listed.stdout)["records"] if listed.returncode == 0 else []
        answers = {}
        for kind, year in sorted({(r["kind"], r["date"][:4]) for r in records if r.get("date")}):
            said = json.loads(self.after_the_story("figure", office, f"count({kind})", "--year", year, "--records", "--json"))
            opened = [r["id"] for r in said["records"]]
            if said["value"] != len(set(opened)) or len(opened) != len(set(opened)):
                raise Failed(f"after the story, count({kind}) of {year} is {said['value']} and opens {len(opened)} records")
            answers[kind, year] = (said["value"], opened, said["nearly"], said["late_share"])
        return answers


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    stories = [pathlib.Path(s) for s in sys.argv[2:]] or sorted((ROOT / "tests/stories").glob("*.story"))
    server = os.environ.get("YOUJU_TEST_PG", "")
    engines = ["sqlite"] + (["postgresql"] if server else [])
    jobs = [Story(program, file, engine, server) for file in stories for engine in engines]
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda job: job.run(), jobs))
    for result in results:
        if result:
            print("FAILED", result)
    failed = sum(1 for r in results if r)
    skipped = 0 if server else len(stories)
    print(f"stories: {len(results) - failed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not results else 0


sys.exit(main())
