"""Writes target_embeddings.json: the floats that the chain's own array generator draws.

Needs soma-arrgen==0.1.0 and numpy.
"""

import hashlib
import json

import arrgen

rows = []
for seed in (0, 1, 42, 0x0123456789ABCDEF, 2**64 - 1):
    values = arrgen.normal_array(seed, [20000], 0.0, 1.0)
    rows.append({
        "seed": str(seed),
        "count": len(values),
        "first_bits": [int(word) for word in values[:16].view("<u4")],
        "largest": float(abs(values).max()),
        "blake2b256_of_bytes": hashlib.blake2b(values.astype("<f4").tobytes(), digest_size=32).hexdigest(),
    })
with open("target_embeddings.json", "w") as file:
    json.dump(rows, file, indent=1)
    file.write("\n")
