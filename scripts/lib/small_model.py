#!/usr/bin/env python3
"""Makes a model of architecture V1 with short vectors: a safetensors file of weights and a JSON embedding.

    small_model.py SEED WEIGHTS EMBEDDING [--dimension 8]

Layers, vocabulary and inner length are the network's, so that every check of real weights runs.
"""
import argparse
import json
import random
import struct

LAYERS, HIDDEN, VOCABULARY = 24, 8192, 264


def tensors(width):
    yield "embedding.weight", [VOCABULARY, width]

    def linear(name, rows, columns):
        yield f"{name}.weight", [rows, columns]
        yield f"{name}.bias", [columns]

    def norm(name):
        yield f"{name}.gamma", [width]
        yield f"{name}.beta", [width]

    for layer in range(LAYERS):
        prefix = f"encoder.layers.{layer}"
        yield from norm(f"{prefix}.norm_1")
        for part in ("query", "key", "value", "output"):
            yield from linear(f"{prefix}.attention.{part}", width, width)
        yield from norm(f"{prefix}.norm_2")
        yield from linear(f"{prefix}.pwff.linear_inner", width, HIDDEN)
        yield from linear(f"{prefix}.pwff.linear_outer", HIDDEN, width)
    yield from norm("final_norm")
    yield from linear("predictor", width, VOCABULARY)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("seed", type=int)
    parser.add_argument("weights")
    parser.add_argument("embedding")
    parser.add_argument("--dimension", type=int, default=8)
    options = parser.parse_args()
    numbers = random.Random(options.seed)
    header, size = {}, 0
    for name, shape in tensors(options.dimension):
        length = 4
        for count in shape:
            length *= count
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [size, size + length]}
        size += length
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    # Random floats below 2: the exponent is that of numbers from 2**-63 to 1.
    body = bytearray(numbers.randbytes(size))
    for index in range(3, size, 4):
        body[index] = 0x20 | (body[index] & 0x9F)
    with open(options.weights, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)
    with open(options.embedding, "w") as file:
        json.dump([numbers.uniform(-1, 1) for _ in range(options.dimension)], file)


if __name__ == "__main__":
    main()
