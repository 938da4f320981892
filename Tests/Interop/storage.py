"""Storage services of one's own, as processes on free ports of 127.0.0.1."""
import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid

READY_SECONDS = 90


def free_ports(count):
    """Ports that nobody listens on right now."""
    with contextlib.ExitStack() as sockets:
        found = []
        for _ in range(count):
            probe = sockets.enter_context(socket.socket())
            probe.bind(("127.0.0.1", 0))
            found.append(probe.getsockname()[1])
        return found


def wait_for_http(url, process, what):
    """Returns when something answers, whatever it says."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{what} ended with status {process.returncode}")
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{what} did not start")


def end(process):
    """Ends a process that was started here."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Service:
    """An endpoint, and two users of it."""

    def __init__(self, endpoint, profile, region, user, session=None):
        self.endpoint, self.profile, self.region = endpoint, profile, region
        self.user, self.session = user, session

    def client(self, name="s3"):
        """boto3's client as the user."""
        import boto3
        from botocore.config import Config
        return boto3.client(
            name, endpoint_url=self.endpoint, region_name=self.region,
            aws_access_key_id=self.user[0], aws_secret_access_key=self.user[1],
            config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 3},
                          request_checksum_calculation="when_required",
                          response_checksum_validation="when_required"))


@contextlib.contextmanager
def moto(log=None):
    """moto with signatures on. It re-encodes paths that it has decoded, so it is for plain keys.

    Requests are noted in `log`, a file that is open for writing.
    """
    import boto3
    [port] = free_ports(1)
    endpoint = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as unread:
        log = log or unread
        # moto refuses the names of the environment, which may be real.
        process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
            stdout=log, stderr=log)
        try:
            wait_for_http(endpoint + "/moto-api/data.json", process, "moto")
            anyone = dict(endpoint_url=endpoint, region_name="us-east-1",
                          aws_access_key_id="any", aws_secret_access_key="any")
            allow = json.dumps({"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Action": "*", "Resource": "*"}]})
            trust = json.dumps({"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}]})
            iam = boto3.client("iam", **anyone)
            iam.create_user(UserName="owner")
            iam.put_user_policy(UserName="owner", PolicyName="all", PolicyDocument=allow)
            key = iam.create_access_key(UserName="owner")["AccessKey"]
            iam.create_role(RoleName="owner", AssumeRolePolicyDocument=trust)
            iam.put_role_policy(RoleName="owner", PolicyName="all", PolicyDocument=allow)
            role = boto3.client("sts", **anyone).assume_role(
                RoleArn="arn:aws:iam::123456789012:role/owner", RoleSessionName="steward")["Credentials"]
            # From here on every request must be signed. A form's content type is answered with 500.
            urllib.request.urlopen(urllib.request.Request(
                endpoint + "/moto-api/reset-auth", data=b"0", method="POST",
                headers={"Content-Type": "text/plain"})).close()
            yield Service(
                endpoint, "generic", "us-east-1", (key["AccessKeyId"], key["SecretAccessKey"]),
                (role["AccessKeyId"], role["SecretAccessKey"], role["SessionToken"]))
        finally:
            end(process)


CEPH = """[global]
fsid = {fsid}
mon host = [v2:127.0.0.1:{v2},v1:127.0.0.1:{v1}]
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
auth allow insecure global id reclaim = true
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd objectstore = memstore
memstore device bytes = 1073741824
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail warn = 1
mon data avail crit = 1
keyring = {dir}/keyring
mon data = {dir}/mon
osd data = {dir}/osd
rgw data = {dir}/rgw
run dir = {dir}
admin socket = {dir}/$name.asok
log file = {dir}/$name.log
pid file = {dir}/$name.pid
[client.admin]
rgw frontends = beast endpoint=127.0.0.1:{port}
rgw dns name = s3.localhost
rgw s3 auth use sts = true
rgw sts key = {sts}
"""


def has_ceph():
    """Whether Debian's packages are there."""
    return all(shutil.which(name) for name in ("ceph-mon", "ceph-osd", "radosgw", "radosgw-admin"))


@contextlib.contextmanager
def ceph():
    """A cluster of one monitor, one object store in memory, and a gateway. As root."""
    with tempfile.TemporaryDirectory(prefix="ceph-") as name, contextlib.ExitStack() as processes:
        root = pathlib.Path(name)
        for part in ("mon", "osd", "rgw"):
            (root / part).mkdir()
        v2, v1, port = free_ports(3)
        fsid, osd = str(uuid.uuid4()), str(uuid.uuid4())
        conf = root / "ceph.conf"
        conf.write_text(CEPH.format(
            fsid=fsid, dir=root, v2=v2, v1=v1, port=port, sts=uuid.uuid4().hex[:16]))
        environment = {**os.environ, "CEPH_CONF": str(conf)}

        def run(*words, text=None):
            done = subprocess.run(
                words, input=text, env=environment, capture_output=True, text=True, timeout=120)
            if done.returncode != 0:
                raise RuntimeError(f"{words[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
            return done.stdout

        def start(*words):
            process = subprocess.Popen(
                words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            processes.callback(end, process)
            return process

        ring = str(root / "keyring")
        run("ceph-authtool", "--create-keyring", ring, "--gen-key", "-n", "mon.", "--cap", "mon",
            "allow *")
        run("ceph-authtool", ring, "--gen-key", "-n", "client.admin", "--cap", "mon", "allow *",
            "--cap", "osd", "allow *", "--cap", "mgr", "allow *")
        run("monmaptool", "--create", "--fsid", fsid, "--addv", "a",
            f"[v2:127.0.0.1:{v2},v1:127.0.0.1:{v1}]", str(root / "monmap"))
        run("ceph-mon", "--mkfs", "-i", "a", "--monmap", str(root / "monmap"), "--keyring", ring)
        start("ceph-mon", "-f", "-i", "a")
        secret = run("ceph-authtool", "--gen-print-key").strip()
        run("ceph", "osd", "new", osd, "0", "-i", "-", text=json.dumps({"cephx_secret": secret}))
        osd_ring = str(root / "osd/keyring")
        run("ceph-authtool", osd_ring, "--create-keyring", "-n", "osd.0", "--add-key", secret)
        # The store does not boot unless it has the id that the monitor was told.
        run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", osd, "--keyring", osd_ring)
        start("ceph-osd", "-f", "-i", "0", "--keyring", osd_ring)
        gateway = start("radosgw", "-f", "-n", "client.admin")
        wait_for_http(f"http://127.0.0.1:{port}/", gateway, "radosgw")
        user = ("OWNERKEY", uuid.uuid4().hex)
        run("radosgw-admin", "-n", "client.admin", "user", "create", "--uid=owner",
            "--display-name=owner", f"--access-key={user[0]}", f"--secret-key={user[1]}")
        run("radosgw-admin", "-n", "client.admin", "caps", "add", "--uid=owner",
            "--caps=user-policy=*")
        service = Service(f"http://127.0.0.1:{port}", "ceph", "default", user)
        service.client("iam").put_user_policy(
            UserName="owner", PolicyName="sts", PolicyDocument=json.dumps(
                {"Version": "2012-10-17", "Statement": [
                    {"Effect": "Allow", "Action": ["sts:GetSessionToken"], "Resource": ["*"]}]}))
        token = service.client("sts").get_session_token()["Credentials"]
        service.session = (token["AccessKeyId"], token["SecretAccessKey"], token["SessionToken"])
        yield service
