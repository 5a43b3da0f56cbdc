"""A build backend (PEP 517, PEP 660) of one file, so that installing needs no index."""

import os
import zipfile

NAME = "Tare_Example.Project"
VERSION = "1.2.post3"
INFO = "tare_example_project-1.2.post3.dist-info"


def _wheel(directory, files):
    name = "tare_example_project-1.2.post3-py3-none-any.whl"
    files[INFO + "/METADATA"] = f"Metadata-Version: 2.4\nName: {NAME}\nVersion: {VERSION}\nLicense-Expression: MIT\n"
    files[INFO + "/WHEEL"] = "Wheel-Version: 1.0\nGenerator: tare\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[INFO + "/RECORD"] = "".join(f"{path},,\n" for path in [*files, INFO + "/RECORD"])
    with zipfile.ZipFile(os.path.join(directory, name), "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return name


def build_wheel(directory, config_settings=None, metadata_directory=None):
    return _wheel(directory, {"tare_example.py": "x = 1\n"})


def build_editable(directory, config_settings=None, metadata_directory=None):
    return _wheel(directory, {"tare_example.pth": os.getcwd() + "\n"})
