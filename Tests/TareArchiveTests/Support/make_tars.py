"""Writes tar files of every format that Python's tarfile has, with awkward entries, into a folder."""
import io
import os
import sys
import tarfile

folder = sys.argv[1]
MODES = {"ustar": tarfile.USTAR_FORMAT, "gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}


def entry(name, kind=tarfile.REGTYPE, **fields):
    info = tarfile.TarInfo(name)
    info.type = kind
    for key, value in fields.items():
        setattr(info, key, value)
    return info


def entries(extended):
    yield entry("directory/", tarfile.DIRTYPE, mode=0o1755, mtime=1), b""
    yield entry("directory/empty", mtime=2), b""
    yield entry("directory/file", mode=0o4711, uid=1000, gid=100, mtime=1_700_000_000), b"content\n"
    yield entry("directory/block", mtime=8 ** 11 - 1), bytes(range(256)) * 2
    yield entry("directory/" + "n" * 89), b"a name of 99 bytes"
    yield entry("directory/" + "n" * 90), b"a name of 100 bytes"
    yield entry("p" * 100 + "/" + "n" * 99), b"a name that needs the prefix"
    yield entry("a/" + "p" * 150 + "/" + "n" * 99 ), b"a name of many bytes"
    yield entry("hard", tarfile.LNKTYPE, linkname="directory/file"), b""
    yield entry("soft", tarfile.SYMTYPE, linkname="../directory/file", mode=0o777), b""
    yield entry("null", tarfile.CHRTYPE, devmajor=1, devminor=3, mode=0o666), b""
    yield entry("sda", tarfile.BLKTYPE, devmajor=8, devminor=0), b""
    yield entry("pipe", tarfile.FIFOTYPE), b""
    yield entry("contiguous", tarfile.CONTTYPE), b"contiguous"
    yield entry("new\nline and blank"), b"x" * 511
    if not extended:
        return
    yield entry("long/" + "l" * 4000), b"a long name"
    yield entry("long-link", tarfile.SYMTYPE, linkname="t" * 3000), b""
    yield entry("long-hard", tarfile.LNKTYPE, linkname="long/" + "l" * 4000), b""
    yield entry("目录/файл/ü"), "UTF-8".encode()
    yield entry("not-\udcff\udcfe-utf8"), b"\xff"
    yield entry("huge-owner", uid=2 ** 32 - 1, gid=2 ** 31), b"base 256 or PAX"
    yield entry("late", mtime=8 ** 11 + 5), b"x" * 513
    yield entry("before", mtime=-3), b"before 1970"
    yield entry("fraction", mtime=1_600_000_000.75), b"rounded down"


for name, mode in MODES.items():
    path = os.path.join(folder, name + ".tar")
    with tarfile.open(path, "w", format=mode, encoding="utf-8", errors="surrogateescape") as archive:
        for info, content in entries(extended=name != "ustar"):
            if name == "gnu":
                info.mtime = int(info.mtime)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))

with tarfile.open(
    os.path.join(folder, "pax-headers.tar"), "w", format=tarfile.PAX_FORMAT, pax_headers={"comment": "global"}
) as archive:
    info = entry("with-attributes", mtime=7)
    info.size = 5
    info.pax_headers = {
        "SCHILY.xattr.user.colour": "blue", "atime": "1.5", "ctime": "2.25", "comment": "équation = a=b\nsecond line",
        "uname": "Ürsula", "LIBARCHIVE.creationtime": "9",
    }
    archive.addfile(info, io.BytesIO(b"hello"))
