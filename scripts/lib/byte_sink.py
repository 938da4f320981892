#!/usr/bin/env python3
"""A server on loopback that takes objects as S3 does and throws the bytes away; prints its port.

For measuring uploads: it costs as little as a server can. It knows PUT, uploads in parts, HEAD and
DELETE, looks at no signature, and serves nothing.
"""
import http.server, socketserver, sys, threading, urllib.parse

objects, uploads, lock = {}, {}, threading.Lock()


class Sink(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16

    def log_message(self, *_):
        pass

    def take(self):
        """Reads the body; returns its length."""
        left = size = int(self.headers.get("Content-Length") or 0)
        buffer = memoryview(bytearray(1 << 20))
        while left:
            count = self.rfile.readinto(buffer[:min(left, len(buffer))])
            if not count:
                raise ConnectionError("the body is cut short")
            left -= count
        return size

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if self.command != "HEAD" or status != 200:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def parts(self):
        url = urllib.parse.urlsplit(self.path)
        return url.path, urllib.parse.parse_qs(url.query, keep_blank_values=True)

    def metadata(self):
        return [(n, v) for n, v in self.headers.items() if n.lower().startswith("x-amz-meta-")]

    def do_PUT(self):
        path, query = self.parts()
        size = self.take()
        with lock:
            if "uploadId" in query:
                uploads[path][1][query["partNumber"][0]] = size
            else:
                objects[path] = (size, self.metadata())
        self.answer(200, headers=[("ETag", '"00000000000000000000000000000000"')])

    def do_POST(self):
        path, query = self.parts()
        self.take()
        with lock:
            if "uploads" in query:
                uploads[path] = (self.metadata(), {})
                body = "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"
            else:
                metadata, sizes = uploads.pop(path)
                objects[path] = (sum(sizes.values()), metadata)
                body = ("<CompleteMultipartUploadResult><ETag>\"0-1\"</ETag>"
                        "</CompleteMultipartUploadResult>")
        self.answer(200, body.encode(), [("Content-Type", "application/xml")])

    def do_HEAD(self):
        path, _ = self.parts()
        found = objects.get(path)
        if not found:
            return self.answer(404)
        self.answer(200, headers=[("Content-Length", str(found[0])), ("ETag", '"0"'), *found[1],
                                  ("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")])

    def do_GET(self):
        body = (b"<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>"
                b"</ListMultipartUploadsResult>")
        self.answer(200, body, [("Content-Type", "application/xml")])

    def do_DELETE(self):
        path, _ = self.parts()
        objects.pop(path, None)
        self.answer(204)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 64


server = Server(("127.0.0.1", 0), Sink)
print(server.server_address[1], flush=True)
threading.Thread(target=lambda: (sys.stdin.read(), server.shutdown()), daemon=True).start()
server.serve_forever()
