#!/usr/bin/env python3
"""Writes custody_files.json: keyrings and packets, laid out by this script after docs/derivation.md.

PyNaCl 1.6 gives XChaCha20-Poly1305 and Argon2id, hashlib the rest. Salts and nonces of keyrings are
fixed here, so that the file can be remade byte for byte.
"""
import hashlib, json, pathlib, struct

import nacl.bindings as sodium


def hash(data):
    return hashlib.blake2b(data, digest_size=32).digest()


def K(key, person, message=b""):
    return hashlib.blake2b(message, digest_size=32, key=key, salt=bytes(16),
                           person=person.encode().ljust(16, b"\0")).digest()


def uleb(number):
    out = b""
    while True:
        byte, number = number & 127, number >> 7
        out += bytes([byte | (128 if number else 0)])
        if not number:
            return out


def string(data):
    data = data.encode() if isinstance(data, str) else data
    return uleb(len(data)) + data


def u64(number):
    return struct.pack("<Q", number)


def seal(key, nonce, data, plain):
    return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, data, nonce, key)


def master_id(master):
    return K(master, "steward.mid.v1")[:4]


def keyring(masters, current, passphrase=None, unattended=b"\0", backup=False):
    entries = uleb(len(masters)) + b"".join(master_id(m) + u64(t) for m, t in masters)
    tail = unattended + entries + struct.pack("<I", current)
    plain = b"".join(m for m, _ in masters)

    def start(protection):
        return b"steward keyring\n\1" + string(bytes([1 if backup else 0]) + protection + tail)

    if passphrase is None:
        body = start(b"\0") + string(plain)
    else:
        salt, nonce = hash(b"salt")[:16], hash(b"nonce")[:24]
        root = sodium.crypto_pwhash_alg(32, passphrase.encode(), salt, 3, 64 << 20,
                                        sodium.crypto_pwhash_ALG_ARGON2ID13)
        lock = (struct.pack("<II", 65536, 3) + salt + K(root, "steward.kcv.v1")[:16] + nonce)
        head = start(b"\1" + lock)
        body = head + string(seal(K(root, "steward.kek.v1"), nonce, head, plain))
    return body + hash(body)


def packet(master, chain, owner, key_name, plaintext, size, ciphertext, floats, imported=None):
    embedding = b"\0" + string(b"".join(struct.pack("<I", bits) for bits in floats)) \
        + uleb(1) + u64(len(floats))
    commitment = hash(embedding)
    release = K(master, "steward.rel.v1",
                chain + owner + string(key_name) + plaintext + u64(size))[:16]
    key = imported or K(master, "steward.aes.v1", chain + release)
    header = (b"\1" + master_id(master) + chain + owner + release + hash(key) + commitment
              + ciphertext + u64(size))
    content = ((b"\1" + imported if imported else b"\0") + b"\1" + string(key_name)
               + plaintext + embedding)
    packet_key = K(master, "steward.pkt.v1", chain + release + commitment)
    nonce = K(packet_key, "steward.pnc.v1", header + hash(content))[:24]
    body = b"steward packet\n\n" + header + nonce + seal(packet_key, nonce, header, content)
    return {"master": master.hex(), "chain": chain.hex(), "owner": owner.hex(),
            "key_name": key_name, "plaintext": plaintext.hex(), "size": str(size),
            "ciphertext": ciphertext.hex(), "embedding_bits": floats,
            "imported_key": imported.hex() if imported else None,
            "name": f"{master_id(master).hex()}-{release.hex()}.{commitment[:8].hex()}.packet",
            "bytes": (body + hash(body)).hex()}


first, second = hash(b"first master"), hash(b"second master")
keyrings = [
    {"passphrase": None, "masters": [first.hex()], "current": 0,
     "bytes": keyring([(first, 1_790_000_000)], 0).hex()},
    {"passphrase": "grüße vom stellwerk", "masters": [first.hex(), second.hex()], "current": 1,
     "bytes": keyring([(first, 1_790_000_000), (second, 1_790_000_500)], 1,
                      "grüße vom stellwerk", b"\1" + string("pass show steward")).hex()},
]
packets = [
    packet(first, hash(b"chain"), hash(b"owner"), "my-model", hash(b"plain"), 4_838_740_000,
           hash(b"cipher"), [0x3F800000, 0xBF000000, 0x00000001, 0x7FC00001]),
    packet(second, hash(b"chain"), hash(b"owner"), "m", bytes(32), 7, hash(b"cipher 2"),
           [index * 0x01010101 for index in range(70)], imported=hash(b"imported")),
]
path = pathlib.Path(__file__).parent / "custody_files.json"
path.write_text(json.dumps({"keyrings": keyrings, "packets": packets}, indent=1) + "\n")
