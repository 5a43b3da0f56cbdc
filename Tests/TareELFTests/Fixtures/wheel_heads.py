"""Fetches wheels from the Python index once, and keeps of their ELF files the heads and what readelf says of them:
wheel_heads.py FOLDER. Writes FOLDER/heads.jsonl last, a line a file: head, size, and the facts of readelf_facts.py."""

import json
import os
import subprocess
import sys
import tempfile
import zipfile

SMALL = """cffi==2.1.1 pyyaml==6.0.4 markupsafe==3.0.4 msgpack==1.2.4 greenlet==3.5.6 uvloop==0.23.0 httptools==0.9.0
orjson==3.13.0 pydantic-core==2.50.5 rpds-py==2026.9.1 watchfiles==1.3.0 zstandard==0.25.0 psutil==7.2.2 aiohttp==3.14.5
websockets==17.4 cryptography==50.0.2 psycopg2-binary==2.9.13""".split()
LARGE = SMALL + "lxml==6.1.3 pillow==13.0.0 numpy==2.5.5".split()
ALL = LARGE + """lz4==4.4.5 pandas==3.1.1 scikit-learn==1.9.1 matplotlib==3.11.2 grpcio==1.85.3 protobuf==7.36.2 ruff==0.17.6
sqlalchemy==2.1.9 shapely==2.2.0 tiktoken==0.14.0 mypy==2.4.1 pynacl==1.6.2 bcrypt==5.0.0""".split()
GLIBC = [f"manylinux_2_{minor}" for minor in (34, 28, 27, 26, 24, 17, 12)] + ["manylinux2014", "manylinux2010"]
MUSL = ["musllinux_1_2", "musllinux_1_1"]
SETS = [("x86_64", GLIBC, ALL), ("aarch64", GLIBC, SMALL), ("x86_64", MUSL, LARGE), ("aarch64", MUSL, SMALL)]

HEAD = 256 << 10
MOST_FILES = 40


def fetch(machine, systems, requirements, folder):
    platforms = [word for system in systems for word in ("--platform", f"{system}_{machine}")]
    subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps",
                    "--only-binary=:all:", "--python-version", "3.12", *platforms, "--dest", folder, *requirements],
                   check=True)


def unpack(wheel, folder):
    """The first ELF files of a wheel, written to a folder; large parts of some wheels are many alike."""
    paths = []
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            with archive.open(entry) as file:
                if len(paths) == MOST_FILES or file.read(4) != b"\x7fELF":
                    continue
            paths.append(os.path.join(folder, entry.filename.replace("/", "!")))
            with open(paths[-1], "wb") as file:
                file.write(archive.read(entry))
    return paths


def main(folder):
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "readelf_facts.py")
    lines = []
    for machine, systems, requirements in SETS:
        with tempfile.TemporaryDirectory() as wheels:
            fetch(machine, systems, requirements, wheels)
            for wheel in sorted(os.listdir(wheels)):
                with tempfile.TemporaryDirectory() as files:
                    paths = unpack(os.path.join(wheels, wheel), files)
                    if not paths:
                        continue
                    said = subprocess.run([sys.executable, script, *paths], check=True, capture_output=True)
                    for path, line in zip(paths, said.stdout.splitlines()):
                        facts = json.loads(line)
                        facts["path"] = f"{wheel.split('-')[0]} {systems[0][:4]} {machine}: {os.path.basename(path)}"
                        head = f"{len(lines)}.head"
                        with open(path, "rb") as source, open(os.path.join(folder, head), "wb") as kept:
                            kept.write(source.read(HEAD))
                        lines.append(json.dumps({"head": head, "size": os.path.getsize(path), "facts": facts}))
    with open(os.path.join(folder, "heads.jsonl.new"), "w") as index:
        index.write("\n".join(lines) + "\n")
    os.rename(os.path.join(folder, "heads.jsonl.new"), os.path.join(folder, "heads.jsonl"))


main(sys.argv[1])
