"""The JSON Schema of manifests, judged by another implementation on the corpus of ManifestTests."""
import pathlib
import re

import jsonschema
import yaml

FIXTURES = pathlib.Path(__file__).parent.parent / "ManifestTests/Fixtures"
EXAMPLES = pathlib.Path(__file__).parent.parent.parent / "manifests"

# What `steward validate` refuses and a schema of one document cannot express, by the beginning of names.
BEYOND_A_SCHEMA = {
    "the file, not what is in it": ["file-"],
    "numbers behind units": ["amount-", "rate-", "time-", "limit-", "wallet-external-timeout-long",
                             "defaults-bad-value-once"],
    "agreement of fields": ["retire-", "replaces-", "stake-", "update-on-change", "same-file", "moved-", "sha256-of",
                            "keys-passphrase-alone", "wallet-offline-no-address", "defaults-contradiction"],
    "other documents": ["set-", "key-missing-commission", "network-none", "network-unknown", "network-mainnet", "network-ambiguous",
                        "wallet-unknown", "wallet-typo", "wallet-ambiguous", "host-unknown"],
    "what a text means": ["path-", "id-", "network-rpc", "network-chain-id", "host-public-", "host-endpoint",
                          "wallet-address-short",
                          "name-", "pattern-"],
    "notation that YAML readers take for the same": ["type-copies-octal", "type-copies-float", "type-copies-hex",
                                                     "defaults-alerts", "word-approval-twice"],
    "secrets": ["secret-", "keys-variable", "key-owner"],
    "an empty record that needs one of two": ["network-empty"],
}


class Loader(yaml.SafeLoader):
    """YAML 1.2's core schema (10.3.2), which editors use; PyYAML's own is that of YAML 1.1."""

    yaml_implicit_resolvers = {}


for tag, pattern, first in [
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", list("-+0123456789")),
    ("float", r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)"
              r"|\.(?:nan|NaN|NAN))$", list("-+0123456789.")),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node), 0)
                       if node.value.startswith("0") and node.value[1:2] in "xo"
                       else int(loader.construct_scalar(node)))


def _documents(name, group):
    path = FIXTURES / group / name
    files = sorted(path.iterdir()) if path.is_dir() else [path.with_suffix(".yaml")]
    for file in files:
        for document in yaml.load_all(file.read_bytes(), Loader):
            if document is not None:
                yield document


def _accepts(validator, name, group):
    try:
        documents = list(_documents(name, group))
    except (yaml.YAMLError, ValueError):
        return False
    return all(validator.is_valid(document) for document in documents)


def _names(group):
    return sorted({path.stem for path in (FIXTURES / group).iterdir() if path.suffix != ".expected"})


def check_manifests(context):
    """The schema accepts every good manifest, and refuses every bad one but those that it cannot."""
    schema = context.steward.run("schema")
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for name in _names("good"):
        for document in _documents(name, "good"):
            errors = [f"{'/'.join(map(str, e.path))}: {e.message}" for e in validator.iter_errors(document)]
            context.same("good manifest", name, errors, [])
        context.counts["good manifests accepted by the schema"] += 1
    for path in sorted(EXAMPLES.rglob("*.yaml")):
        for document in yaml.load_all(path.read_bytes(), Loader):
            context.same("example", path.name, [e.message for e in validator.iter_errors(document)], [])
        context.counts["examples accepted by the schema"] += 1
    beyond = [start for starts in BEYOND_A_SCHEMA.values() for start in starts]
    for name in _names("bad"):
        if not _accepts(validator, name, "bad"):
            context.counts["bad manifests refused by the schema"] += 1
            continue
        context.same("bad manifest", name, "refused by validate, accepted by the schema",
                     "refused by validate, accepted by the schema" if name.startswith(tuple(beyond))
                     else "refused by both")
        context.counts["bad manifests beyond a schema"] += 1
    context.skipped.append("what a schema of one document cannot say: " + "; ".join(BEYOND_A_SCHEMA))
