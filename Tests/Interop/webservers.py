"""Web servers of one's own, as processes on free ports of 127.0.0.1."""
import contextlib
import pathlib
import subprocess
import sys

import storage

NGINX = """
daemon off;
pid {directory}/nginx.pid;
error_log {directory}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {directory}/body;
  proxy_temp_path {directory}/proxy;
  fastcgi_temp_path {directory}/fastcgi;
  uwsgi_temp_path {directory}/uwsgi;
  scgi_temp_path {directory}/scgi;
  default_type application/octet-stream;
  server {{
    listen 127.0.0.1:{port};
    root {directory}/files;
    location / {{
      dav_methods PUT DELETE MKCOL;
      client_max_body_size 64m;
    }}
    location /small/ {{ dav_methods PUT; client_max_body_size 1k; }}
    location /coded/ {{
      alias {directory}/files/;
      gzip on; gzip_types application/octet-stream; gzip_min_length 0; gzip_proxied any;
      add_header Content-Encoding x-plain always;
    }}
    location /bots/ {{
      alias {directory}/files/;
      if ($http_user_agent ~ SOMA) {{ return 403; }}
    }}
    location /moved/ {{ rewrite ^/moved/(.*)$ /$1 redirect; }}
    location /ranges-off/ {{ alias {directory}/files/; max_ranges 0; }}
    location /slow-down/ {{ return 429; }}
  }}
}}
"""


@contextlib.contextmanager
def nginx(directory):
    """nginx with WebDAV; the URL of its root. Files are in `directory`/files."""
    directory = pathlib.Path(directory)
    (directory / "files").mkdir()
    # Its workers drop privileges when it is started by root.
    for path in (directory, directory / "files"):
        path.chmod(0o777)
    (port,) = storage.free_ports(1)
    configuration = directory / "nginx.conf"
    configuration.write_text(NGINX.format(directory=directory, port=port))
    process = subprocess.Popen(
        ["/usr/sbin/nginx", "-p", str(directory), "-c", str(configuration)],
        stderr=subprocess.DEVNULL)
    try:
        storage.wait_for_http(f"http://127.0.0.1:{port}/", process, "nginx")
        yield f"http://127.0.0.1:{port}"
    finally:
        storage.end(process)


@contextlib.contextmanager
def without_range(directory):
    """Python's own server, which does not honour Range; the URL of its root."""
    (port,) = storage.free_ports(1)
    process = subprocess.Popen(
        [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory",
         str(directory)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        storage.wait_for_http(f"http://127.0.0.1:{port}/", process, "http.server")
        yield f"http://127.0.0.1:{port}"
    finally:
        storage.end(process)
