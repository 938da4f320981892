"""What the official soma-models saves passes `steward weights check`; damaged, it does not, and the tensor is named."""
import json
import pathlib
import subprocess
import tempfile

import ours

COUNT = 6


def _read(path):
    """The header of a safetensors file, and what follows it."""
    content = pathlib.Path(path).read_bytes()
    length = int.from_bytes(content[:8], "little")
    return json.loads(content[8:8 + length]), content[8 + length:]


def _write(path, header, data):
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    pathlib.Path(path).write_bytes(len(text).to_bytes(8, "little") + text + data)


def _renamed(header, data, name):
    header[name + "x"] = header.pop(name)
    return "architecture.missing", data


def _retyped(header, data, name):
    header[name]["dtype"] = "I32"
    return "architecture.wrongType", data


def _reshaped(header, data, name):
    # As many elements, in another shape.
    header[name]["shape"] = [1, *header[name]["shape"]]
    return "architecture.wrongShape", data


def _transposed(header, data, name):
    header[name]["shape"].reverse()
    return "architecture.transposed", data


def _truncated(header, data, name):
    return "safetensors.", data[:-4]


def check_models(context):
    """Models of soma-models with random small dimensions, whole and damaged."""
    if context.models_python is None:
        context.skipped.append("soma-models (pip could not install it)")
        context.counts["models"] = 0
        return
    with tempfile.TemporaryDirectory() as directory:
        saved = subprocess.run(
            [context.models_python, str(pathlib.Path(__file__).with_name("save_models.py")), directory,
             str(context.random.getrandbits(31)), str(COUNT)],
            check=True, capture_output=True, text=True, timeout=600)
        for line in saved.stdout.splitlines():
            _check(context, json.loads(line))


def _check(context, model):
    options = [f"--{name}={model[name]}" for name in ("layers", "dimension", "hidden", "vocabulary")]
    found = context.steward.run("weights", "check", model["file"], *options)
    header, _ = _read(model["file"])
    tensors = sorted(header.keys() - {"__metadata__"})
    context.same("a count of tensors", model, found["tensors"], len(tensors))
    context.counts["models"] += 1
    oblong = [name for name in tensors if len(set(header[name]["shape"])) == 2]
    for damage, names in [(_renamed, tensors), (_retyped, tensors), (_reshaped, tensors), (_transposed, oblong),
                          (_truncated, tensors)]:
        name = context.random.choice(names)
        header, data = _read(model["file"])
        code, data = damage(header, data, name)
        path = model["file"] + ".damaged"
        _write(path, header, data)
        try:
            context.steward.run("weights", "check", path, *options)
            said = "nothing"
        except ours.Failed as error:
            said = str(error)
        named = damage is _truncated or name in said
        context.same("a refusal", (damage.__name__, name, said), (said.startswith("status 5"), code in said, named),
                     (True, True, True))
        context.counts["damaged models"] += 1
