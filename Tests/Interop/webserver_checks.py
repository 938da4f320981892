"""What must hold between Steward and the web servers that owners have."""
import pathlib
import tempfile

import ours
import webservers

MIB = 1 << 20


class Case:
    """An object, and a probe that knows where it is."""

    def __init__(self, context, probe, directory, size):
        self.context, self.probe = context, probe
        self.name = f"{context.random.getrandbits(32):08x}-{context.random.getrandbits(128):032x}"
        self.bytes = context.random.randbytes(size)
        self.file = pathlib.Path(directory) / f"object-{size}"
        self.file.write_bytes(self.bytes)

    def ask(self, op, **host):
        return self.probe.ask(op, name=self.name, file=str(self.file), **host)

    def expect(self, what, host, whole, sampled=None):
        """The probe finds exactly this."""
        found = self.ask("probe", **host)
        self.context.same(what, self.name, found["whole"], whole)
        self.context.same(what, self.name, found["sampled"], whole if sampled is None else sampled)
        self.context.counts["probes of web servers"] += 1

    def refused(self, what, code, op, **host):
        try:
            self.ask(op, **host)
        except ours.Failed as error:
            self.context.same(what, self.name, str(error), code)
            self.context.counts["refusals by web servers"] += 1
            return
        raise RuntimeError(f"{what}: it was not refused")


def check_webservers(context):
    """Objects go to nginx with PUT, and come back as validators fetch them; what is wrong is named."""
    probe = ours.Probe(context.storage_probe)
    with tempfile.TemporaryDirectory() as directory, tempfile.TemporaryDirectory() as files:
        with webservers.nginx(directory) as root:
            for size in (0, 1, 5 * MIB, 12 * MIB + 345):
                _life(Case(context, probe, files, size), root, pathlib.Path(directory) / "files")
            _findings(Case(context, probe, files, 6 * MIB), root, pathlib.Path(directory) / "files")
    probe.close()


def _life(case, root, served):
    """Put, left alone, probed, deleted."""
    host = {"put_base": f"{root}/a/b", "public_base": f"{root}/a/b"}
    case.context.same("an upload", case.name, case.ask("put", **host)["outcome"], "stored")
    stored = served / "a" / "b" / case.name
    case.context.same("the bytes", case.name, stored.read_bytes() == case.bytes, True)
    case.context.same("again", case.name, case.ask("put", **host)["outcome"], "existed")
    case.context.same("a look", case.name, case.ask("head", **host)["size"], len(case.bytes))
    case.expect("a good object", host, [])
    case.ask("delete", **host)
    case.context.same("a deletion", case.name, stored.exists(), False)
    case.expect("nothing", host, ["probe.missing"])
    case.context.counts["objects on nginx"] += 1


def _findings(case, root, served):
    """Every way in which this server serves the same file wrongly."""
    directory = {"directory": str(served), "public_base": root}
    case.context.same("a file", case.name, case.ask("put", **directory)["outcome"], "stored")
    case.expect("a directory", directory, [])
    for place, code in (
        ("ranges-off", "probe.rangeIgnored"), ("bots", "probe.userAgentBlocked"),
        ("coded", "probe.coded"), ("moved", "probe.redirected"), ("slow-down", "probe.throttled"),
    ):
        case.expect(place, {**directory, "public_base": f"{root}/{place}"}, [code])
    case.refused(
        "a limit", "host.refused", "put", put_base=f"{root}/small", public_base=f"{root}/small")
    with webservers.without_range(served) as plain:
        case.expect("no Range", {**directory, "public_base": plain}, ["probe.rangeIgnored"])
    damaged = bytearray(case.bytes)
    damaged[-1] ^= 1
    (served / case.name).write_bytes(damaged)
    case.expect("a changed byte", directory, ["probe.otherChecksum"], ["probe.changed"])
    case.context.same("again", case.name, case.ask("put", **directory)["outcome"], "existed")
    replaced = case.ask("put", replaces=True, **directory)["outcome"]
    case.context.same("a repair", case.name, replaced, "stored")
    case.expect("a repaired object", directory, [])
    uploader = f'cat > "{served}/$STEWARD_OBJECT_NAME"'
    command = {"command": uploader, "public_base": root}
    case.context.same("replaced", case.name, case.ask("put", replaces=True, **command)["outcome"], "stored")
    case.expect("what a command uploaded", command, [])


ALL = [check_webservers]
