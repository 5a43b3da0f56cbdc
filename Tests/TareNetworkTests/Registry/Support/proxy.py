"""A proxy before a registry that notes what comes and spoils chosen answers.

A fault is a rule: {"method": "GET", "path": REGEX, "skip": N, "times": N, ACTION: …}. The first rule that matches and
has times left is carried out. Actions, of which a rule may have several:

    ignoreRange  the Range field is not passed on
    status, headers, body   answers without asking upstream; `{port}` in a value is the proxy's own port
    headers      without status: replaces fields of the upstream's answer; an empty value removes one
    corrupt      changes the byte at this offset
    cut          closes the connection after this many bytes of the body
    stall        sends this many bytes of the body, then nothing for `seconds`
    trickle      sends the body 16 bytes at a time, `seconds` apart
    big          answers with this many bytes of body, with a length or (`chunked`) without
    hang         answers nothing for `seconds`
    drop         closes the connection after the request was passed on, without an answer
    dropHalf     reads this many bytes of the request's body, passes those on to upstream as a whole body, and closes
"""

import http.client
import json
import re
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOP = {"connection", "keep-alive", "transfer-encoding", "te", "upgrade"}


class Proxy:
    def __init__(self, upstream, faults):
        self.upstream = upstream
        self.lock = threading.Lock()
        self.entries = []
        self.set_faults(faults)
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"proxy": self}))
        server.daemon_threads = True
        self.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def set_faults(self, faults):
        with self.lock:
            self.faults = [dict(fault, pattern=re.compile(fault["path"])) for fault in faults]

    def log(self):
        with self.lock:
            return list(self.entries)

    def note(self, entry):
        with self.lock:
            self.entries.append(entry)

    def fault(self, method, path):
        with self.lock:
            for fault in self.faults:
                if fault.get("method", method) != method or not fault["pattern"].search(path):
                    continue
                if fault.get("skip", 0) > 0:
                    fault["skip"] -= 1
                    continue
                if fault.get("times", 1) == 0:
                    continue
                if "times" in fault:
                    fault["times"] -= 1
                return fault
        return {}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy = None

    def handle_any(self):
        length = int(self.headers.get("Content-Length") or 0)
        fault = self.proxy.fault(self.command, self.path)
        half = fault.get("dropHalf")
        body = self.read_body(min(length, half) if half is not None else length)
        entry = {
            "method": self.command, "path": self.path, "bodyBytes": len(body), "status": 0,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "text": body[:2000].decode("latin-1")}
        self.proxy.note(entry)
        if "hang" in fault:
            time.sleep(fault["hang"])
        if "status" in fault:
            entry["status"] = fault["status"]
            return self.canned(fault["status"], fault.get("headers", {}), fault.get("body", "").encode())
        if "big" in fault:
            return self.big(fault)
        if self.proxy.upstream is None:
            return self.canned(404, {}, b"")
        status, headers, content = self.ask(body, fault)
        entry["status"] = status
        if half is not None or fault.get("drop"):
            return self.close()
        self.reply(status, headers, content, fault)

    do_GET = do_HEAD = do_PUT = do_POST = do_PATCH = do_DELETE = handle_any

    def read_body(self, length):
        if "chunked" not in (self.headers.get("Transfer-Encoding") or ""):
            return self.rfile.read(length) if length else b""
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def ask(self, body, fault):
        connection = http.client.HTTPConnection("127.0.0.1", self.proxy.upstream, timeout=30)
        headers = {
            name: ", ".join(self.headers.get_all(name)) for name in self.headers.keys() if name.lower() not in HOP}
        if fault.get("ignoreRange"):
            headers.pop("Range", None)
        if "dropHalf" in fault:
            headers.pop("Content-Range", None)
        if body or self.command in ("POST", "PUT", "PATCH"):
            headers["Content-Length"] = str(len(body))
        connection.request(self.command, self.path, body=body or None, headers=headers)
        answer = connection.getresponse()
        try:
            content = answer.read()
        except http.client.IncompleteRead as error:
            # docker-registry states the blob's length with status 416 and sends nothing.
            content = error.partial
            self.close_connection = True
        fields = [(name, value) for name, value in answer.getheaders() if name.lower() not in HOP]
        connection.close()
        return answer.status, fields, content

    def reply(self, status, headers, content, fault):
        changed = {name.lower(): value for name, value in fault.get("headers", {}).items()}
        fields = [(name, value) for name, value in headers if name.lower() not in changed]
        fields += [(name, self.filled(value)) for name, value in changed.items() if value]
        if "body" in fault:
            content = fault["body"].encode()
            fields = [(name, value) for name, value in fields if name.lower() != "content-length"]
            fields.append(("Content-Length", str(len(content))))
        if "corrupt" in fault and fault["corrupt"] < len(content):
            content = bytearray(content)
            content[fault["corrupt"]] ^= 1
        if self.command != "HEAD" and "content-length" not in [name.lower() for name, _ in fields] and status != 204:
            if not fault.get("headers"):
                fields.append(("Content-Length", str(len(content))))
            else:
                fields.append(("Connection", "close"))
                self.close_connection = True
        self.send_response_only(status)
        for name, value in fields:
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        if "cut" in fault:
            self.wfile.write(content[:fault["cut"]])
            return self.close()
        if "stall" in fault:
            self.wfile.write(content[:fault["stall"]])
            self.wfile.flush()
            time.sleep(fault["seconds"])
            return self.close()
        if "trickle" in fault:
            for start in range(0, len(content), 16):
                self.wfile.write(content[start:start + 16])
                self.wfile.flush()
                time.sleep(fault["seconds"])
            return
        self.wfile.write(content)
        if "content-length" in changed:
            self.close()

    def canned(self, status, headers, body):
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, self.filled(value))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def big(self, fault):
        self.send_response_only(200)
        self.send_header("Content-Type", "application/vnd.oci.image.manifest.v1+json")
        if fault.get("chunked"):
            self.send_header("Connection", "close")
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(fault["big"]))
        self.end_headers()
        block = b" " * 65536
        sent = 0
        try:
            while sent < fault["big"]:
                self.wfile.write(block)
                sent += len(block)
        except OSError:
            pass
        self.proxy.note({"method": "SENT", "path": self.path, "bodyBytes": sent, "status": 0, "headers": {}, "text": ""})
        self.close_connection = True

    def filled(self, value):
        return value.replace("{port}", str(self.proxy.port))

    def close(self):
        self.close_connection = True
        try:
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def handle(self):
        try:
            super().handle()
        except (OSError, ValueError):
            self.close_connection = True

    def log_message(self, *arguments):
        pass
