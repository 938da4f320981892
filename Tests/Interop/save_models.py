"""Saves random models of the official soma-models. Run by models.py in an environment of its own.

    save_models.py DIRECTORY SEED COUNT        prints a JSON object a line: file and dimensions
"""
import json
import random
import sys

from flax import nnx
from soma_models.v1.flax import Model, ModelConfig


def main():
    directory, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    generator = random.Random(seed)
    for number in range(count):
        heads = generator.choice([1, 2, 4])
        dimension = heads * 2 * generator.randint(1, 8)
        config = ModelConfig(
            dropout_rate=0.0, embedding_dim=dimension, pwff_hidden_dim=dimension * generator.randint(2, 4),
            num_layers=generator.randint(1, 3), num_heads=heads, vocab_size=generator.randint(40, 300))
        path = f"{directory}/model-{number}.safetensors"
        Model(config, nnx.Rngs(generator.getrandbits(31))).save(path)
        print(json.dumps({
            "file": path, "dimension": dimension, "hidden": config.pwff_hidden_dim,
            "layers": config.num_layers, "vocabulary": config.vocab_size}), flush=True)


if __name__ == "__main__":
    main()
