"""A `steward localnet` of one's own, as a process on free ports."""
import contextlib
import json
import select
import signal
import socket
import subprocess
import tempfile

from soma_sdk import Keypair, SomaClient

READY_SECONDS = 60


class Localnet:
    def __init__(self, process, ready):
        self.process, self.ready = process, ready

    def client(self):
        """A client of the real SDK, not awaited yet."""
        return SomaClient(
            self.ready["rpc"], faucet_url=self.ready["faucet"], scoring_url=self.ready["scoring"],
            admin_url=self.ready["admin"])


def _ready(process, errors):
    """What the localnet prints when it is ready: one JSON object."""
    text = b""
    while not text.endswith(b"}\n"):
        readable, _, _ = select.select([process.stdout], [], [], READY_SECONDS)
        line = process.stdout.readline() if readable else b""
        if not line:
            errors.seek(0)
            raise RuntimeError(f"the localnet did not start: {errors.read().decode()[-2000:]}")
        text += line
    return json.loads(text)


@contextlib.contextmanager
def running(program, *arguments):
    """Starts a localnet whose epochs end only on demand, and ends it with the block."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [program, "localnet", "start", "--epoch-duration", "manual", "--output", "json",
             *arguments],
            stdout=subprocess.PIPE, stderr=errors, bufsize=0)
        try:
            yield Localnet(process, _ready(process, errors))
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise RuntimeError("the localnet did not end on SIGINT") from None


def standard_ports_are_free():
    """Whether a localnet can listen where the SDK looks for one."""
    with contextlib.ExitStack() as sockets:
        for port in (9000, 9123, 9124, 9125):
            probe = sockets.enter_context(socket.socket())
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return False
    return True


async def funded(client, grants=1):
    """A new account with coins from the faucet."""
    keypair = Keypair.generate()
    for _ in range(grants):
        await client.request_faucet(keypair.address())
    return keypair
