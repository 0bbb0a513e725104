#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Puts the shipped packs into one file that the program carries: for each file a line "<size> <path>" and its bytes.

    embed_packs.py PACKS-FOLDER OUT
"""
import pathlib
import sys


def main() -> int:
    folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    parts = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = file.read_bytes()
        parts.append(f"{len(data)} {file.relative_to(folder).as_posix()}\n".encode() + data)
    out.write_bytes(b"".join(parts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
