"""Steward's side: the test-only probe, and the command a person runs."""
import json
import subprocess


class Failed(Exception):
    """Our side answered with an error; its code."""


def request(op, **fields):
    """A request to a probe, as a line."""
    return json.dumps({"op": op, **fields}) + "\n"


class Probe:
    """One process that answers a JSON object a line. Its requests are listed in README.md."""

    def __init__(self, path):
        self.process = subprocess.Popen(
            [path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, op, **fields):
        """The answer. Raises Failed when it is an error, RuntimeError when the process ended."""
        self.process.stdin.write(request(op, **fields))
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the probe ended with status {self.process.wait()} during {op}")
        answer = json.loads(line)
        if "error" in answer:
            raise Failed(answer["error"])
        return answer

    def close(self):
        self.process.stdin.close()
        return self.process.wait(timeout=10)


class Steward:
    """Runs `steward`, one process a call."""

    def __init__(self, path):
        self.path = path

    def run(self, *arguments, stdin=None):
        """What it printed as JSON. Raises Failed with its standard error."""
        done = subprocess.run(
            [self.path, *arguments, "--output", "json"], input=stdin, capture_output=True,
            timeout=30)
        if done.returncode != 0:
            raise Failed(f"status {done.returncode}: {done.stderr.decode(errors='replace')}")
        return json.loads(done.stdout)
