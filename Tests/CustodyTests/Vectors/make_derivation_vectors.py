#!/usr/bin/env python3
"""Writes derivations.json: Steward's key derivation, with nothing but Python's hashlib.

Its BCS is the part that the inputs need: fixed arrays, strings shorter than 128 bytes, u64.
"""
import hashlib, json, pathlib


def K(master, person, message):
    return hashlib.blake2b(message, digest_size=32, key=master, salt=bytes(16),
                           person=person.encode().ljust(16, b"\0")).digest()


def string(text):
    raw = text.encode()
    assert len(raw) < 128
    return bytes([len(raw)]) + raw


def u64(number):
    return number.to_bytes(8, "little")


def row(master, chain, owner, key_name, plaintext, size, embedding):
    release = K(master, "steward.rel.v1",
                chain + owner + string(key_name) + plaintext + u64(size))[:16]
    master_id = K(master, "steward.mid.v1", b"")[:4]
    aes = K(master, "steward.aes.v1", chain + release)
    return {
        "master": master.hex(), "chain": chain.hex(), "owner": owner.hex(),
        "key_name": key_name, "plaintext": plaintext.hex(), "size": str(size),
        "embedding_commitment": embedding.hex(),
        "master_id": master_id.hex(), "release_id": release.hex(), "aes_key": aes.hex(),
        "key_commitment": hashlib.blake2b(aes, digest_size=32).hexdigest(),
        "packet_key": K(master, "steward.pkt.v1", chain + release + embedding).hex(),
        "journal_key": K(master, "steward.jrn.v1", chain + owner).hex(),
        "object_name": f"{master_id.hex()}-{release.hex()}",
        "packet_name": f"{master_id.hex()}-{release.hex()}.{embedding[:8].hex()}.packet",
    }


def fill(number):
    return hashlib.sha256(f"derivation {number}".encode()).digest()


rows = [row(bytes(range(32)), bytes([1]) * 32, bytes([2]) * 32, "a", bytes([3]) * 32, 0,
            bytes([4]) * 32)]
names = ["m", "my-model", "0", "x" * 63, "a-b", "llm-2026"]
for index in range(24):
    rows.append(row(fill(f"{index} m"), fill(f"{index % 3} c"), fill(f"{index % 5} o"),
                    names[index % len(names)], fill(f"{index} p"),
                    (2**64 - 1) if index == 7 else index * 4_840_000_123, fill(f"{index} e")))
path = pathlib.Path(__file__).parent / "derivations.json"
path.write_text(json.dumps({"derivations": rows}, indent=1) + "\n")
