"""What binutils' readelf says of ELF files, one JSON object a line: readelf_facts.py FILE..."""

import json
import re
import subprocess
import sys


def run(flag, path):
    done = subprocess.run(["readelf", "-W", flag, path], capture_output=True, text=True, errors="replace",
                          env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
    return done.stdout


def loaded_notes(notes, segments):
    """Of the notes, those that a segment of type NOTE covers: Go's linker leaves the build ID outside.
    What there is at run time counts."""
    kinds = re.findall(r"^  ([A-Z_]+) +0x", segments, re.M)
    mapping = dict(re.findall(r"^   (\d\d) +(.*)$", segments, re.M))
    covered = {name for index, kind in enumerate(kinds) if kind == "NOTE" for name in mapping.get(f"{index:02}", "").split()}
    parts = re.split(r"^Displaying notes found (?=in:|at )", notes, flags=re.M)
    return "".join(part for part in parts if not part.startswith("in: ") or part.split()[1] in covered)


def facts(path):
    header = run("-h", path)
    field = lambda name: (re.search(rf"^\s*{name}:\s+(.*)$", header, re.M) or [None, ""])[1]
    dynamic = run("-d", path)
    tags = re.findall(r"^\s*0x[0-9a-f]+ \((\w+)\)[ \t]+(.*)$", dynamic, re.M)
    bracketed = lambda tag: [m[1] for t, v in tags if t == tag for m in [re.search(r"\[(.*)\]", v)] if m]
    flags1 = " ".join(v for t, v in tags if t == "FLAGS_1")
    segments = run("-l", path)
    interpreter = re.search(r"\[Requesting program interpreter: (.*)\]", segments)
    versions = run("-V", path)
    needs, definitions, section = [], [], None
    for line in versions.splitlines():
        if line.startswith("Version needs section"):
            section = "needs"
        elif line.startswith("Version definition section"):
            section = "definitions"
        elif line.startswith("Version symbols section"):
            section = None
        elif section == "needs" and (m := re.search(r"Version: \d+\s+File: (\S+)\s+Cnt:", line)):
            needs.append({"library": m[1], "versions": []})
        elif section == "needs" and (m := re.search(r"Name: (\S+)\s+Flags: (.*?)\s+Version:", line)):
            needs[-1]["versions"].append({"name": m[1], "isWeak": "WEAK" in m[2]})
        elif section == "definitions" and (m := re.search(r"Flags: (.*?)\s+Index: \d+\s+Cnt: \d+\s+Name: (\S+)", line)):
            if "BASE" not in m[1]:
                definitions.append(m[2])
    notes = loaded_notes(run("-n", path), segments)
    build_id = re.search(r"Build ID: ([0-9a-f]+)", notes)
    # Go's linker puts the build ID into a section that no note segment holds: a loader does not find it.
    kinds = re.findall(r"^  (\S+) +0x[0-9a-f]+ 0x", segments, re.M)
    noted = [line for line in re.findall(r"^   (\d\d +.*)$", segments, re.M) if kinds[int(line[:2])] == "NOTE"]
    if ".note.gnu.build-id" in notes and ".note.gnu.build-id" not in " ".join(noted):
        build_id = None
    kernel = re.search(r"OS: Linux, ABI: ([0-9.]+)", notes)
    path_of = lambda tag: [p for v in bracketed(tag)[:1] if v for p in v.split(":")]
    return {
        "path": path, "fileClass": 2 if "ELF64" in field("Class") else 1,
        "littleEndian": "little endian" in field("Data"), "type": field("Type").split(" ")[0],
        "machine": field("Machine"), "interpreter": interpreter[1] if interpreter else None,
        "needed": bracketed("NEEDED"), "soname": (bracketed("SONAME") or [None])[0],
        "rpath": path_of("RPATH"), "runpath": path_of("RUNPATH"), "isPIE": "PIE" in flags1.split(),
        "versionNeeds": needs, "versionDefinitions": definitions,
        "buildID": build_id[1] if build_id else None, "minimumKernel": kernel[1] if kernel else None,
    }


for path in sys.argv[1:]:
    print(json.dumps(facts(path)))
