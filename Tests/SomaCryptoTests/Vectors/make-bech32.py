#!/usr/bin/env python3
"""Writes bech32.json beside this file: payloads of every length, and bits that must be refused.

The checksum is computed as BIP-173 defines it, by polynomial division over GF(32), with no table.
"""
import hashlib
import json
import pathlib

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR = [29, 22, 20, 21, 29, 18]  # x^6 + 29x^5 + 22x^4 + 20x^3 + 21x^2 + 29x + 18


def times(a: int, b: int) -> int:
    product = 0
    for bit in range(5):
        if b >> bit & 1:
            product ^= a << bit
    for bit in range(8, 4, -1):
        if product >> bit & 1:
            product ^= 0b101001 << (bit - 5)  # the field: a^5 + a^3 + 1
    return product


def text(prefix: str, data: list[int], constant: int = 1) -> str:
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    rest = [1] + spread + data + [0] * 6
    for start in range(len(rest) - 6):
        factor, rest[start] = rest[start], 0
        for offset, coefficient in enumerate(GENERATOR, 1):
            rest[start + offset] ^= times(factor, coefficient)
    checksum = [rest[index - 6] ^ (constant >> 5 * (5 - index) & 31) for index in range(6)]
    return prefix + "1" + "".join(ALPHABET[value] for value in data + checksum)


def digits(payload: bytes, padding: int = 0) -> list[int]:
    bits = "".join(f"{byte:08b}" for byte in payload)
    missing = -len(bits) % 5
    bits += f"{padding:0{missing}b}" if missing else ""
    return [int(bits[at:at + 5], 2) for at in range(0, len(bits), 5)]


def rows():
    for count in range(46):
        payload = hashlib.sha512(f"bech32 {count}".encode()).digest()[:count]
        prefix = ["somaprivkey", "a", "x1y"][count % 3]
        yield {"text": text(prefix, digits(payload)), "prefix": prefix, "payload_hex": payload.hex()}
    seed = bytes([0]) + bytes([17] * 32)
    for name, data, constant in (
        ("bech32m", digits(seed), 0x2bc830a3),
        ("otherConstant", digits(seed), 2),
        ("zeroCharacterTooMany", digits(bytes(30)) + [0], 1),
        ("strayBit", digits(seed, padding=1), 1),
    ):
        yield {"text": text("somaprivkey", data, constant), "prefix": "somaprivkey", "refused": name}


path = pathlib.Path(__file__).with_suffix("").parent / "bech32.json"
path.write_text(json.dumps(list(rows()), indent=1) + "\n")
