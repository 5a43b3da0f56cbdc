"""Runs the servers of the registry tests: real registries, a token server, and proxies that spoil answers.

Prints one line of JSON, {"port": N}, for its control interface, and ends with all it started when its standard input
does, however the tests end.

    POST /proxies        {"upstream": "anonymous|basic|token|token server|memory|none", "faults": [...]}  ->  {"port": N}
    GET  /proxies/N/log  what came to that proxy, in order
    POST /proxies/N      replaces the faults
"""

import json
import shutil
import sys

sys.dont_write_bytecode = True

import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from proxy import Proxy
from registries import Registries


class Control(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    registries = None
    proxies = {}

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        try:
            if self.path == "/proxies":
                proxy = Proxy(self.registries.port(body["upstream"]), body["faults"])
                self.proxies[str(proxy.port)] = proxy
                self.answer({"port": proxy.port})
            else:
                self.proxies[self.path.split("/")[2]].set_faults(body["faults"])
                self.answer({})
        except Exception as error:
            self.answer({"error": repr(error)}, 500)

    def do_GET(self):
        self.answer(self.proxies[self.path.split("/")[2]].log())

    def answer(self, value, status=200):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def main():
    folder = tempfile.mkdtemp(prefix="tare-registry-")
    registries = Registries(folder)
    try:
        Control.registries = registries
        server = ThreadingHTTPServer(("127.0.0.1", 0), Control)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(json.dumps({"port": server.server_address[1]}), flush=True)
        while sys.stdin.buffer.read(4096):
            pass
    finally:
        registries.stop()
        shutil.rmtree(folder, ignore_errors=True)


main()
