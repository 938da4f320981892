#!/usr/bin/env python3
"""Writes bip39.json and slip0010.json beside this file. See README.md.

The words and their seeds come from the package `mnemonic`, the addresses from `soma-sdk`, and
SLIP-0010 is written out here from its text, with nothing but hmac.
"""
import hashlib
import hmac
import json
import pathlib

from mnemonic import Mnemonic
from soma_sdk import Keypair

HERE = pathlib.Path(__file__).parent
ENGLISH = Mnemonic("english")


def derive(seed: bytes, path: list[int]) -> bytes:
    node = hmac.new(b"ed25519 seed", seed, hashlib.sha512).digest()
    for index in path:
        message = b"\0" + node[:32] + (index + 2**31).to_bytes(4, "big")
        node = hmac.new(node[32:], message, hashlib.sha512).digest()
    return node[:32]


def entropies(count: int):
    for byte in (0x00, 0x7f, 0x80, 0xff):
        yield bytes([byte]) * count
    yield bytes(range(count))
    for number in range(5):
        yield hashlib.sha512(f"bip39 {count} {number}".encode()).digest()[:count]


def bip39():
    for count in (16, 20, 24, 28, 32):
        for entropy in entropies(count):
            phrase = ENGLISH.to_mnemonic(entropy)
            seed = Mnemonic.to_seed(phrase, "")
            secret = derive(seed, [44, 784, 0, 0, 0])
            assert Keypair.from_mnemonic(phrase).to_secret_key() == secret.hex()
            yield {
                "entropy_hex": entropy.hex(),
                "mnemonic": phrase,
                "bip39_seed_hex": seed.hex(),
                "secret_hex": secret.hex(),
                "address": Keypair.from_mnemonic(phrase).address(),
            }


def slip0010():
    seeds = [bytes(range(16)), bytes(64), b"\xff" * 64, hashlib.sha512(b"slip0010").digest()]
    paths = [[], [0], [0, 1], [0, 1, 2, 2, 1_000_000_000], [2**31 - 1], [44, 784, 0, 0, 0]]
    for seed in seeds:
        for path in paths:
            yield {"seed_hex": seed.hex(), "path": path, "secret_hex": derive(seed, path).hex()}


for name, rows in (("bip39", bip39()), ("slip0010", slip0010())):
    text = json.dumps(list(rows), indent=1) + "\n"
    (HERE / f"{name}.json").write_text(text)
