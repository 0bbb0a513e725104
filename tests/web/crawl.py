# SPDX-License-Identifier: Apache-2.0
"""Goes from page to page by their own links, as somebody would who opens everything once: one page of each kind of address."""
import html
import re
import urllib.parse

MOST_PAGES = 400
KEPT = ("year", "unit")  # which year and unit is looked at makes no other page


def kind_of(address, patterns):
    """The route an address belongs to, and the names of what it asks for."""
    path, _, query = address.partition("?")
    segments = path.split("/")
    for pattern in patterns:
        wanted = pattern.split("/")
        if len(wanted) == len(segments) and all(w.startswith("{") or w == s for w, s in zip(wanted, segments)):
            return pattern, tuple(sorted(name for name, _ in urllib.parse.parse_qsl(query) if name not in KEPT))
    return None


def crawl(server, cookie, routes, start, expect):
    """[(address, html)] of every kind of page that links lead to. Every link must lead somewhere."""
    patterns = [route["pattern"] for route in routes if route["method"] == "GET"]
    patterns.sort(key=lambda pattern: pattern.count("{"))
    waiting, seen, pages = [(one, "the start") for one in start], {kind_of(one, patterns) for one in start}, []
    while waiting and len(pages) < MOST_PAGES:
        address, on = waiting.pop(0)
        reply = server.ask("GET", address, cookie=cookie)
        expect(reply.status in (200, 303), f"the link {address} on {on} leads to a page: {reply.status}")
        if reply.status != 200 or not reply.header("content-type").startswith("text/html"):
            continue
        text = reply.body.decode()
        pages.append((address, text))
        for found in re.findall(r'<a\b[^>]*\bhref="(/[^"#]*)', text):
            link = html.unescape(found)
            kind = kind_of(link, patterns)
            if kind not in seen and not link.startswith(("/static/", "/language")):
                seen.add(kind)
                waiting.append((link, address))
    return pages
