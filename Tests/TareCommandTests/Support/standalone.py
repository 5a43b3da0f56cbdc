"""Makes mirrors of CPython's archives that no project would publish, one a folder, and one that is in order.

usage: standalone.py FOLDER MACHINE      prints the names, one a line

Each is FOLDER/NAME/20251014 with one archive of CPython 3.13 for glibc. Its program is this machine's `true`.
"""
import gzip, hashlib, io, os, sys, tarfile

folder, machine = sys.argv[1:]
program = open("/bin/true", "rb").read()


def file(name, content=b"", mode=0o644):
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime, entry.uid, entry.uname = len(content), mode, 1704067200, 1000, "builder"
    return entry, content


def other(kind, name, target=""):
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname, entry.mode = kind, target, 0o777
    return entry, b""


def link(name, target): return other(tarfile.SYMTYPE, name, target)
def hard(name, target): return other(tarfile.LNKTYPE, name, target)


usual = [
    file("python/bin/python3.13", program, 0o775), link("python/bin/python3", "python3.13"),
    link("python/bin/python", "./python3"), file("python/lib/python3.13/os.py", b"# the landmark\n"),
]
wrong_machine = bytearray(program)
wrong_machine[18:20] = (243).to_bytes(2, "little")

archives = {
    "good": [
        *usual, file("python/bin/pip3", b"#!/bin/sh\n", 0o755), hard("python/bin/python3.13-copy", "python/bin/python3.13"),
        link("python/bin/pip", "pip3"), link("python/lib/pip-link", "../bin/pip"), link("python/lib/nowhere", "missing"),
        file("python/include/python3.13/Python.h", b"int;\n"), link("python/include/kept", "../lib"),
        hard("python/lib/Python.h", "python/include/python3.13/Python.h"), hard("python/lib/Twice.h", "python/include/python3.13/Python.h"),
        link("python/lib64", "lib"), link("python/lib/deep", "python3.13/os.py"), link("python/lib/through", "../lib64/python3.13"),
        other(tarfile.DIRTYPE, "python/lib/empty"), file("python/lib/libpython3.13.so.1.0", program, 0o755),
        file("python/lib/long/" + "n" * 120 + "/" + "m" * 120 + ".py", b"x"), file("python/lib/caf\u00e9.py", b"x"),
    ],
    "escape": [*usual, file("python/../../etc/passwd")],
    "absolute": [*usual, file("/etc/passwd")],
    "outside": [*usual, file("other/file")],
    "link-absolute": [*usual, link("python/lib/x", "/etc/passwd")],
    "link-up": [*usual, link("python/lib/x", "../../etc/passwd")],
    "link-through": [*usual, link("python/lib/x", "python3.13/../../../etc")],
    "below-link": [*usual, link("python/lib64", "lib"), file("python/lib64/x")],
    "below-file": [*usual, file("python/lib/python3.13/os.py/x")],
    "file-and-folder": [*usual, other(tarfile.DIRTYPE, "python/bin/python3")],
    "twice": [*usual, file("python/lib/python3.13/os.py", b"# another\n")],
    "hard-forward": [hard("python/bin/python", "python/bin/python3.13"), *usual],
    "hard-outside": [*usual, hard("python/lib/x", "/etc/passwd")],
    "hard-to-link": [*usual, hard("python/lib/x", "python/bin/python3")],
    "device": [*usual, other(tarfile.CHRTYPE, "python/lib/null")],
    "pipe": [*usual, other(tarfile.FIFOTYPE, "python/lib/pipe")],
    "whiteout": [*usual, file("python/bin/.wh.python3")],
    "full": [file("python/PYTHON.json", b"{}"), *usual],
    "full-install": [*usual, file("python/install/bin/python3.13", program, 0o755)],
    "no-program": usual[3:],
    "no-library": usual[:3],
    "script": [file("python/bin/python3.13", b"#!/bin/sh\n", 0o755), *usual[1:]],
    "not-executable": [file("python/bin/python3.13", program, 0o644), *usual[1:]],
    "other-machine": [file("python/bin/python3.13", bytes(wrong_machine), 0o755), *usual[1:]],
    "bomb": [*usual, file("python/lib/zeros", bytes(80 << 20))],
}
for name, entries in archives.items():
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for entry, content in entries:
            tar.addfile(entry, io.BytesIO(content))
    archives[name] = gzip.compress(stream.getvalue(), 1 if name == "bomb" else 6, mtime=0)
archives["cut"] = archives["good"][:-1000]
archives["text"] = b"<html>not an archive</html>\n"
archives["changed"] = archives["good"]
for name, content in archives.items():
    place = f"{folder}/{name}/20251014"
    os.makedirs(place)
    full = f"cpython-3.13.9+20251014-{machine}-unknown-linux-gnu-install_only_stripped.tar.gz"
    open(f"{place}/{full}", "wb").write(content)
    listed = hashlib.sha256(content + (b"changed" if name == "changed" else b"")).hexdigest()
    open(f"{place}/SHA256SUMS", "w").write(f"{listed}  {full}\n")
    print(name)
