"""Makes wheels that no tool would build, one a folder, and one that is in order.

usage: wheels.py FOLDER      prints the names, one a line

Each is FOLDER/NAME/made-1.0-py3-none-any.whl.
"""
import base64, hashlib, io, os, struct, sys, zipfile

folder = sys.argv[1]
filename = "made-1.0-py3-none-any.whl"
info = "made-1.0.dist-info"
usual = {
    "made/__init__.py": b"def main():\n    print('made')\n",
    f"{info}/METADATA": b"Metadata-Version: 2.1\nName: made\nVersion: 1.0\n",
    f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}


def row(name, content):
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}"


def wheel(more=(), record=None, mode=None, infos=()):
    """The usual files and more, with a RECORD of them or the one that is given."""
    files = dict(usual, **dict(more))
    rows = [row(name, content) for name, content in files.items()] + [f"{info}/RECORD,,"]
    files[f"{info}/RECORD"] = ("\n".join(record(rows) if record else rows) + "\n").encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (mode or {}).get(name, 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
        for name, content in infos:
            archive.writestr(name, content)
    return stream.getvalue()


def patched(data, change):
    """The directory entry of made/__init__.py and its header, changed by what is told."""
    data = bytearray(data)
    directory = data.rindex(b"PK\x01\x02", 0, data.index(b"made/__init__.py", data.index(b"PK\x01\x02")))
    change(data, directory, 0)
    return bytes(data)


def sizes(value):
    def change(data, directory, header):
        struct.pack_into("<I", data, directory + 24, value)
        struct.pack_into("<I", data, header + 22, value)
    return change


def checksum(data, directory, header):
    for place in (directory + 16, header + 14):
        struct.pack_into("<I", data, place, struct.unpack_from("<I", data, place)[0] ^ 1)


def points(text):
    return {f"{info}/entry_points.txt": text}


good = wheel(points(b"[console_scripts]\nmade = made:main\n"))
wheels = {
    "good": good,
    "slip-up": wheel({"../../etc/cron.d/x": b"x"}),
    "slip-absolute": wheel({"/etc/cron.d/x": b"x"}),
    "slip-backslash": wheel({"..\\..\\x": b"x"}),
    "slip-data": wheel({"made-1.0.data/data/../../../x": b"x"}),
    "slip-script": wheel(points(b"[console_scripts]\n../../../usr/bin/x = made:main\n")),
    "interpreter": wheel(points(b"[console_scripts]\npython = made:main\n")),
    "no-object": wheel(points(b"[console_scripts]\nmade = made\n")),
    "code": wheel(points(b"[console_scripts]\nmade = made:main;import os\n")),
    "link": wheel({"made/passwd": b"/etc/passwd"}, mode={"made/passwd": 0o120777}),
    "device": wheel({"made/null": b""}, mode={"made/null": 0o020666}),
    "record-other": wheel(record=lambda rows: [row("made/__init__.py", b"other") ] + rows[1:]),
    "record-text": wheel(record=lambda rows: ['"unclosed,,']),
    "record-weak": wheel(record=lambda rows: ["made/__init__.py,md5=AAAAAAAAAAAAAAAAAAAAAA,30"] + rows[1:]),
    "twice": wheel(infos=[("made/__init__.py", b"other")]),
    "case": wheel({"made/A.py": b"1\n", "made/a.py": b"2\n"}),
    "file-and-folder": wheel({"made/sub": b"", "made/sub/x.py": b""}),
    "no-metadata": b"PK\x05\x06" + bytes(18),
    "other-name": wheel({f"{info}/METADATA": b"Metadata-Version: 2.1\nName: other\nVersion: 1.0\n"}),
    "huge": patched(good, sizes(0xFFFFFFF0)),
    "longer": patched(good, sizes(60)),
    "checksum": patched(good, checksum),
    "cut": good[:-40],
    "text": b"<html>not found</html>\n",
    "empty": b"",
    "behind": good + b"more",
    "version-2": wheel({f"{info}/WHEEL": usual[f"{info}/WHEEL"].replace(b"1.0", b"2.0")}),
}
for name, content in wheels.items():
    os.makedirs(f"{folder}/{name}")
    open(f"{folder}/{name}/{filename}", "wb").write(content)
    print(name)
