"""Serves a mirror of python-build-standalone under /MODE/…, each mode a way in which servers behave.

usage: mirror.py FOLDER      prints the port; ends when its standard input does
GET /asked gives the paths asked for since the last question, one a line.

The modes: plain; moved (every file redirects); html (a login page for everything); pointerless (no latest-release.json);
listless (no SHA256SUMS); changed (archives have other bytes); cut (archives end early); endless (archives never end);
silent (no answer at all); nowhere (404 for everything); busy (503, then as plain).
"""
import http.server, os, sys, threading, time
from urllib.parse import unquote

root = sys.argv[1]
asked = []
refused = set()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body=b"", headers={}, length=None):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body) if length is None else length), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        global asked
        if self.path == "/asked":
            body, asked = "\n".join(asked).encode(), []
            return self.answer(200, body)
        asked.append(self.path)
        mode, rest = self.path[1:].split("/", 1)
        name = rest.rsplit("/", 1)[-1]
        is_archive = name.startswith("cpython-")
        if mode == "silent":
            return time.sleep(20)
        if mode == "html":
            return self.answer(200, b"<!DOCTYPE html><title>Log in</title>", {"Content-Type": "text/html"})
        if mode == "nowhere":
            return self.answer(404)
        if mode == "moved":
            return self.answer(302, headers={"Location": "/plain/" + rest})
        if mode == "busy" and self.path not in refused:
            refused.add(self.path)
            return self.answer(503)
        if (mode, name) in [("pointerless", "latest-release.json"), ("listless", "SHA256SUMS")]:
            return self.answer(404)
        path = os.path.join(root, unquote(rest))
        if not os.path.isfile(path):
            return self.answer(404)
        with open(path, "rb") as file:
            data = file.read()
        if is_archive and mode == "changed":
            data = data[:-1] + bytes([data[-1] ^ 1])
        if is_archive and mode == "cut":
            self.answer(200, data[:len(data) // 2], length=len(data))
            self.close_connection = True
            return
        if is_archive and mode == "endless":
            return self.answer(200, data, length=1 << 40)
        self.answer(200, data)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
