#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A PDF as a scanner would make it: pictures of its pages, no text. make_scan.py IN.pdf OUT.pdf [DOTS PER INCH]"""
import pathlib
import subprocess
import sys
import tempfile
import zlib

source, target = sys.argv[1:3]
dots = int(sys.argv[3]) if len(sys.argv) > 3 else 200


def pictures():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-q", "-gray", "-r", str(dots), source, f"{folder}/p"], check=True)
        for path in sorted(pathlib.Path(folder).iterdir()):
            head, size, most, pixels = path.read_bytes().split(b"\n", 3)
            width, height = map(int, size.split())
            yield width, height, pixels


objects = []


def add(bytes_):
    objects.append(bytes_)
    return len(objects)


def stream(head, bytes_):
    return f"<<{head}/Length {len(bytes_)}>>\nstream\n".encode() + bytes_ + b"\nendstream"


pages = []
root = add(b"<</Type/Catalog/Pages 2 0 R>>")
tree = add(b"")
for width, height, pixels in pictures():
    picture = add(stream(f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode", zlib.compress(pixels)))
    w, h = width * 72 / dots, height * 72 / dots
    drawing = add(stream("", f"q {w:.1f} 0 0 {h:.1f} 0 0 cm /P Do Q".encode()))
    pages.append(add(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {w:.1f} {h:.1f}]/Resources<</XObject<</P {picture} 0 R>>>>/Contents {drawing} 0 R>>".encode()))
objects[tree - 1] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{p} 0 R' for p in pages)}]>>".encode()
out, places = b"%PDF-1.4\n", []
for number, body in enumerate(objects, 1):
    places.append(len(out))
    out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
start = len(out)
out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{p:010d} 00000 n \n".encode() for p in places)
out += f"trailer\n<</Size {len(objects) + 1}/Root {root} 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
pathlib.Path(target).write_bytes(out)
