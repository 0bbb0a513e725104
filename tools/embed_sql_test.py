#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests of embed_sql.py: python3 tools/embed_sql_test.py"""
import pathlib
import tempfile
import unittest

import embed_sql


def queries(text):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "room.sql"
        path.write_text(text, encoding="utf-8")
        return embed_sql.read_queries(path)


def migrations(files):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, text in files.items():
            paths.append(pathlib.Path(folder) / name)
            paths[-1].write_text(text, encoding="utf-8")
        out = pathlib.Path(folder) / "out.cpp"
        embed_sql.embed_migrations(out, paths)
        return out.read_text(encoding="utf-8")


class Queries(unittest.TestCase):
    def test_parameters_outside_quotes_and_comments_get_question_marks(self):
        sql = "select $2, $1, '$3 ''$4', \"$5\" -- $6\n/* $7 */ from t"
        self.assertEqual(embed_sql.for_sqlite(sql), "select ?2, ?1, '$3 ''$4', \"$5\" -- $6\n/* $7 */ from t")

    def test_an_override_stands_beside_the_common_text(self):
        found = queries("-- name: a\n-- Says a.\nselect 1;\n\n-- name: a @postgres\nselect 2\n")
        self.assertEqual(found["a"][""][1:], ("Says a.", "select 1"))
        self.assertEqual(found["a"]["postgres"][2], "select 2")

    def test_what_is_wrong_is_refused(self):
        for name, text in {
            "no comment": "-- name: a\nselect 1",
            "twice": "-- name: a\n-- A.\nselect 1\n-- name: a\n-- A.\nselect 2",
            "gap": "-- name: a\n-- A.\nselect $1, $3",
            "question mark": "-- name: a\n-- A.\nselect ?",
            "two statements": "-- name: a\n-- A.\nselect 1; select 2",
            "unknown engine": "-- name: a @oracle\n-- A.\nselect 1",
            "one engine only": "-- name: a @sqlite\n-- A.\nselect 1",
            "empty": "-- name: a\n-- A.\n",
            "parameters differ": "-- name: a\n-- A.\nselect $1\n-- name: a @sqlite\nselect 1",
            "upper case": "-- name: All\n-- A.\nselect 1",
            "rows of an update": "-- name: a\n-- A.\n-- rows: text\nupdate t set a = $1",
            "rows without a type for each": "-- name: a\n-- A.\n-- rows: text\ninsert into t (a, b) values ($1, $2)",
            "rows of another type": "-- name: a\n-- A.\n-- rows: date\ninsert into t (a) values ($1)",
            "a parameter beside the values": "-- name: a\n-- A.\n-- rows: text text\n"
                                             "insert into t (a) values ($1) on conflict (a) do update set b = $2",
            "a key that is no parameter": "-- name: a\n-- A.\n-- rows: text\ninsert into t (a, b) values (1, $1) on conflict (a) do nothing",
            "before the first": "select 1\n-- name: a\n-- A.\nselect 1",
        }.items():
            with self.subTest(name), self.assertRaises(SystemExit):
                queries(text)

    def test_rows_become_one_statement_of_arrays(self):
        found = queries("-- name: a\n-- A.\n-- rows: bigint text text\ninsert into t as x (k, l, m, n)\nvalues ($1, 'a,)', f($2, 1), $3)\n"
                        "on conflict (k, n) do update set m = x.m + excluded.m\n")
        self.assertEqual(found["a"]["rows"], (
            ["bigint", "text", "text"],
            "insert into t as x (k, l, m, n)\nselect r.p1, 'a,)', f(r.p2, 1), r.p3 from unnest($1::bigint[], $2::text[], $3::text[])"
            " as r(p1, p2, p3)\non conflict (k, n) do update set m = x.m + excluded.m", 0b101))

    def test_a_question_for_many_sets_tells_whose_each_row_is(self):
        found = queries("-- name: a\n-- A.\n-- rows: text\nselect b from t where c = $1 order by b\n")
        self.assertEqual(found["a"]["rows"], (
            ["text"], "select r.n, q.* from unnest($1::text[]) with ordinality as r(p1, n) cross join lateral (\n"
            "select b from t where c = r.p1 order by b offset 0) as q", 0))

    def test_text_becomes_a_literal_that_reads_back(self):
        self.assertEqual(embed_sql.literal('say "a\\b" ??='), '"say \\"a\\\\b\\" ?\\?="')


class Migrations(unittest.TestCase):
    def test_lines_for_one_engine_count_there_only(self):
        text = "create table t (\n--@sqlite id integer\n--@postgres id bigint\n);\n"
        self.assertEqual(embed_sql.active_lines(text, "sqlite"), "create table t (\nid integer\n);\n")
        self.assertEqual(embed_sql.active_lines(text, "postgres"), "create table t (\nid bigint\n);\n")

    def test_they_stand_in_order_with_the_oldest_program(self):
        made = migrations({"0010_b.sql": "-- oldest: 0.2.0\nselect 1;", "0001_a.sqlite.sql": "select 2;",
                           "0001_a.postgres.sql": "select 3;"})
        self.assertLess(made.index('{1, "a", ""'), made.index('{10, "b", "0.2.0"'))

    def test_what_is_wrong_is_refused(self):
        for files in ({"1_a.sql": "x"}, {"0001_a.sql": "x", "0001_b.sql": "y"}, {"0001_a.sqlite.sql": "x"},
                      {"0001_a.sql": "x", "0001_a.sqlite.sql": "y"}):
            with self.subTest(files), self.assertRaises(SystemExit):
                migrations(files)


if __name__ == "__main__":
    unittest.main()
