"""Compares Steward with the real `soma-sdk` on random cases. Run it with scripts/interop."""
import argparse
import random
import secrets
import sys
import time
from importlib.metadata import version

import checks
import localnet_checks
import manifests
import models
import ours
import plans
import storage_checks
import webserver_checks

SKIPPED = [
    "damaged tensors (they end the SDK's process)",
    "damaged international hosts (Steward refuses some that the SDK takes)",
    "multisig (the SDK has none)",
]


ALL = [*checks.ALL, manifests.check_manifests, models.check_models, plans.check_plans, localnet_checks.check_localnet,
       *storage_checks.ALL,
       *webserver_checks.ALL]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True, help="directory with the built programs")
    parser.add_argument("--models-python", help="a Python that has soma-models[flax]")
    parser.add_argument("--seed", type=int, default=None, help="repeat an earlier run")
    parser.add_argument("--only", action="append", default=[], help="a part, such as urls")
    options = parser.parse_args()
    seed = secrets.randbits(32) if options.seed is None else options.seed
    print(f"interop: seed {seed}", flush=True)

    probe = ours.Probe(f"{options.bin}/InteropProbe")
    steward = ours.Steward(f"{options.bin}/steward")
    parts = {check.__name__.removeprefix("check_"): check for check in ALL}
    if unknown := set(options.only) - parts.keys():
        parser.error(f"unknown part {unknown.pop()}; there are {', '.join(parts)}")
    counts, skipped = {}, list(SKIPPED)
    for name, check in parts.items():
        if options.only and name not in options.only:
            skipped.append(f"{name} (not asked for)")
            continue
        # A generator of its own for each part: --only repeats the cases of the whole run.
        context = checks.Context(random.Random(f"{seed} {name}"), probe, steward)
        context.models_python = options.models_python or None
        context.storage_probe = f"{options.bin}/StorageProbe"
        started = time.monotonic()
        try:
            check(context)
        except Exception as error:  # a program that refuses or ends is a difference too
            print(f"interop: MISMATCH in {name}: {error} ({type(error).__name__})", file=sys.stderr)
            print(f"  repeat:  scripts/interop --seed {seed} --only {name}", file=sys.stderr)
            return 1
        if not context.counts:
            print(f"interop: {name} compared nothing", file=sys.stderr)
            return 1
        print(f"  {name}: {_listed(context.counts)} in {time.monotonic() - started:.1f} s", flush=True)
        counts.update(context.counts)
        skipped += context.skipped
    if probe.close() != 0:
        print("interop: the probe did not end well", file=sys.stderr)
        return 1
    print(
        f"interop: seed {seed}: Steward and soma-sdk {version('soma-sdk')} agree: {_listed(counts)}; "
        f"skipped: {'; '.join(skipped)}")
    return 0


def _listed(counts):
    return ", ".join(f"{count} {what}" for what, count in counts.items())


if __name__ == "__main__":
    sys.exit(main())
