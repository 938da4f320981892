#!/usr/bin/env python3
"""Writes argon2id.json with argon2-cffi 25.1.0, which wraps the reference implementation."""
import hashlib, json, pathlib

from argon2.low_level import Type, hash_secret_raw

rows = []
for passphrase, memory, passes in [("", 8, 1), ("a", 8, 3), ("correct horse", 64, 3),
                                   ("grüße", 1024, 2), ("x" * 200, 4096, 4),
                                   ("daily", 65536, 3)]:
    salt = hashlib.sha256(f"{passphrase}{memory}".encode()).digest()[:16]
    output = hash_secret_raw(passphrase.encode(), salt, passes, memory, 1, 32, Type.ID)
    rows.append({"passphrase": passphrase, "salt_hex": salt.hex(), "memory_kib": memory,
                 "passes": passes, "output_hex": output.hex()})
path = pathlib.Path(__file__).parent / "argon2id.json"
path.write_text(json.dumps({"rows": rows}, indent=1) + "\n")
