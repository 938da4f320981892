#!/usr/bin/env python3
"""Fills a fuzzing corpus with seeds from the golden vectors: fuzz_seeds.py TARGET DIRECTORY."""
import json, pathlib, sys

root = pathlib.Path(__file__).parent.parent.parent / "Tests"
types = root / "SomaTypesTests/Vectors"


def load(path):
    return json.loads(path.read_text())


def transactions():
    for row in load(types / "transactions.json")["transactions"]:
        yield bytes.fromhex(row["tx_bcs_hex"])
        yield bytes.fromhex(row["signed_transaction_bcs_hex"])
    for row in load(types / "fuzz_transactions.json")["vectors"]:
        yield bytes.fromhex(row["tx_bcs_hex"])


def bcs():
    for row in load(types / "tensors.json")["tensors"]:
        if row.get("tensor_bcs_hex"):
            yield b"\0" + bytes.fromhex(row["tensor_bcs_hex"])
    for row in load(types / "objects.json"):
        yield b"\2" + bytes.fromhex(row["object_bcs_hex"])
    yield b"\5" + bytes([2, 1, 0x61, 1, 1, 3, 0, 1, 0x62, 0])


def base58():
    yield b" 1thX6LZfHDZZKUs92febYZhYRcXddmzfzF2NvTkPNE"
    yield b" " + b"1" * 32


def url():
    for row in load(types / "transactions.json")["transactions"]:
        if "weights_url" in row["inputs"]:
            yield row["inputs"]["weights_url"].encode()
    path = types / "urls.json"
    if path.exists():
        for row in load(path)["urls"]:
            yield row["input"].encode("utf-8", "surrogatepass")


seeds = {"transaction": transactions, "bcs": bcs, "base58": base58, "url": url}
target, directory = sys.argv[1], pathlib.Path(sys.argv[2])
for index, seed in enumerate(seeds.get(target, lambda: [])()):
    (directory / f"seed-{index}").write_bytes(seed)
