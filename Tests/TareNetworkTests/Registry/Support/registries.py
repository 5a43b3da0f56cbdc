"""Real registries of Debian's docker-registry, each started when it is first asked for, on a port of loopback."""

import ctypes
import os
import signal
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

from memory_registry import MemoryRegistry
from token_server import TokenServer

CONFIGURATION = """version: 0.1
log: {{level: error, accesslog: {{disabled: true}}}}
storage:
  filesystem: {{rootdirectory: {root}}}
  delete: {{enabled: true}}
http: {{addr: "127.0.0.1:{port}"}}
{auth}"""

# The credential of the tests.
USER, PASSWORD = "keeper", "s3cret-pass:word"


def end_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Registries:
    def __init__(self, folder):
        self.folder = folder
        # Linux ends a child with the thread that started it, not with the process: one that stays starts them all.
        self.starter = ThreadPoolExecutor(max_workers=1)
        self.ports = {"none": None}
        self.processes = []
        self.token_server = None

    def port(self, kind):
        return self.starter.submit(self.started, kind).result()

    def started(self, kind):
        if kind not in self.ports:
            self.ports[kind] = self.start(kind)
        return self.ports[kind]

    def start(self, kind):
        if kind == "memory":
            return MemoryRegistry().port
        if kind == "token server":
            self.token_server = TokenServer(self.folder, USER, PASSWORD)
            return self.token_server.port
        auth = getattr(self, kind)()
        for _ in range(5):
            port = free_port()
            path = os.path.join(self.folder, kind + ".yml")
            root = os.path.join(self.folder, kind)
            with open(path, "w") as file:
                file.write(CONFIGURATION.format(root=root, port=port, auth=auth))
            process = subprocess.Popen(
                ["docker-registry", "serve", path], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, preexec_fn=end_with_parent)
            self.processes.append(process)
            if listens(port, process):
                return port
        raise RuntimeError("docker-registry does not start")

    def anonymous(self):
        return ""

    def basic(self):
        path = os.path.join(self.folder, "htpasswd")
        subprocess.run(["htpasswd", "-cbB", "-C", "4", path, USER, PASSWORD], check=True, capture_output=True)
        return f"auth:\n  htpasswd: {{realm: tests, path: {path}}}\n"

    def token(self):
        self.started("token server")
        server = self.token_server
        return (
            f"auth:\n  token: {{realm: 'http://127.0.0.1:{server.port}/token', service: tests, issuer: tests, "
            f"rootcertbundle: {server.certificate}}}\n")

    def stop(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port, process):
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            time.sleep(0.02)
    return False
