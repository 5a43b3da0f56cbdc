"""Prints the entries of a tar file as Python's tarfile sees them, a JSON array a line."""
import json
import math
import sys
import tarfile
import zlib

KINDS = {
    tarfile.REGTYPE: "regular", tarfile.AREGTYPE: "regular", tarfile.CONTTYPE: "regular",
    tarfile.GNUTYPE_SPARSE: "regular", tarfile.LNKTYPE: "hardLink", tarfile.SYMTYPE: "symbolicLink",
    tarfile.CHRTYPE: "characterDevice", tarfile.BLKTYPE: "blockDevice", tarfile.DIRTYPE: "directory",
    tarfile.FIFOTYPE: "fifo",
}


def latin(text):
    """Bytes as text of the same number of characters, whatever they are."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


with tarfile.open(sys.argv[1], encoding="utf-8", errors="surrogateescape") as archive:
    for member in archive:
        kind = KINDS[member.type]
        checksum = 0
        if kind == "regular" and not member.issparse():
            checksum = zlib.crc32(archive.extractfile(member).read())
        device = kind in ("characterDevice", "blockDevice")
        print(json.dumps({
            "kind": kind,
            "name": latin(member.name.rstrip("/")),
            "link": latin(member.linkname) if member.issym() or member.islnk() else "",
            "mode": member.mode & 0o7777,
            "uid": member.uid,
            "gid": member.gid,
            "size": member.size if kind == "regular" else 0,
            "mtime": math.floor(member.mtime),
            "major": member.devmajor if device else 0,
            "minor": member.devminor if device else 0,
            "sparse": bool(member.issparse()),
            "checksum": checksum,
        }, sort_keys=True))
