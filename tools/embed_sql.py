#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turns SQL files into C++ (format: docs/format/sql.md).

  embed_sql.py queries ROOM FILE.sql OUT.h OUT.cpp       named queries of a room
  embed_sql.py migrations OUT.cpp FILE.sql ...           the numbered migrations
"""
import pathlib
import re
import sys

ENGINES = ("sqlite", "postgres")
NAME = re.compile(r"^-- name: ([a-z][a-z0-9_]*)(?: @(\w+))?\s*$")
# Parts of SQL in which $1 is not a parameter: text, quoted names, comments; then the parameters themselves.
TOKEN = re.compile(r"('(?:[^']|'')*')|(\"(?:[^\"]|\"\")*\")|(--[^\n]*)|(/\*.*?\*/)|\$(\d+)|(\?)|(;)", re.S)
ROWS = re.compile(r"^-- rows: ((?:bigint|text)(?: (?:bigint|text))*)\s*$")
VALUES = re.compile(r"\)\s*values\s*\(")
MIGRATION = re.compile(r"^(\d{4})_([a-z0-9_]+?)(?:\.(sqlite|postgres))?\.sql$")


def die(path, line, text):
    sys.exit(f"{path}:{line}: {text}")


def literal(text):
    """A C++ string literal, one source line per line of SQL. UTF-8 passes as it is."""
    lines = text.split("\n")
    out = []
    for number, line in enumerate(lines):
        end = "\\n" if number + 1 < len(lines) else ""
        out.append('"' + line.replace("\\", "\\\\").replace('"', '\\"').replace("\t", " ").replace("??", "?\\?") + end + '"')
    return "\n    ".join(out)


def for_sqlite(text):
    """$n becomes ?n: SQLite numbers $n by first appearance, ?n exactly."""
    return TOKEN.sub(lambda m: "?" + m.group(5) if m.group(5) else m.group(0), text)


def check(path, line, text):
    used = set()
    for match in TOKEN.finditer(text):
        if match.group(5):
            used.add(int(match.group(5)))
        elif match.group(6):
            die(path, line, "write parameters as $1, $2 …, not as ?")
        elif match.group(7):
            die(path, line, "one statement per query, without ;")
    if used != set(range(1, len(used) + 1)):
        die(path, line, f"parameters must be $1 to $n without a gap, found {sorted(used)}")
    return len(used)


def in_array(text):
    """The parameters $1 … as columns p1 … of the row at hand."""
    return TOKEN.sub(lambda m: "r.p" + m.group(5) if m.group(5) else m.group(0), text)


def items(text):
    """Characters of SQL; a text in quotes is one."""
    return re.findall(r"'(?:[^']|'')*'|.", text, re.S)


def end_of_bracket(text, start):
    """The place of the bracket that closes the one before `start`."""
    depth, at = 1, start
    for item in items(text[start:]):
        depth += {"(": 1, ")": -1}.get(item, 0)
        if depth == 0:
            return at
        at += len(item)
    return -1


def parts(text):
    """What stands between the outer commas."""
    out, depth = [""], 0
    for item in items(text):
        depth += {"(": 1, ")": -1}.get(item, 0)
        if item == "," and depth == 0:
            out.append("")
        else:
            out[-1] += item
    return [part.strip() for part in out]


def for_rows(path, line, text, types):
    """One statement for many rows or sets of parameters, each parameter an array, and the parameters that make an upsert's key."""
    arrays = ", ".join(f"${n}::{kind}[]" for n, kind in enumerate(types, 1))
    columns = ", ".join(f"p{n}" for n in range(1, len(types) + 1))
    if text.startswith("select"):
        # Behind the fence of "offset 0" each set is asked for by itself: without statistics a join of all sets at once would be
        # made by reading the whole table.
        fence = "" if re.search(r"\b(limit|offset)\b", text) else " offset 0"
        return (f"select r.n, q.* from unnest({arrays}) with ordinality as r({columns}, n) cross join lateral (\n"
                f"{in_array(text)}{fence}) as q", 0)
    found = VALUES.search(text)
    end = end_of_bracket(text, found.end()) if found else -1
    if not text.startswith("insert into") or end < 0:
        die(path, line, "-- rows: is for a select and for 'insert into … (…) values (…)'")
    head, body, tail = text[:found.start() + 1], text[found.end():end], text[end + 1:]
    if re.search(r"\$\d", head + tail):
        die(path, line, "with -- rows: parameters stand between the brackets of values (…) only")
    key = 0
    conflict = re.search(r"on conflict \(([^)]*)\)", tail)
    if conflict:
        values = dict(zip(parts(head[head.index("(") + 1:-1]), parts(body)))
        for column in parts(conflict.group(1)):
            if not re.fullmatch(r"\$\d+", values.get(column, "")):
                die(path, line, f"with -- rows: the key {column} has to be a parameter")
            key |= 1 << (int(values[column][1:]) - 1)
    return f"{head}\nselect {in_array(body)} from unnest({arrays}) as r({columns}){tail}", key


def read_queries(path):
    """{name: {engine or '': (line, comment, text)}} in the order of the file; under 'rows' (types, text, key) where there are."""
    queries, rows = {}, {}
    current = None
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.rstrip()
        head = NAME.match(line)
        if line.startswith("-- name:") and not head:
            die(path, number, "a block begins with '-- name: lower_case' and perhaps ' @sqlite' or ' @postgres'")
        if head:
            name, engine = head.group(1), head.group(2) or ""
            if engine and engine not in ENGINES:
                die(path, number, f"no engine called {engine}")
            if engine in queries.setdefault(name, {}):
                die(path, number, f"{name} is defined twice")
            current = queries[name][engine] = [number, [], []]
        elif line.startswith("-- rows:") and current and not current[2]:
            found = ROWS.match(line)
            if not found or name in rows:
                die(path, number, "once a query, '-- rows:' and the type of each parameter: bigint or text")
            rows[name] = (number, found.group(1).split(" "))
        elif line.lstrip().startswith("--"):
            if current and not current[2]:
                current[1].append(line.lstrip()[2:].strip())
        elif line and current is None:
            die(path, number, "SQL before the first '-- name:'")
        elif line:
            current[2].append(line)
    result = {}
    for name, blocks in queries.items():
        counts = set()
        for engine, (number, comment, lines) in blocks.items():
            text = "\n".join(lines).rstrip(";").rstrip()
            if not text:
                die(path, number, f"{name} is empty")
            counts.add(check(path, number, text))
            blocks[engine] = (number, " ".join(comment), text)
        if "" not in blocks and set(blocks) != set(ENGINES):
            die(path, number, f"{name} needs a block without engine, or one for each engine")
        if len(counts) > 1:
            die(path, number, f"{name} takes a different number of parameters on each engine")
        if not any(block[1] for block in blocks.values()):
            die(path, number, f"{name} needs a comment line that says what it does")
        if name in rows:
            line, types = rows[name]
            if len(types) != counts.pop():
                die(path, line, f"{name} has another number of parameters than types")
            blocks["rows"] = (types, *for_rows(path, line, blocks.get("postgres", blocks.get(""))[2], types))
        result[name] = blocks
    return result


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def embed_queries(room, source, header, body):
    queries = read_queries(source)
    h = [f"// Generated from src/{room}/{source.name} by tools/embed_sql.py.", "#pragma once", '#include "db/db.h"', "",
         f"namespace youju::{room}::sql {{"]
    c = [f"// Generated from src/{room}/{source.name} by tools/embed_sql.py.", f'#include "{room}/{header.name}"', "",
         f"namespace youju::{room}::sql {{"]
    for name, blocks in queries.items():
        types, rows, key = blocks.pop("rows", ([], "", 0))
        comment = next(block[1] for block in blocks.values() if block[1])
        texts = {engine: blocks.get(engine, blocks.get(""))[2] for engine in ENGINES}
        many = f",\n    {literal(rows)},\n    \"{''.join(t[0] for t in types)}\", {key}" if types else ""
        h.append(f"extern const ::youju::db::Query {name};  // {comment}")
        c.append(f"const ::youju::db::Query {name}{{\n    \"{room}.{name}\",\n    {literal(for_sqlite(texts['sqlite']))},\n"
                 f"    {literal(texts['postgres'])},\n    ::youju::db::RegisterQuery(&{name}).id{many}}};")
    close = f"}}  // namespace youju::{room}::sql\n"
    write(header, "\n".join(h + [close]))
    write(body, "\n".join(c + [close]))


def active_lines(text, engine):
    """Lines '--@sqlite …' and '--@postgres …' count on that engine only."""
    out = []
    for line in text.splitlines():
        mark = re.match(r"^\s*--@(\w+) ?(.*)$", line)
        if not mark:
            out.append(line.rstrip())
        elif mark.group(1) == engine:
            out.append(mark.group(2).rstrip())
        elif mark.group(1) not in ENGINES:
            sys.exit(f"no engine called {mark.group(1)}: {line}")
    return "\n".join(out).strip() + "\n"


def embed_migrations(body, sources):
    steps = {}
    for source in sorted(sources):
        match = MIGRATION.match(source.name)
        if not match:
            sys.exit(f"{source}: a migration is called NNNN_name.sql, NNNN_name.sqlite.sql or NNNN_name.postgres.sql")
        number, name, engine = int(match.group(1)), match.group(2), match.group(3) or ""
        step = steps.setdefault(number, (name, {}))
        if step[0] != name or engine in step[1] or (engine and "" in step[1]) or (not engine and step[1]):
            sys.exit(f"{source}: number {number:04d} is taken")
        step[1][engine] = source.read_text(encoding="utf-8")
    rows = []
    for number, (name, texts) in sorted(steps.items()):
        if "" not in texts and set(texts) != set(ENGINES):
            sys.exit(f"migration {number:04d}_{name} lacks an engine")
        oldest = {m for text in texts.values() for m in re.findall(r"(?m)^-- oldest: (\S+)$", text)}
        if len(oldest) > 1:
            sys.exit(f"migration {number:04d}_{name} names two oldest programs")
        first = "".join(oldest)
        both = [active_lines(texts.get(engine, texts.get("")), engine) for engine in ENGINES]
        rows.append(f'  {{{number}, "{name}", "{first}",\n    {literal(both[0])},\n    {literal(both[1])}}},\n')
    table = f"const std::array<Migration, {len(rows)}> kMigrations{{{{\n{''.join(rows)}}}}};"
    write(body, "// Generated from src/db/migrations by tools/embed_sql.py.\n#include \"db/migrate.h\"\n\n#include <array>\n\n"
          f"namespace youju::db {{\nnamespace {{\n{table}\n}}  // namespace\n"
          "std::span<const Migration> migrations() { return kMigrations; }\n}  // namespace youju::db\n")


def main(arguments):
    paths = [pathlib.Path(a) for a in arguments[1:]]
    if len(arguments) == 5 and arguments[0] == "queries":
        embed_queries(arguments[1], *paths[1:])
    elif len(arguments) >= 2 and arguments[0] == "migrations":
        embed_migrations(paths[0], paths[1:])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
