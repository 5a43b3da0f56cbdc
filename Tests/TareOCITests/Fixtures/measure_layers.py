"""Takes the layers out of an image's archive: measure_layers.py IMAGE FOLDER.

Prints a JSON object a line for each layer, with what hashlib and tarfile say of it.
"""
import gzip, hashlib, io, json, os, subprocess, sys, tarfile

image, folder = sys.argv[1:3]
with tarfile.open(image) as archive:
    files = {m.name.removeprefix("./"): archive.extractfile(m).read() for m in archive if m.isreg()}
    for member in archive:
        if member.issym():
            target = os.path.normpath(os.path.join(os.path.dirname(member.name), member.linkname))
            files[member.name] = files.get(target, b"")


def blob(digest):
    return files["blobs/" + digest.replace(":", "/")]


if "manifest.json" in files:
    layers = [files[name] for name in json.loads(files["manifest.json"])[0]["Layers"]]
elif "index.json" not in files:
    # No image but what a layer holds: a layer itself.
    layers = [open(image, "rb").read()]
else:
    document = json.loads(files["index.json"])
    while "manifests" in document:
        document = json.loads(blob(document["manifests"][0]["digest"]))
    layers = [blob(layer["digest"]) for layer in document["layers"]]

for number, data in enumerate(layers):
    path = os.path.join(folder, str(number))
    with open(path, "wb") as file:
        file.write(data)
    kind, tar = "none", data
    if data[:2] == b"\x1f\x8b":
        kind, tar = "gzip", gzip.decompress(data)
    elif data[:4] == b"\x28\xb5\x2f\xfd" or data[1:4] == b"\x2a\x4d\x18":
        kind, tar = "zstd", subprocess.run(["zstd", "-dcq", path], check=True, capture_output=True).stdout
    counts = {"regular": 0, "hardLink": 0, "symbolicLink": 0, "directory": 0, "whiteout": 0, "opaque": 0, "other": 0}
    size, paths = 0, []
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        for member in archive:
            name = os.path.basename(member.name)
            if name == ".wh..wh..opq":
                counts["opaque"] += 1
            elif name.startswith(".wh..wh."):
                continue
            elif name.startswith(".wh."):
                counts["whiteout"] += 1
            elif member.isdir():
                counts["directory"] += 1
            elif member.issym():
                counts["symbolicLink"] += 1
            elif member.islnk():
                counts["hardLink"] += 1
            elif member.isreg():
                counts["regular"] += 1
                size += member.size
                paths.append(os.path.normpath("/" + member.name)[1:])
            else:
                counts["other"] += 1
    print(json.dumps({
        "path": path, "digest": "sha256:" + hashlib.sha256(data).hexdigest(), "compression": kind,
        "diffID": "sha256:" + hashlib.sha256(tar).hexdigest(), "counts": counts, "size": size,
        "compressedSize": len(data), "uncompressedSize": len(tar),
        "names": hashlib.sha256("\n".join(paths).encode()).hexdigest(),
    }))
