#!/usr/bin/env python3
"""Makes the vectors of this folder with the real libraries: make_vectors.py DIRECTORY.

Needs `pip install "soma-models[flax]==0.1.7"`, which brings numpy and safetensors. What they write
differs from run to run in nothing but the weights of the model.
"""
import hashlib, io, json, pathlib, struct, sys
from importlib.metadata import version

import numpy as np
import safetensors
from safetensors.numpy import save

OUT = pathlib.Path(sys.argv[1])


def model():
    """A model as the official package saves it."""
    from flax import nnx
    from soma_models.v1.flax import Model, ModelConfig
    config = ModelConfig(dropout_rate=0.0, embedding_dim=8, pwff_hidden_dim=16, num_layers=2,
                         num_heads=2, vocab_size=12)
    Model(config, nnx.Rngs(0)).save(OUT / "soma_models_small.safetensors")


def file(header, data=b"", length=None):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + data


def entry(dtype, shape, start, end):
    return {"dtype": dtype, "shape": shape, "data_offsets": [start, end]}


def headers():
    """Whole files, and whether the real library takes them."""
    one = {"a": entry("F32", [2], 0, 8)}
    data = bytes(8)
    yield "empty object", file({})
    yield "one tensor", file(one, data)
    yield "padded with spaces", file(json.dumps(one).encode() + b"   ", data)
    yield "metadata", file({"__metadata__": {"format": "pt"}, **one}, data)
    yield "scalar", file({"a": entry("F64", [], 0, 8)}, data)
    yield "no elements", file({"a": entry("F32", [0, 5], 0, 0)}, b"")
    yield "two tensors, written backwards", file(
        {"b": entry("U8", [3], 8, 11), "a": entry("F32", [2], 0, 8)}, bytes(11))
    yield "empty tensor between", file(
        {"a": entry("F32", [2], 0, 8), "b": entry("F32", [0], 8, 8), "c": entry("U8", [1], 8, 9)},
        bytes(9))
    yield "escaped name", file(b'{"\\u00e9\\ud83d\\ude00\\n":{"dtype":"U8","shape":[1],'
                               b'"data_offsets":[0,1]}}', b"x")
    yield "members in another order", file(
        b'{"a":{"data_offsets":[0,1],"shape":[1],"dtype":"U8"}}', b"x")
    for name in ["BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "I16", "U16", "F16", "BF16", "I32", "U32",
                 "F32", "C64", "F64", "I64", "U64"]:
        size = 1 if name in ("BOOL", "U8", "I8") or name.startswith("F8") else int(name[-2:]) // 8
        yield f"type {name}", file({"a": entry(name, [3], 0, 3 * size)}, bytes(3 * size))
    # What must be refused.
    yield "nothing", b""
    yield "seven bytes", bytes(7)
    yield "length without header", struct.pack("<Q", 2)
    yield "no header", struct.pack("<Q", 0)
    yield "length beyond the end", file(one, data, length=1000)
    yield "length of 2^64-1", file(one, data, length=2**64 - 1)
    yield "length of 2^63", file(one, data, length=2**63)
    yield "length of 100 MB", file(one, data, length=100_000_001)
    yield "not JSON", file(b"hello", data)
    yield "array", file(b"[]")
    yield "null", file(b"null")
    yield "not UTF-8", file(b'{"\xff":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', b"x")
    yield "half a surrogate pair", file(b'{"\\ud83d":{"dtype":"U8","shape":[1],'
                                        b'"data_offsets":[0,1]}}', b"x")
    yield "control character in a name", file(
        b'{"\n":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', b"x")
    yield "text after the object", file(b"{} x")
    yield "zeros after the object", file(b"{}\0\0")
    yield "object cut off", file(b'{"a":{"dtype":"F32"', data)
    yield "trailing comma", file(b'{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},}', b"x")
    yield "comment", file(b"{/**/}")
    yield "unknown type", file({"a": entry("F31", [2], 0, 8)}, data)
    yield "type in lower case", file({"a": entry("f32", [2], 0, 8)}, data)
    yield "no type", file({"a": {"shape": [2], "data_offsets": [0, 8]}}, data)
    yield "no shape", file({"a": {"dtype": "F32", "data_offsets": [0, 8]}}, data)
    yield "no offsets", file({"a": {"dtype": "F32", "shape": [2]}}, data)
    yield "one offset", file({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0]}}, data)
    yield "three offsets", file({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8, 8]}}, data)
    yield "negative offset", file({"a": entry("F32", [2], -8, 0)}, data)
    yield "negative dimension", file({"a": entry("F32", [-2], 0, 8)}, data)
    yield "fraction in a shape", file({"a": entry("F32", [2.0], 0, 8)}, data)
    yield "exponent in a shape", file(
        b'{"a":{"dtype":"U8","shape":[1e0],"data_offsets":[0,1]}}', b"x")
    yield "leading zero", file(b'{"a":{"dtype":"U8","shape":[01],"data_offsets":[0,1]}}', b"x")
    yield "dimension above 64 bits", file({"a": entry("F32", [2**64], 0, 8)}, data)
    yield "shape that overflows", file({"a": entry("F32", [2**33, 2**33], 0, 8)}, data)
    yield "shape that overflows to the right size", file({"a": entry("F32", [2**62 + 2], 0, 8)}, data)
    yield "offsets backwards", file({"a": entry("F32", [2], 8, 0)}, data)
    yield "shape too small", file({"a": entry("F32", [1], 0, 8)}, data)
    yield "shape too large", file({"a": entry("F32", [3], 0, 8)}, data)
    yield "data cut off", file(one, bytes(7))
    yield "no data", file(one)
    yield "data left over", file(one, bytes(9))
    yield "gap at the start", file({"a": entry("F32", [1], 4, 8)}, data)
    yield "gap between", file({"a": entry("U8", [1], 0, 1), "b": entry("U8", [1], 2, 3)}, bytes(3))
    yield "overlap", file({"a": entry("U8", [2], 0, 2), "b": entry("U8", [2], 1, 3)}, bytes(3))
    yield "same bytes twice", file({"a": entry("U8", [2], 0, 2), "b": entry("U8", [2], 0, 2)}, bytes(2))
    yield "metadata that is no text", file({"__metadata__": {"n": 1}, **one}, data)
    yield "metadata that is a list", file({"__metadata__": [], **one}, data)
    yield "tensor that is a list", file({"a": []})
    yield "deep nesting", file(b'{"a":' + b"[" * 100_000)
    # What we refuse and the library takes.
    yield "STRICTER: name twice", file(
        b'{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},'
        b'"a":{"dtype":"I8","shape":[1],"data_offsets":[0,1]}}', b"x")
    yield "STRICTER: space before the object", file(b" {}")
    yield "STRICTER: unknown member", file(
        b'{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":0}}', b"x")


def verdict(data):
    try:
        safetensors.deserialize(data)
        return True
    except Exception:
        return False


def commitment(words):
    data = b"".join(struct.pack("<I", word) for word in words)
    length, out = len(data), bytearray()
    while True:
        out.append(length & 0x7F | (0x80 if length > 0x7F else 0))
        length >>= 7
        if not length:
            break
    bcs = b"\0" + bytes(out) + data + b"\1" + struct.pack("<Q", len(words))
    return hashlib.blake2b(bcs, digest_size=32).hexdigest()


def bits(values):
    with np.errstate(over="ignore"):
        return [int(word) for word in np.asarray(values, np.float64).astype("<f4").view("<u4")]


def npy(array, version_):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, version=version_)
    return buffer.getvalue()


def embeddings():
    """Files, and the floats that numpy makes of the numbers in them."""
    random = np.random.default_rng(1)
    narrow = random.standard_normal(24).astype(np.float32)
    narrow[:6] = [0.0, -0.0, 1e-45, -1e-40, 3.4028235e38 * 1e-20, 16777216.0]
    wide = random.standard_normal(24)
    # Halfway between two 32-bit floats, just above that in 64 bits, and just above in decimal only.
    wide[:3] = [1 + 2**-24, 1 + 2**-24 + 2**-50, 1 + 3 * 2**-24]
    as_floats = [float(value) for value in narrow]
    for name, content in {
        "list.json": json.dumps(as_floats), "indented.json": json.dumps(as_floats, indent=2),
        "row.json": json.dumps([as_floats]),
        "artifacts-500.json": json.dumps({"step": 500, "embedding": as_floats}),
        "training_state.json": json.dumps({
            "model_id": None, "step": 500, "pending_reveal": True, "commit_epoch": 7,
            "decryption_key": "1thX6LZfHDZZKUs92febYZhYRcXddmzfzF2NvTkPNE",
            "weights_url": "https://example.com/w", "embedding": as_floats, "framework": "torch"},
            indent=2),
        "lines.csv": "".join(f"{value!r}\n" for value in as_floats),
        "line.csv": ",".join(map(repr, as_floats)), "spaced.csv": " , ".join(map(repr, as_floats)) + "\r\n",
        "words.txt": " ".join(map(repr, as_floats)), "tabs.txt": "\t".join(map(repr, as_floats)) + "\n\n",
    }.items():
        yield name, content.encode(), bits(narrow), 500 if "500" in name or "state" in name else None
    for name in ["savetxt.txt", "savetxt_row.csv"]:
        buffer = io.StringIO()
        np.savetxt(buffer, narrow if name == "savetxt.txt" else narrow[None], delimiter=",",
                   header="made by numpy")
        yield name, buffer.getvalue().encode(), bits(np.loadtxt(io.StringIO(buffer.getvalue()), delimiter=",").ravel()), None
    for order in "<>":
        for version_ in [(1, 0), (2, 0), (3, 0)]:
            tag = f"{'little' if order == '<' else 'big'}_{version_[0]}"
            yield f"f4_{tag}.npy", npy(narrow.astype(order + "f4"), version_), bits(narrow), None
            yield f"f8_{tag}.npy", npy(wide.astype(order + "f8"), version_), bits(wide), None
    yield "row.npy", npy(narrow[None], (1, 0)), bits(narrow), None
    yield "fortran_row.npy", npy(np.asfortranarray(narrow[None, None]), (1, 0)), bits(narrow), None
    yield "one.safetensors", save({"embedding": narrow}), bits(narrow), None
    yield "wide.safetensors", save({"x": wide}), bits(wide), None
    yield "row.safetensors", save({"x": narrow[None]}), bits(narrow), None
    yield "raw.f32", narrow.astype("<f4").tobytes(), bits(narrow), None
    yield "raw-without-suffix", narrow.astype("<f4").tobytes(), bits(narrow), None
    yield "list-without-suffix", json.dumps(as_floats).encode(), bits(narrow), None
    yield "npy-under-another.json", npy(narrow, (1, 0)), bits(narrow), None
    yield "safetensors-without-suffix", save({"x": narrow}), bits(narrow), None
    decimal = ["0.1", "-1E-3", "1e+2", "0.30000000000000004", "1.00000005960464477540",
               "1.0000000596046448", "1.17549435e-38", "7.006492321624085e-46", "123456789",
               "0.000000000000000000000000000000000001", "340282350000000000000000000000000000e-20", "5"]
    yield "decimal.json", f"[{', '.join(decimal)}]".encode(), bits([float(word) for word in decimal]), None
    yield "decimal.csv", ",".join(["+.5", "5.", "00.25", "-.5e-3", *decimal[4:]]).encode(), bits(
        [0.5, 5, 0.25, -0.5e-3, *(float(word) for word in decimal[4:])]), None


def main():
    if "--without-model" not in sys.argv:
        model()
    rows = [{"name": name, "hex": data.hex(), "library": verdict(data)}
            for name, data in headers() if name != "deep nesting"]
    versions = {name: version(name) for name in ["safetensors", "numpy", "soma-models"]}
    (OUT / "safetensors.json").write_text(
        json.dumps({"versions": versions, "files": rows}, indent=1) + "\n")
    rows = [{"name": name, "hex": data.hex(), "bits": words, "step": step,
             "commitment": commitment(words)} for name, data, words, step in embeddings()]
    (OUT / "embeddings.json").write_text(
        json.dumps({"versions": versions, "files": rows}, indent=None, separators=(",", ":"))
        .replace('{"name"', '\n{"name"') + "\n")


main()
