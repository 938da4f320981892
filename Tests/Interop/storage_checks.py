"""What must agree between Steward and storage services, one function a part."""
import hashlib
import importlib.util
import json
import pathlib
import tempfile
import time

import ours
import storage

NAME = "{:08x}-{:032x}"
MIB = 1 << 20


def _vectors():
    """The generator of the committed signatures."""
    path = pathlib.Path(__file__).parent.parent / "HostingTests/Vectors/make_signatures.py"
    spec = importlib.util.spec_from_file_location("make_signatures", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def check_signatures(context, count=1000):
    """botocore signs random requests as Steward does."""
    generator = _vectors()
    probe = ours.Probe(context.storage_probe)
    for _ in range(count):
        case = generator.case(context.random)
        context.same("a signature", case, probe.ask("signature", **case), generator.sign(case))
        context.counts["signatures"] += 1
    probe.close()


class Bucket:
    """A bucket of a service, seen by both sides."""

    def __init__(self, context, service, prefix, credentials, directory, **options):
        self.context, self.service, self.directory = context, service, pathlib.Path(directory)
        self.name = f"models-{context.random.getrandbits(32):08x}"
        self.client = service.client()
        self.client.create_bucket(Bucket=self.name)
        self.fields = dict(
            endpoint=options.pop("endpoint", service.endpoint), bucket=self.name, region=service.region, prefix=prefix,
            profile=options.pop("profile", service.profile), part_size=5 * MIB, journal=str(self.directory / "journal"),
            access_key_id=credentials[0], secret_access_key=credentials[1], **options)
        if len(credentials) == 3:
            self.fields["session_token"] = credentials[2]
        self.prefix = prefix + "/" if prefix else ""

    def object(self, size):
        """A new name, and a file of so many random bytes."""
        random = self.context.random
        name = NAME.format(0x0a1b2c3d, random.getrandbits(128))
        path = self.directory / name
        path.write_bytes(random.randbytes(size))
        return name, path

    def compare(self, name, path):
        """Raises unless boto3 reads what the file holds, and the digest that was noted with it."""
        got = self.client.get_object(Bucket=self.name, Key=self.prefix + name)
        content = path.read_bytes()
        digest = hashlib.blake2b(content, digest_size=32).hexdigest()
        self.context.same("an object", name, digest, hashlib.blake2b(
            got["Body"].read(), digest_size=32).hexdigest())
        self.context.same(
            "metadata", name, digest, got["Metadata"].get("steward-blake2b-256"))
        self.context.same("a type", name, "application/octet-stream", got["ContentType"])

    def uploads(self):
        return self.client.list_multipart_uploads(Bucket=self.name).get("Uploads", [])


def _basics(context, bucket):
    """Small and large objects, seen again, listed and deleted."""
    probe = ours.Probe(context.storage_probe)
    names = []
    for size in (0, 1, 40_000, 16 * MIB, 16 * MIB + 1, 21 * MIB + 7):
        name, path = bucket.object(size)
        names.append(name)
        ask = dict(bucket.fields, name=name, file=str(path))
        context.same("an answer", size, probe.ask("put", **ask)["outcome"], "stored")
        bucket.compare(name, path)
        again = probe.ask("put", **ask)
        context.same("an answer", size, again["outcome"], "existed")
        head = probe.ask("head", **bucket.fields, name=name)
        context.same("a size", size, (head["found"], head["size"]), (True, size))
        context.counts["objects"] += 1
    bucket.client.put_object(Bucket=bucket.name, Key=bucket.prefix + "0a1b2c3d-other", Body=b"x")
    listed = probe.ask("list", **bucket.fields, master_id="0a1b2c3d")["names"]
    context.same("a listing", bucket.name, listed, sorted(names))
    # A damaged object is replaced only when asked.
    name, path = names[2], bucket.directory / names[2]
    bucket.client.put_object(Bucket=bucket.name, Key=bucket.prefix + name, Body=b"damaged")
    ask = dict(bucket.fields, name=name, file=str(path))
    context.same("an answer", name, probe.ask("put", **ask)["outcome"], "existed")
    context.same("an answer", name, probe.ask("put", **ask, replaces=True)["outcome"], "stored")
    bucket.compare(name, path)
    for name in names:
        probe.ask("delete", **bucket.fields, name=name)
        context.same("an answer", name, probe.ask("head", **bucket.fields, name=name)["found"], False)
    context.same("uploads", bucket.name, bucket.uploads(), [])
    probe.close()


def _recorded(bucket):
    """How many parts the journal has; -1 without an upload."""
    try:
        return len(json.loads(pathlib.Path(bucket.fields["journal"]).read_text())["parts"])
    except FileNotFoundError:
        return -1


def _killed(context, bucket, times):
    """Killed at random instants of an upload in parts, and run again."""
    for _ in range(times):
        name, path = bucket.object(41 * MIB + 5)
        ask = dict(bucket.fields, name=name, file=str(path))
        # The second run goes on from the first, and is killed further on.
        for least in sorted(context.random.sample(range(-1, 7), 2)):
            probe = ours.Probe(context.storage_probe)
            probe.process.stdin.write(ours.request("put", **ask))
            probe.process.stdin.flush()
            deadline = time.monotonic() + 60
            while _recorded(bucket) < least and time.monotonic() < deadline:
                if probe.process.poll() is not None:
                    break
                time.sleep(0.002)
            time.sleep(context.random.uniform(0, 0.02))
            probe.process.kill()
            probe.process.wait()
            context.counts["kills"] += 1
        recorded = _recorded(bucket)
        probe = ours.Probe(context.storage_probe)
        answer = probe.ask("put", **ask)
        if answer["outcome"] == "stored":
            context.same("parts that were kept", name, answer["partsKept"], max(recorded, 0))
        context.counts["parts kept after kills"] += answer["partsKept"]
        probe.close()
        bucket.compare(name, path)
        context.same("uploads", name, bucket.uploads(), [])
        context.same("an open upload", name, _recorded(bucket), -1)


def _refusals(context, bucket):
    """Wrong credentials and buckets are told apart."""
    probe = ours.Probe(context.storage_probe)
    name, path = bucket.object(10)
    wrong = [
        (dict(bucket.fields, secret_access_key="wrong"), {"s3.wrongCredentials", "s3.accessDenied"}),
        (dict(bucket.fields, access_key_id="NOBODY"), {"s3.wrongCredentials", "s3.accessDenied"}),
    ]
    if bucket.service.profile == "ceph":
        wrong.append((dict(bucket.fields, bucket="no-such-bucket"), {"s3.noBucket"}))
    for fields, codes in wrong:
        try:
            probe.ask("put", **dict(fields, name=name, file=str(path)))
            found = "nothing"
        except ours.Failed as error:
            found = str(error)
        if found not in codes:
            context.same("a refusal", fields["bucket"], found, sorted(codes))
        context.counts["refusals"] += 1
    probe.close()


def check_ceph(context):
    """A Ceph gateway: all kinds of objects, prefixes, session tokens, kills."""
    if not storage.has_ceph():
        context.skipped.append("Ceph (its packages are not installed)")
        return
    with storage.ceph() as service, tempfile.TemporaryDirectory() as directory:
        _basics(context, Bucket(context, service, "", service.user, directory))
        _basics(context, Bucket(context, service, "a/b_c-d.e", service.session, directory))
        # A host name that needs no name server, with the bucket before it.
        named = service.endpoint.replace("127.0.0.1", "s3.localhost")
        _basics(context, Bucket(context, service, "", service.user, directory, endpoint=named,
                                uses_virtual_host=True))
        bucket = Bucket(context, service, "models", service.user, directory)
        _refusals(context, bucket)
        _killed(context, bucket, 4)


def check_moto(context):
    """moto with signatures on: plain keys without a prefix, for it does not understand `%2F`."""
    with storage.moto() as service, tempfile.TemporaryDirectory() as directory:
        _basics(context, Bucket(context, service, "", service.user, directory))
        # With the checksums and conditions of Amazon.
        _basics(context, Bucket(context, service, "", service.session, directory, profile="aws"))
        _refusals(context, Bucket(context, service, "", service.user, directory))


ALL = [check_signatures, check_ceph, check_moto]
