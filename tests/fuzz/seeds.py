#!/usr/bin/env python3
"""Seeds for the fuzz targets out of a folder of real files, small ones first:  seeds.py FOLDER OUT [MOST_BYTES]

Each target gets its own folder under OUT, in the form that its input has (see targets/). Needs: pip install msoffcrypto-tool olefile
"""
import io, os, sys, zipfile

folder, out = sys.argv[1:3]
most = int(sys.argv[3]) if len(sys.argv) > 3 else 60_000
counts = {}


def put(target, data):
    if 0 < len(data) <= most and counts.get(target, 0) < 60:
        os.makedirs(f"{out}/{target}", exist_ok=True)
        counts[target] = counts.get(target, 0) + 1
        with open(f"{out}/{target}/{counts[target]:03}", "wb") as file:
            file.write(data)


def compound(data):
    import msoffcrypto, olefile
    put("compound", data[8:])
    office = msoffcrypto.OfficeFile(io.BytesIO(data))
    if office.is_encrypted():
        plain = io.BytesIO()
        office.load_key(password="VelvetSweatshop")
        office.decrypt(plain)
        data = plain.getvalue()
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        stream = ole.openstream("Workbook").read()
        put("biff", stream[4 + int.from_bytes(stream[2:4], "little"):])


def archive(data):
    members = zipfile.ZipFile(io.BytesIO(data))
    names = members.namelist()
    read = lambda name: members.read(name) if name in names else b""
    if "word/document.xml" in names:
        put("docx", read("word/document.xml")[:most])
    for name in names:
        if name.startswith("xl/worksheets/sheet"):
            put("xlsx", b"\0".join([read(name), read("xl/sharedStrings.xml"), read("xl/styles.xml")]))
    put("ods", read("content.xml"))


files = [os.path.join(path, name) for path, _, names in os.walk(folder) for name in names]
for path in sorted(files, key=lambda path: (os.path.getsize(path), path)):
    data = open(path, "rb").read(4_000_000)
    put("any", data)
    try:
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            compound(data)
        elif data.startswith(b"PK"):
            archive(data)
        elif data.startswith(b"%PDF-"):
            put("pdf", data[9:])
        elif data.lstrip()[:1] == b"<":
            put("html", data)
        else:
            put({".csv": "csv", ".yaml": "json", ".json": "json", ".txt": "text"}.get(os.path.splitext(path)[1], "text"), data)
    except Exception as error:  # a damaged file is a seed for `any` all the same
        print(f"{path}: {error}", file=sys.stderr)
print(", ".join(f"{target} {count}" for target, count in sorted(counts.items())))
