"""A registry in memory for what docker-registry 2.8 lacks of distribution specification 1.1: uploads that go on in the
middle of a chunk, the least length of a chunk, referrers, and lists in pages.

It is strict where docker-registry is lenient: chunks must come in order, and be no shorter than 4 KiB but for the last.
"""

import hashlib
import json
import re
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

LEAST_CHUNK = 4096


class MemoryRegistry:
    def __init__(self):
        self.blobs, self.uploads, self.manifests, self.referrers, self.tags = {}, {}, {}, {}, {}
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"registry": self}))
        server.daemon_threads = True
        self.port = server.server_address[1]
        Thread(target=server.serve_forever, daemon=True).start()


def digest_of(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    registry = None

    def handle_any(self):
        parts = urlsplit(self.path)
        self.query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        found = re.match(r"/v2/(.+)/(blobs/uploads|blobs|manifests|referrers|tags)/(.*)$", parts.path)
        if not found:
            return self.answer(404)
        name, kind, rest = found.groups()
        getattr(self, kind.replace("/", "_"))(name, rest)

    do_GET = do_HEAD = do_PUT = do_POST = do_PATCH = handle_any

    def blobs_uploads(self, name, session):
        uploads = self.registry.uploads
        if self.command == "POST":
            session = str(uuid.uuid4())
            uploads[session] = bytearray()
            return self.answer(202, {"Location": f"/v2/{name}/blobs/uploads/{session}",
                                     "OCI-Chunk-Min-Length": str(LEAST_CHUNK)})
        if session not in uploads:
            return self.answer(404)
        data = uploads[session]
        if self.command == "PATCH":
            bounds = self.headers.get("Content-Range")
            if bounds and int(bounds.split("-")[0]) != len(data):
                return self.progress(416, name, session)
            data += self.body
            return self.progress(202, name, session)
        if self.command == "GET":
            return self.progress(204, name, session)
        data += self.body
        del uploads[session]
        if digest_of(data) != self.query["digest"]:
            return self.answer(400, {}, b'{"errors": [{"code": "DIGEST_INVALID"}]}')
        self.registry.blobs[(name, digest_of(data))] = bytes(data)
        self.answer(201, {"Location": f"/v2/{name}/blobs/{digest_of(data)}"})

    def progress(self, status, name, session):
        last = max(len(self.registry.uploads[session]) - 1, 0)
        self.answer(status, {"Location": f"/v2/{name}/blobs/uploads/{session}", "Range": f"0-{last}"})

    def blobs(self, name, digest):
        data = self.registry.blobs.get((name, digest))
        return self.answer(404) if data is None else self.answer(200, {}, data)

    def manifests(self, name, identifier):
        if self.command != "PUT":
            found = self.registry.manifests.get((name, identifier))
            if found is None:
                return self.answer(404)
            return self.answer(200, {"Content-Type": found[0], "Docker-Content-Digest": digest_of(found[1])}, found[1])
        document = json.loads(self.body)
        digest = digest_of(self.body)
        media_type = self.headers["Content-Type"]
        for key in (identifier, digest):
            self.registry.manifests[(name, key)] = (media_type, self.body)
        if not identifier.startswith("sha256:"):
            self.registry.tags.setdefault(name, set()).add(identifier)
        headers = {"Docker-Content-Digest": digest}
        if "subject" in document:
            subject = document["subject"]["digest"]
            headers["OCI-Subject"] = subject
            entry = {"mediaType": media_type, "digest": digest, "size": len(self.body),
                     "artifactType": document.get("artifactType") or document["config"]["mediaType"],
                     "annotations": document.get("annotations", {})}
            self.registry.referrers.setdefault((name, subject), []).append(entry)
        self.answer(201, headers)

    def referrers_page(self, entries):
        return json.dumps({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json",
                           "manifests": entries}).encode()

    def referrers(self, name, subject):
        """Two to a page; the type that is asked for is not filtered by, as the specification allows."""
        entries = self.registry.referrers.get((name, subject), [])
        start = int(self.query.get("start", 0))
        headers = {"Content-Type": "application/vnd.oci.image.index.v1+json"}
        if start + 2 < len(entries):
            headers["Link"] = f'</v2/{name}/referrers/{subject}?start={start + 2}>; rel="next"'
        self.answer(200, headers, self.referrers_page(entries[start:start + 2]))

    def tags(self, name, _):
        """Three to a page, however many are asked for."""
        tags = sorted(tag for tag in self.registry.tags.get(name, set()) if tag > self.query.get("last", ""))
        headers = {"Content-Type": "application/json"}
        if len(tags) > 3:
            headers["Link"] = f'</v2/{name}/tags/list?last={tags[2]}&n=3>; rel="next"'
        self.answer(200, headers, json.dumps({"name": name, "tags": tags[:3]}).encode())

    def answer(self, status, headers={}, body=b""):
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *arguments):
        pass
