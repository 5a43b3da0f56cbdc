"""Records what the tools themselves install from the locks beside this file: `record.py TOOLS [FORMAT/CASE…]`.

TOOLS is a folder with uv, poetry, pdm and a Python that has packaging. Each case has a lock, `selections.json` (what is
asked for) and gets `expected.json`: a list of {selection, target, packages}; packages are null where the tool refuses.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
MACHINES = ["x86_64", "aarch64"]


def interpreters():
    """CPython 3.11 to 3.13, from pyenv or PATH, with their full versions."""
    found = {}
    for minor in ["3.11", "3.12", "3.13"]:
        places = sorted(pathlib.Path.home().glob(f".pyenv/versions/{minor}.*/bin/python{minor}"))
        path = str(places[-1]) if places else f"python{minor}"
        version = subprocess.run([path, "-c", "import platform; print(platform.python_version())"], capture_output=True)
        found[version.stdout.decode().strip()] = path
    return found


def run(command, folder, environment=None):
    with tempfile.TemporaryDirectory() as scratch:
        # A copy, since some tools leave files in a project.
        folder = shutil.copytree(folder, f"{scratch}/{folder.name}")
        settings = {"UV_PROJECT_ENVIRONMENT": f"{scratch}/venv", "UV_PYTHON_DOWNLOADS": "never", "NO_COLOR": "1"}
        command = [part.replace("SCRATCH", scratch) for part in command]
        return subprocess.run(
            command, cwd=folder, capture_output=True, text=True, env=os.environ | settings | (environment or {})
        )


def added(text):
    """Lines such as ` + name==1.2 (from file:///…)` of uv."""
    packages = []
    for line in text.splitlines():
        if match := re.match(r"^ \+ ([A-Za-z0-9._-]+)(?:==(\S+))?", line):
            packages.append(f"{match[1]}=={match[2]}" if match[2] else match[1])
    return sorted(packages)


def complaint(text):
    """The first line of an error."""
    return next((line[:200] for line in text.splitlines() if line.startswith("error")), "refused")


def ask_uv_sync(tools, folder, selection, python, machine):
    command = [f"{tools}/uv", "sync", "--frozen", "--dry-run", "--python", python]
    command += ["--python-platform", f"{machine}-manylinux_2_40"]
    command += [f"--extra={extra}" for extra in selection.get("extras", [])]
    command += [f"--group={group}" for group in selection.get("groups", [])]
    command += [f"--package={member}" for member in selection.get("members", [])]
    if selection.get("allExtras"):
        command.append("--all-extras")
    scripts = list(folder.glob("*.py"))
    command += [] if scripts else ["--no-default-groups"]
    if scripts:
        command += ["--script", scripts[0].name]
    return command


def ask_uv_pip(tools, folder, selection, python, machine):
    version = subprocess.run([python, "-c", "import platform; print(platform.python_version())"], capture_output=True)
    command = [f"{tools}/uv", "pip", "install", "--dry-run", "--no-deps", "--target", "SCRATCH/target"]
    command += ["--python", python, "--python-version", version.stdout.decode().strip()]
    command += ["--python-platform", f"{machine}-manylinux_2_40"]
    command += [f"--extra={extra}" for extra in selection.get("extras", [])]
    lock = next(path for path in folder.iterdir() if path.name.startswith(("pylock", "requirements")))
    command += [f"--group={lock.name}:{group}" for group in selection.get("groups", [])]
    return command + ["-r", lock.name]


def marker_environment(version, machine):
    return {
        "python_version": ".".join(version.split(".")[:2]),
        "python_full_version": version,
        "implementation_version": version,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "os_name": "posix",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": machine,
        "platform_release": "",
        "platform_version": "",
        "extra": "",
    }


def select(tools, text, selection, version, machine):
    """The pins of exported requirements whose markers hold, by packaging."""
    script = """
import json, sys
from packaging.requirements import Requirement
environment, lines = json.load(sys.stdin)
found = []
for line in lines:
    line = line.strip()
    if not line or line.startswith(("#", "--")):
        continue
    if line.startswith("-e "):
        found.append(line)
        continue
    requirement = Requirement(line)
    if requirement.marker is None or requirement.marker.evaluate(environment):
        pin = next((s.version for s in requirement.specifier), None)
        found.append(f"{requirement.name}=={pin}" if pin else requirement.name)
print(json.dumps(sorted(set(found))))
"""
    environment = marker_environment(version, machine)
    answer = subprocess.run(
        [f"{tools}/python", "-c", script],
        input=json.dumps([environment, text.splitlines()]),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def select_pylock(tools, folder, selection, version, machine):
    """What `packaging`, the standard's reference, selects from a pylock.toml."""
    script = """
import json, pathlib, sys, tomllib
from packaging.pylock import Pylock
path, selection, environment, version, machine = json.load(sys.stdin)
lock = Pylock.from_dict(tomllib.loads(pathlib.Path(path).read_text()))
# Only the names count here, so every wheel fits.
from packaging.tags import Tag, parse_tag
tags = [tag for package in lock.packages for wheel in package.wheels or [] for tag in parse_tag(wheel.filename.split("-", 2)[2].removesuffix(".whl"))]
try:
    chosen = list(lock.select(environment=environment, tags=tags, extras=selection.get("extras"), dependency_groups=selection.get("groups")))
except Exception as error:
    print(json.dumps([None, f"{type(error).__name__}: {error}"]))
else:
    print(json.dumps([sorted(f"{p.name}=={p.version}" if p.version else p.name for p, _ in chosen), None]))
"""
    lock = str(next(folder.glob("pylock*.toml")))
    answer = subprocess.run(
        [f"{tools}/python", "-c", script],
        input=json.dumps([lock, selection, marker_environment(version, machine), version, machine]),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def exported(tools, kind, folder, selection):
    """What the tool exports; PDM exports only locks with metadata, so the same project's other lock answers for one without."""
    if kind == "pdm" and "inherit_metadata" not in (folder / "pdm.lock").read_text():
        folder = folder.parent / "default"
    if kind == "poetry":
        command = [
            f"{tools}/poetry",
            "export",
            "--without-hashes",
            "--without-urls",
            "--only=" + ",".join(["main"] + selection.get("groups", [])),
        ]
        command += [f"--extras={extra}" for extra in selection.get("extras", [])]
        if selection.get("allExtras"):
            command.append("--all-extras")
    else:
        command = [f"{tools}/pdm", "export", "--format=requirements", "--without-hashes"]
        # Development groups that are named leave out the others; with --prod none may be named.
        command += [] if selection.get("groups") else ["--prod"]
        command += [f"--group={name}" for name in selection.get("extras", []) + selection.get("groups", [])]
    answer = run(command, folder, {"PDM_CHECK_UPDATE": "0", "PDM_USE_VENV": "0"})
    return answer.stdout if answer.returncode == 0 else None


def record(tools, folder):
    kind = folder.parent.name
    expected = []
    for selection in json.loads((folder / "selections.json").read_text()):
        text = exported(tools, kind, folder, selection) if kind in ("poetry", "pdm") else None
        for version, python in interpreters().items():
            for machine in MACHINES:
                note = None
                if kind in ("poetry", "pdm"):
                    packages = None if text is None else select(tools, text, selection, version, machine)
                elif kind == "pylock":
                    packages, note = select_pylock(tools, folder, selection, version, machine)
                else:
                    ask = ask_uv_sync if kind == "uv" else ask_uv_pip
                    answer = run(ask(tools, folder, selection, python, machine), folder)
                    packages = added(answer.stderr) if answer.returncode == 0 else None
                    note = None if packages is not None else complaint(answer.stderr)
                entry = {"selection": selection, "python": version, "machine": machine, "packages": packages}
                if note:
                    entry["note"] = note
                expected.append(entry)
    lines = ",\n".join(json.dumps(entry, sort_keys=True) for entry in expected)
    (folder / "expected.json").write_text(f"[\n{lines}\n]\n")
    refused = sum(entry["packages"] is None for entry in expected)
    print(folder.relative_to(HERE), len(expected), "answers", refused, "refusals")


tools, *names = sys.argv[1:]
cases = [HERE / name for name in names] or sorted(path.parent for path in HERE.glob("*/*/selections.json"))
for case in cases:
    record(tools, case)
