"""Serves one wheel under /MODE/NAME, each mode a way in which servers treat ranges, and counts the bytes it sent.

usage: files.py WHEEL        prints the port; ends when its standard input does
GET /sent gives the bytes of bodies sent since the last question.
"""
import http.server, os, sys, threading

data = open(sys.argv[1], "rb").read()
sent = 0


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body, headers={}):
        global sent
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        sent += len(body)

    def do_GET(self):
        global sent
        if self.path == "/sent":
            count, sent = sent, 0
            body = str(count).encode()
            self.answer(200, body)
            sent = 0
            return
        mode = self.path.split("/")[1]
        field = self.headers.get("Range")
        if mode == "whole" or field is None:
            return self.answer(200, data)
        if mode == "missing":
            return self.answer(404, b"")
        first, last = field.removeprefix("bytes=").split("-")
        if first == "":
            first, last = max(0, len(data) - int(last)), len(data) - 1
        first, last = int(first), min(int(last), len(data) - 1)
        body, total = data[first:last + 1], len(data)
        if mode == "shifted":
            first, last = first + 1, last + 1
        if mode == "grown":
            total += 1
        if mode == "changed":
            body = bytes(byte ^ 0x55 for byte in body)
        self.answer(206, body, {"Content-Range": f"bytes {first}-{last}/{total}"})


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
