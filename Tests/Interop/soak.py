"""Kills `steward host put` at random instants of an upload in parts, and runs it again. Run it with scripts/soak.

Each seed is an upload of its own to moto. Whatever happened before, in the end the object must be the sealed file,
no upload may be left at the service or in the state, and what was sent twice is at most the parts that were in
flight when a run ended. A run that gets a signal it can hear must say what is there and how to go on.
"""
import argparse
import concurrent.futures
import contextlib
import hashlib
import json
import os
import pathlib
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import storage

MIB = 1 << 20
SIZE = 21 * MIB + 77
PARALLEL = 2
MOST_KILLS = 2
HEARD = {signal.SIGINT: 130, signal.SIGTERM: 143}


class Failure(Exception):
    """What must not happen."""


class Stage:
    """One service, one file, and a folder for each seed."""

    def __init__(self, steward, service, folder, log):
        self.steward, self.service, self.log = steward, service, log
        self.folder = pathlib.Path(folder)
        self.client, self.bucket = service.client(), "weights"
        self.client.create_bucket(Bucket=self.bucket)
        (self.folder / "host.yaml").write_text(
            "apiVersion: steward/v1\nkind: Host\nmetadata: {name: main}\nspec:\n"
            f"  s3: {{bucket: {self.bucket}, endpoint: '{service.endpoint}', region: {service.region},"
            f" profile: generic, publicBaseURL: '{service.endpoint}/{self.bucket}'}}\n")
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": folder,
            "AWS_ACCESS_KEY_ID": service.user[0], "AWS_SECRET_ACCESS_KEY": service.user[1]}
        (self.folder / "plain").write_bytes(random.Random("weights").randbytes(SIZE))
        subprocess.run(
            [steward, "weights", "seal", "plain", "--generate-key", "key", "--out", "sealed"],
            cwd=folder, check=True, stdout=subprocess.DEVNULL)
        self.digest = hashlib.sha256((self.folder / "sealed").read_bytes()).hexdigest()
        self.lock = threading.Lock()
        self.counts = dict.fromkeys(["uploads", "kills", "signals", "parts kept", "parts sent twice"], 0)
        process, started = self.start("0a1b2c3d-" + "f" * 32, "measured"), time.monotonic()
        self.wait_for_upload(process)
        self.before, uploading = time.monotonic() - started, time.monotonic()
        self.finish(process)
        self.uploading = time.monotonic() - uploading

    def start(self, name, state):
        messages = self.folder / f"{state}.log"
        process = subprocess.Popen(
            [self.steward, "host", "put", "plain", "--key-file", "key", "--name", name, "-f", "host.yaml", "--local",
             "--state", state, "--part-size-mib", "5", "--parallel", str(PARALLEL), "--no-probe", "--progress", "json"],
            cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=messages.open("w"), text=True)
        process.messages = messages
        return process

    def wait_for_upload(self, process):
        """Returns when the first byte is about to leave, or the process has ended."""
        while process.poll() is None and '"label":"upload"' not in said(process):
            time.sleep(0.002)

    def finish(self, process):
        """Ends a run that nobody disturbs; the parts that were there when it began."""
        process.communicate(timeout=300)
        messages = said(process)
        if process.returncode != 0:
            raise Failure(f"status {process.returncode}: {messages}")
        first = re.search(r'"label":"upload".*"doneParts":(\d+)', messages)
        return int(first[1]) if first else None

    def recorded(self, state):
        """Parts of the open upload in the state; 0 without one."""
        path = self.folder / state / "state.db"
        if not path.exists():
            return 0
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as db:
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'upload_parts'").fetchone():
                return 0
            return db.execute(OPEN_PARTS).fetchone()[0]

    def open_uploads(self, name):
        listed = self.client.list_multipart_uploads(Bucket=self.bucket, Prefix=name)
        return len(listed.get("Uploads", []))

    def sent(self, name):
        """How many parts of an object the service has taken."""
        return len(re.findall(rf'"PUT /{self.bucket}/{name}\?\S*partNumber=\S* HTTP/1.1" 200', self.log.read_text()))

    def disturb(self, process, generator):
        """Ends a run at a random instant; whether it had not finished."""
        number = generator.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGKILL, *HEARD])
        instant = generator.uniform(0, self.before)
        if generator.random() < 0.8:
            self.wait_for_upload(process)
            instant = generator.uniform(0, self.uploading * 1.5)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(instant)
        process.send_signal(number)
        output, _ = process.communicate(timeout=120)
        messages = said(process)
        if process.returncode == 0:
            return False
        # A signal that comes before the program listens ends it as it ends any other.
        if process.returncode != -number:
            # Whoever hears of the result in time is told that, and nothing more.
            is_explained = "uploaded" in output or "[host.interrupted]" in messages and "hint:" in messages
            if process.returncode != HEARD.get(number) or not is_explained:
                raise Failure(f"signal {number}, status {process.returncode}: {messages}")
        with self.lock:
            self.counts["kills" if number == signal.SIGKILL else "signals"] += 1
        return True

    def run(self, seed):
        generator = random.Random(f"soak {seed}")
        name, state = f"0a1b2c3d-{seed:032x}", f"state-{seed}"
        ended = 0
        while ended < MOST_KILLS and self.disturb(self.start(name, state), generator):
            ended += 1
        recorded = self.recorded(state)
        kept = self.finish(self.start(name, state))
        if kept is not None and kept < recorded:
            raise Failure(f"{recorded} parts were on record, {kept} were kept")
        got = self.client.get_object(Bucket=self.bucket, Key=name)
        if hashlib.sha256(got["Body"].read()).hexdigest() != self.digest:
            raise Failure("the object is not the sealed file")
        if left := self.open_uploads(name):
            raise Failure(f"{left} uploads are left at the service")
        if left := self.recorded(state):
            raise Failure(f"an upload with {left} parts is open in the state")
        parts = -(-SIZE // (5 * MIB))
        twice = self.sent(name) - parts
        if twice > ended * PARALLEL:
            raise Failure(f"{twice} parts were sent twice after {ended} ends")
        self.client.delete_object(Bucket=self.bucket, Key=name)
        with self.lock:
            self.counts["uploads"] += 1
            self.counts["parts kept"] += kept or 0
            self.counts["parts sent twice"] += max(twice, 0)


def said(process):
    """What a run has said on standard error so far."""
    return process.messages.read_text()


OPEN_PARTS = "SELECT count(*) FROM upload_parts p JOIN uploads u ON u.id = p.upload WHERE u.state = 'begun'"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True, help="directory with the built programs")
    parser.add_argument("--seeds", type=int, default=200, help="how many uploads (default: 200)")
    parser.add_argument("--first", type=int, default=0, help="the first seed, to repeat one (default: 0)")
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder) / "service.log"
        with log.open("wb") as sink, storage.moto(sink) as service:
            stage = Stage(f"{options.bin}/steward", service, folder, log)
            seeds = range(options.first, options.first + options.seeds)
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                runs = {pool.submit(stage.run, seed): seed for seed in seeds}
                failed = 0
                for number, run in enumerate(concurrent.futures.as_completed(runs), 1):
                    if number % 10 == 0:
                        print(f"  {number} of {options.seeds} seeds, {failed} failed, "
                              f"{time.monotonic() - started:.0f} s", flush=True)
                    if error := run.exception():
                        failed += 1
                        print(f"soak: FAILED: {error} ({type(error).__name__})\n"
                              f"  repeat:  scripts/soak --first {runs[run]} --seeds 1", file=sys.stderr)
    counts = ", ".join(f"{count} {what}" for what, count in stage.counts.items())
    print(f"soak: {options.seeds} seeds from {options.first}, {failed} failed: {counts}; "
          f"{time.monotonic() - started:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
