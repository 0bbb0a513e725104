# SPDX-License-Identifier: Apache-2.0
"""Writers for tools/make_sample_office.py: XLSX, DOCX, PDF and pictures whose bytes are the same every time."""
import io
import re
import struct
import zipfile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from PIL import Image, ImageDraw, ImageFont

STAMP = (2024, 1, 2, 9, 0, 0)
SANS = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"  # Debian: fonts-noto-cjk
SERIF = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"


def save_zip(path, members):
    """A ZIP whose bytes depend on its members alone."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            out.writestr(info, data)


class Book:
    """A workbook as an office keeps it: merged titles, one or two header rows, notes at the foot."""

    def __init__(self):
        self.book = Workbook()
        self.book.remove(self.book.active)

    def sheet(self, name, titles, heads, rows, notes=(), hidden=False):
        """heads: texts, or (group, [texts]) for two header rows. A cell may be (value, number format)."""
        sheet = self.book.create_sheet(name)
        if hidden:
            sheet.sheet_state = "hidden"
        width = sum(len(h[1]) if isinstance(h, tuple) else 1 for h in heads)
        at = 0
        for title in titles:
            at += 1
            sheet.cell(at, 1, title).font = Font(name="宋体", size=16 if at == 1 else 10, bold=at == 1)
            sheet.cell(at, 1).alignment = Alignment(horizontal="center", vertical="center")
            sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=max(2, width))
        at = self._heads(sheet, at + 1, heads)
        thin = Side(style="thin")
        for row in rows:
            at += 1
            for column, value in enumerate(row, 1):
                if value is None or value == "":
                    continue
                shape = None
                if isinstance(value, tuple):
                    value, shape = value
                cell = sheet.cell(at, column, value)
                if shape:
                    cell.number_format = shape
                cell.border = Border(thin, thin, thin, thin)
                cell.alignment = Alignment(wrap_text=True, vertical="center")
        for note in notes:
            at += 1
            sheet.cell(at, 1, note)
            sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=max(2, width))
        for column in range(1, width + 1):
            sheet.column_dimensions[sheet.cell(len(titles) + 1, column).column_letter if not titles else chr(64 + column)].width = 14

    @staticmethod
    def _heads(sheet, at, heads):
        double = any(isinstance(h, tuple) for h in heads)
        column = 1
        for head in heads:
            if isinstance(head, tuple):
                group, parts = head
                sheet.cell(at, column, group)
                sheet.merge_cells(start_row=at, start_column=column, end_row=at, end_column=column + len(parts) - 1)
                for part in parts:
                    sheet.cell(at + 1, column, part)
                    column += 1
            else:
                sheet.cell(at, column, head)
                if double:
                    sheet.merge_cells(start_row=at, start_column=column, end_row=at + 1, end_column=column)
                column += 1
        return at + 1 if double else at

    def save(self, path):
        raw = io.BytesIO()
        self.book.save(raw)
        members = []
        with zipfile.ZipFile(raw) as made:
            for name in made.namelist():
                data = made.read(name)
                if name == "docProps/core.xml":
                    data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-01-02T01:00:00Z", data)
                    data = data.replace(b"openpyxl", "云岭市委老干部局".encode())
                members.append((name, data))
        save_zip(path, members)


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def write_docx(path, title, paragraphs):
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(p)}</w:t></w:r></w:p>' for p in [title, *paragraphs])
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    save_zip(path, [
        ("[Content_Types].xml", head + f'<Types xmlns="{package}/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
         'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
        ("_rels/.rels", head + f'<Relationships xmlns="{package}/relationships">'
         f'<Relationship Id="rId1" Type="{office}" Target="word/document.xml"/></Relationships>'),
        ("word/document.xml", head + f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>'),
    ])


def write_pdf(path, title, paragraphs):
    """One page in STSong-Light, a font every reader has; the text can be searched."""
    lines = [title, ""]
    for p in paragraphs:
        lines += [p[i:i + 34] for i in range(0, len(p), 34)] or [""]
    text = "BT /F1 14 Tf 20 TL 72 770 Td " + " ".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines) + " ET"
    unicode_map = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Same def /CMapType 2 def 1 begincodespacerange "
                   "<0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end")
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] /ToUnicode 8 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> "
        "/FontDescriptor 7 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 "
        "/CapHeight 880 /StemV 93 >>",
        f"<< /Length {len(unicode_map)} >>\nstream\n{unicode_map}\nendstream"]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(b"%010d 00000 n \n" % p for p in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    path.write_bytes(out)


def write_sign_in(path, title, day, names, absent=()):
    """A scanned sign-in sheet: a ruled table with names, slightly crooked."""
    image = Image.new("L", (620, 140 + 46 * ((len(names) + 2) // 3)), 246)
    draw = ImageDraw.Draw(image)
    big, small = ImageFont.truetype(SERIF, 24), ImageFont.truetype(SERIF, 18)
    draw.text((310, 24), "签 到 表", font=big, fill=20, anchor="ma")
    draw.text((30, 66), f"{title}", font=small, fill=30)
    draw.text((30, 92), f"时间：{day}", font=small, fill=30)
    for i, name in enumerate(names):
        x, y = 30 + 186 * (i % 3), 124 + 46 * (i // 3)
        draw.rectangle((x, y, x + 186, y + 46), outline=60)
        draw.text((x + 10, y + 12), f"{i + 1}", font=small, fill=90)
        if name not in absent:
            draw.text((x + 60 + (i * 7) % 17, y + 9 + (i * 5) % 6), name, font=small, fill=40)
    image = image.rotate(0.6, fillcolor=236)
    if path.suffix == ".png":
        image.quantize(8).save(path, optimize=True)
    else:
        image.save(path, quality=38, optimize=True)


def exif_of(taken):
    """What a camera writes: model and time of the file, and in the Exif directory when the picture was taken (DateTimeOriginal).
    The imaging library leaves out a directory it was not asked to open, so the block is written here."""
    texts = [(0x0110, b"Camera\0"), (0x0132, taken.encode() + b"\0"), (0x9003, taken.encode() + b"\0")]
    first, second = 8, 8 + 2 + 3 * 12 + 4
    at = second + 2 + 12 + 4
    entries, data = [], b""
    for tag, text in texts:
        entries.append(struct.pack("<HHII", tag, 2, len(text), at + len(data)))
        data += text + b"\0" * (len(text) % 2)
    to_exif = struct.pack("<HHII", 0x8769, 4, 1, second)
    directory = struct.pack("<H", 3) + entries[0] + entries[1] + to_exif + struct.pack("<I", 0)
    inner = struct.pack("<H", 1) + entries[2] + struct.pack("<I", 0)
    return b"Exif\0\0II*\0" + struct.pack("<I", first) + directory + inner + data


def write_photo(path, words, seed, taken):
    """A picture in place of a photo: a room, a banner with the topic, people; with the camera's date inside."""
    image = Image.new("RGB", (480, 320), (214 - seed % 20, 205, 190 + seed % 30))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 214, 480, 320), fill=(150, 128, 104 + seed % 40))
    draw.rectangle((50, 36, 430, 86), fill=(178, 34, 34))
    draw.text((240, 61), words[:14], font=ImageFont.truetype(SANS, 22), fill=(255, 236, 150), anchor="mm")
    for i in range(14):
        x, y = 24 + (i * 67 + seed * 13) % 430, 190 + 62 * (i % 2) + (i * 11 + seed) % 18
        shade = 60 + (i * 29 + seed * 7) % 110
        draw.ellipse((x, y, x + 24, y + 26), fill=(226, 190, 160))
        draw.rectangle((x - 8, y + 26, x + 32, y + 72), fill=(shade, shade + 12, shade + 30))
    image.save(path, quality=55, optimize=True, exif=exif_of(taken))
