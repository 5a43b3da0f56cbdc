"""A token server of Docker's token authentication: anyone may pull from `open/…`, the one account may do everything.

Tokens are signed with a key made for the run. Those for `brief/…` end after two seconds though they are said to last
longer, as when clocks differ; those for `short/…` are said to last three seconds.
"""

import base64
import json
import os
import subprocess
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

IDENTITY = "identity-token-of-the-keeper"


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class TokenServer:
    def __init__(self, folder, user, password):
        self.key = os.path.join(folder, "token.key")
        self.certificate = os.path.join(folder, "token.pem")
        self.basic = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=tests",
             "-keyout", self.key, "-out", self.certificate], check=True, capture_output=True)
        der = subprocess.run(
            ["openssl", "x509", "-in", self.certificate, "-outform", "DER"], check=True, capture_output=True).stdout
        self.chain = [base64.b64encode(der).decode()]
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"tokens": self}))
        server.daemon_threads = True
        self.port = server.server_address[1]
        Thread(target=server.serve_forever, daemon=True).start()

    def sign(self, subject, access, lifetime):
        header = {"typ": "JWT", "alg": "RS256", "x5c": self.chain}
        now = int(time.time())
        claims = {"iss": "tests", "sub": subject, "aud": "tests", "exp": now + lifetime, "nbf": now - 5, "iat": now,
                  "jti": str(uuid.uuid4()), "access": access}
        text = ".".join(base64url(json.dumps(part).encode()) for part in (header, claims))
        signature = subprocess.run(
            ["openssl", "dgst", "-sha256", "-sign", self.key], input=text.encode(), check=True,
            capture_output=True).stdout
        return text + "." + base64url(signature)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    tokens = None

    def do_GET(self):
        fields = parse_qs(urlsplit(self.path).query)
        given = self.headers.get("Authorization")
        if given is not None and given != self.tokens.basic:
            return self.answer(401, {"details": "incorrect username or password"})
        self.grant(fields, [scope for text in fields.get("scope", []) for scope in text.split()], given is not None)

    def do_POST(self):
        fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if fields.get("grant_type") != ["refresh_token"] or fields.get("refresh_token") != [IDENTITY]:
            return self.answer(401, {"details": "incorrect refresh token"})
        self.grant(fields, fields.get("scope", [""])[0].split(), True, name="access_token")

    def grant(self, fields, scopes, is_keeper, name="token"):
        if fields.get("service") != ["tests"]:
            return self.answer(400, {"details": "another service"})
        access = []
        lifetime, stated = 300, 300
        for scope in scopes:
            kind, repository, actions = scope.split(":", 2)
            if repository.startswith("brief/"):
                # docker-registry takes tokens for another minute.
                lifetime = 2 - 60
            if repository.startswith("short/"):
                stated = 3
            if is_keeper:
                allowed = actions.split(",")
            else:
                allowed = ["pull"] if repository.startswith("open/") else []
            access.append({"type": kind, "name": repository, "actions": allowed})
        token = self.tokens.sign("keeper" if is_keeper else "", access, lifetime)
        self.answer(200, {name: token, "expires_in": stated})

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass
