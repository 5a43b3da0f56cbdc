"""Writes an OCI layout whose layers hold random entries: random_image.py SEED DIRECTORY.

Names are few, so that layers overwrite, delete and link across one another often.
"""
import hashlib, io, json, os, random, sys, tarfile

seed, directory = int(sys.argv[1]), sys.argv[2]
rng = random.Random(seed)
names = ["a", "b", "c", "d"]
blobs = os.path.join(directory, "blobs", "sha256")
os.makedirs(blobs)


def blob(data):
    digest = hashlib.sha256(data).hexdigest()
    with open(os.path.join(blobs, digest), "wb") as file:
        file.write(data)
    return digest


def layer():
    buffer = io.BytesIO()
    placed = []
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        entries = []
        for _ in range(rng.randint(2, 14)):
            path = "/".join(rng.choice(names) for _ in range(rng.randint(1, 3)))
            kind = rng.choices(["file", "dir", "link", "hard", "gone", "opaque"], [6, 4, 3, 1, 2, 1])[0]
            entries.append((kind, path))
        # Builders write deletions first.
        entries.sort(key=lambda entry: entry[0] not in ("gone", "opaque"))
        for kind, path in entries:
            parent, _, name = path.rpartition("/")
            info = tarfile.TarInfo(path)
            info.mode = 0o644
            data = b""
            if kind == "file":
                data = bytes(rng.randint(0, 40))
                placed.append(path)
            elif kind == "dir":
                info.type, info.mode = tarfile.DIRTYPE, 0o755
            elif kind == "link":
                info.type = tarfile.SYMTYPE
                info.linkname = rng.choice(["", "/", "../", "../../../"]) + rng.choice(names)
            elif kind == "hard":
                if not placed:
                    continue
                info.type, info.linkname = tarfile.LNKTYPE, placed[-1]
                if info.linkname == path or path.startswith(info.linkname + "/"):
                    continue
            elif kind == "gone":
                info.name = (parent + "/" if parent else "") + ".wh." + name
            else:
                info.name = path + "/.wh..wh..opq"
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


layers = [layer() for _ in range(rng.randint(1, 5))]
diff_ids = ["sha256:" + hashlib.sha256(data).hexdigest() for data in layers]
config = json.dumps({
    "architecture": "amd64", "os": "linux", "config": {},
    "rootfs": {"type": "layers", "diff_ids": diff_ids},
}).encode()
manifest = json.dumps({
    "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
    "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "sha256:" + blob(config), "size": len(config)},
    "layers": [
        {"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": "sha256:" + blob(data), "size": len(data)}
        for data in layers
    ],
}).encode()
with open(os.path.join(directory, "index.json"), "w") as file:
    json.dump({"schemaVersion": 2, "manifests": [{
        "mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": "sha256:" + blob(manifest),
        "size": len(manifest), "annotations": {"org.opencontainers.image.ref.name": "t"},
    }]}, file)
with open(os.path.join(directory, "oci-layout"), "w") as file:
    json.dump({"imageLayoutVersion": "1.0.0"}, file)
with open(os.path.join(directory, "layers"), "w") as file:
    file.write("\n".join(digest.removeprefix("sha256:") for digest in diff_ids))
