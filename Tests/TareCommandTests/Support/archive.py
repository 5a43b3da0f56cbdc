"""Makes signed Debian archives in a folder, right ones and each kind of wrong one, and serves them on loopback.

usage: archive.py FOLDER      prints the port when all is there; ends when its standard input does

Each archive is below http://127.0.0.1:PORT/NAME. keyring.gpg holds the key that may sign; a second key exists.
"""
import functools, hashlib, http.server, lzma, os, shutil, subprocess, sys, threading, time
from email.utils import formatdate

folder = sys.argv[1]
home = f"{folder}/gnupg"
os.makedirs(home, mode=0o700)
environment = {**os.environ, "GNUPGHOME": home, "LC_ALL": "C"}


def gpg(*arguments, data=None):
    command = ["gpg", "--batch", "--quiet", "--no-tty", "--pinentry-mode", "loopback", "--passphrase", ""]
    return subprocess.run([*command, *arguments], input=data, check=True, env=environment, capture_output=True).stdout


for name in ("good", "other"):
    gpg("--quick-generate-key", f"{name}@archive.example", "rsa2048", "sign", "never")
with open(f"{folder}/keyring.gpg", "wb") as file:
    file.write(gpg("--export", "good@archive.example"))


def clearsign(text, key="good"):
    return gpg("--local-user", f"{key}@archive.example", "--digest-algo", "SHA256", "--clearsign", data=text.encode())


def package(name, files, **fields):
    """A .deb by dpkg-deb: its bytes and its paragraph of an index."""
    root = f"{folder}/build/{name}"
    os.makedirs(f"{root}/DEBIAN")
    stated = {"Package": name, "Version": "1.0-1", "Architecture": "all", "Maintainer": "A <a@archive.example>",
        "Description": "made for a test", **fields}
    control = "".join(f"{key}: {value}\n" for key, value in stated.items())
    open(f"{root}/DEBIAN/control", "w").write(control)
    for path, text in files.items():
        os.makedirs(os.path.dirname(f"{root}/{path}"), exist_ok=True)
        open(f"{root}/{path}", "w").write(text)
    # A maintainer script that must never run.
    open(f"{root}/DEBIAN/postinst", "w").write(f"#!/bin/sh\ntouch {folder}/ran\n")
    os.chmod(f"{root}/DEBIAN/postinst", 0o755)
    subprocess.run(["dpkg-deb", "--root-owner-group", "-b", root, f"{folder}/{name}.deb"], check=True,
        stdout=subprocess.DEVNULL, env={**environment, "SOURCE_DATE_EPOCH": "1700000000"})
    data = open(f"{folder}/{name}.deb", "rb").read()
    index = control + f"Filename: pool/{name}.deb\nSize: {len(data)}\nSHA256: {hashlib.sha256(data).hexdigest()}\n"
    return data, index + "\n"


tool, tool_index = package("tool", {"usr/bin/tool": "#!/bin/sh\n", "etc/tool.conf": "x=1\n"}, Depends="library (>= 1.0)")
library, library_index = package("library", {"usr/share/library/data": "data\n"})


def release(suite, index, **changes):
    packed = lzma.compress(index.encode())
    fields = {"Origin": "Test", "Suite": suite, "Codename": suite, "Date": formatdate(time.time() - 60, usegmt=True),
        "Architectures": "all amd64", "Components": "main", "Acquire-By-Hash": "yes", **changes}
    lines = [f"{key}: {value}" for key, value in fields.items() if value is not None]
    digest = hashlib.sha256(packed).hexdigest()
    return "\n".join(lines + ["SHA256:", f" {digest} {len(packed)} main/binary-amd64/Packages.xz"]) + "\n", packed, digest


def archive(name, index=tool_index + library_index, sign=clearsign, debs=None, packed_as=lambda data: data,
        suites=("stable", "stable-updates", "stable-security"), **changes):
    """An archive of three suites, of which the first has the packages."""
    for suite in suites:
        text, packed, digest = release(suite, index if suite == "stable" else "", **changes)
        dists = f"{folder}/www/{name}/dists/{suite}"
        by_hash = f"{dists}/main/binary-amd64/by-hash/SHA256"
        os.makedirs(by_hash)
        signed = sign(text)
        if signed is not None:
            open(f"{dists}/InRelease", "wb").write(signed)
        open(f"{by_hash}/{digest}", "wb").write(packed_as(packed))
    os.makedirs(f"{folder}/www/{name}/pool")
    for deb, data in {"tool": tool, "library": library, **(debs or {})}.items():
        open(f"{folder}/www/{name}/pool/{deb}.deb", "wb").write(data)


def flipped(data):
    return data[:-20] + bytes([data[-20] ^ 1]) + data[-19:]


archive("good")
archive("unsigned", sign=lambda text: text.encode())
archive("other-key", sign=lambda text: clearsign(text, "other"))
archive("changed", sign=lambda text: clearsign(text).replace(b"Origin: Test", b"Origin: Evil"))
archive("appended", sign=lambda text: clearsign(text) + b"\nOrigin: Evil\n")
archive("prepended", sign=lambda text: b"Origin: Evil\n\n" + clearsign(text))
archive("twice", sign=lambda text: clearsign(text) + clearsign(text.replace("Test", "Evil")))
archive("cut", sign=lambda text: clearsign(text)[:-200])
archive("no-release", sign=lambda text: None)
archive("expired", **{"Valid-Until": formatdate(time.time() - 86_400, usegmt=True)})
archive("future", Date=formatdate(time.time() + 7 * 86_400, usegmt=True))
archive("wrong-suite", Suite="oldstable", Codename="oldstable")
archive("no-security", suites=("stable", "stable-updates"))
archive("changed-index", packed_as=flipped)
archive("short-index", packed_as=lambda data: data[:-5])
archive("changed-package", debs={"tool": flipped(tool)})
archive("short-package", debs={"tool": tool[:-100]})
archive("long-package", debs={"tool": tool + b"x"})
archive("missing-dependency", index=tool_index)
archive("rolling")
archive("rolling-older", index=tool_index.replace("Version: 1.0-1", "Version: 0.9-1") + library_index,
    Date=formatdate(time.time() - 30 * 86_400, usegmt=True))


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=f"{folder}/www"))
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
subprocess.run(["gpgconf", "--kill", "gpg-agent"], env=environment, check=False)
