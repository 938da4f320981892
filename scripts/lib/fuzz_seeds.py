#!/usr/bin/env python3
"""Fills a fuzzing corpus with seeds from the golden vectors: fuzz_seeds.py TARGET DIRECTORY."""
import json, pathlib, sys

import wire_seeds

root = pathlib.Path(__file__).parent.parent.parent / "Tests"
types = root / "SomaTypesTests/Vectors"
crypto = root / "SomaCryptoTests/Vectors"


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


def state():
    vectors = load(types / "state_vectors.json")
    parts = ["successes", "summaries", "contents", "states", None, "targets"]
    for shape, part in enumerate(parts):
        for row in vectors[part] if part else []:
            yield bytes([shape]) + bytes.fromhex(row["bcs"])
    for row in vectors["failures"]:
        yield b"\0" + bytes.fromhex(row["bcs"])


def keys():
    for row in load(crypto / "keypairs.json"):
        yield row["bech32"].encode()
        yield row["secret_hex"].encode()
        yield b"0x" + row["secret_hex"].encode()
        yield row["keystore_base64"].encode()
        yield bytes.fromhex(row["secret_hex"])


def phrases():
    for row in load(crypto / "mnemonics.json")["valid"]:
        yield row["mnemonic"].encode()


def keystore():
    entries = [row["keystore_base64"] for row in load(crypto / "keypairs.json")]
    yield b"[]"
    yield json.dumps(entries[:1]).encode()
    yield json.dumps(entries, indent=2).encode()


def aliases():
    entries = [{"alias": f"a{index}", "public_key_base64": row["public_key_base64_flagged"]}
               for index, row in enumerate(load(crypto / "keypairs.json"))]
    yield json.dumps(entries[:2], indent=2).encode()


def yaml():
    yield b"""---
keystore:
  File: /home/me/.soma/soma_config/soma.keystore
external_keys: ~
envs:
  - alias: testnet
    rpc: "https://fullnode.testnet.soma.org:443"
    basic_auth: ~
active_env: testnet
active_address: 0881c07520943bbf13989b92892093c1b50672156fa5f873c22892701cb2e207
"""
    yield b"a: &x [1, {b: 'c'}]\nd: *x\n---\ne: |\n  text\n"


def weights(name):
    return load(root / f"WeightsTests/Vectors/{name}.json")["files"]


def safetensors():
    for row in weights("safetensors"):
        yield bytes.fromhex(row["hex"])


def npy():
    for row in weights("embeddings"):
        if row["name"].endswith(".npy"):
            yield bytes([len(row["bits"])]) + bytes.fromhex(row["hex"])


def embedding():
    for row in weights("embeddings"):
        yield bytes([len(row["bits"]), 0]) + bytes.fromhex(row["hex"])


def manifest():
    for path in sorted((root / "ManifestTests/Fixtures").rglob("*.yaml")):
        yield path.read_bytes()


seeds = {"state": state, "bech32": keys, "spelling": lambda: [*keys(), *phrases()],
         "mnemonic": phrases, "keystore": keystore, "aliases": aliases, "clientConfig": yaml,
         "yaml": yaml, "transaction": transactions, "bcs": bcs, "base58": base58, "url": url,
         "safetensors": safetensors, "npy": npy, "embedding": embedding,
         "manifest": manifest}
target, directory = sys.argv[1], pathlib.Path(sys.argv[2])
if target in wire_seeds.SEEDS:
    found = wire_seeds.encoded(wire_seeds.SEEDS[target]())
else:
    found = seeds.get(target, lambda: [])()
for index, seed in enumerate(found):
    (directory / f"seed-{index}").write_bytes(seed)
