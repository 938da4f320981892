#!/usr/bin/env python3
"""Writes blake2b.json beside it: BLAKE2b vectors from Python's hashlib, which is independent of
both libsodium and the Swift under test. Keyed and personalised ones follow the derivations of
steward (person padded with zeros to 16 bytes, salt of 16 zero bytes, 32-byte output)."""
import hashlib, json, pathlib, random

rng = random.Random(20261122)
plain = []
for length in [0, 1, 63, 64, 127, 128, 129, 255, 256, 257, 1023, 4096, 65537]:
    data = rng.randbytes(length)
    plain.append({"data_hex": data.hex(), "digest_hex": hashlib.blake2b(data, digest_size=32).hexdigest()})

personal = []
people = ["steward.mid.v1", "steward.rel.v1", "steward.aes.v1", "steward.pkt.v1", "steward.jrn.v1", "", "x" * 16]
for person in people:
    for length in [0, 1, 32, 64, 128, 300]:
        key, data = rng.randbytes(32), rng.randbytes(length)
        personal.append({
            "key_hex": key.hex(), "person": person, "message_hex": data.hex(),
            "output_hex": hashlib.blake2b(data, digest_size=32, key=key, person=person.encode(),
                                          salt=bytes(16)).hexdigest()})

path = pathlib.Path(__file__).with_name("blake2b.json")
path.write_text(json.dumps({"plain": plain, "personal": personal}, indent=1) + "\n")
