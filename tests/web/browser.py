# SPDX-License-Identifier: Apache-2.0
"""Chromium and the packages of npm that pages are looked at with."""
import json
import os
import shutil
import subprocess

VERSIONS = ("playwright-core@1.61.0", "axe-core@4.14.1", "html-validate@9.7.1")  # the newest that run with Debian's Node.js 18


def find_browser(root):
    """(path of Chromium, folder of modules); None for the first when something is not at hand."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    modules = root / "build/browser/node_modules"
    if not (modules / "html-validate").is_dir() and shutil.which("npm"):
        (root / "build/browser").mkdir(parents=True, exist_ok=True)
        with open(root / "build/browser.log", "w") as log:
            subprocess.run(["npm", "install", "--prefix", root / "build/browser", "--no-audit", "--no-fund", "--no-save", *VERSIONS], stdout=log, stderr=log, timeout=120)
    return (browser, modules) if browser and (modules / "html-validate").is_dir() and shutil.which("node") else (None, modules)


def findings_of(script, modules, browser, base, pages, lines=None, **more):
    """(how many things a program of tests/browser looked at, what it found wrong); `pages`: address → cookie. `lines` takes all it told."""
    task = {"base": base, "browser": browser, "pictures": os.environ.get("YOUJU_PICTURES", ""), "pages": [{"path": path, "cookie": cookie} for path, cookie in sorted(pages.items())], **more}
    done = subprocess.run(["node", script, modules], input=json.dumps(task), capture_output=True, text=True, timeout=900)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    if lines is not None:
        lines += told
    wrong = [f"{one['page']} ({one['how']}): {one['what']}" for one in told if "page" in one]
    if done.returncode != 0:
        wrong.append(f"{script.name} ended with {done.returncode}: {done.stderr[-2000:]}")
    return sum(one.get("checked", 0) for one in told), wrong
