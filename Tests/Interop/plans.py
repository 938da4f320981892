"""The JSON Schema of plans, judged by another implementation on the golden files of StewardCommandsTests."""
import copy
import json
import pathlib

import jsonschema

ROOT = pathlib.Path(__file__).parent.parent.parent
SCHEMA = ROOT / "docs/schemas/plan-v1.schema.json"
GOLDEN = ROOT / "Tests/StewardCommandsTests/Golden"


def _paths(value, path=()):
    """Every member of every record."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield (*path, name)
            yield from _paths(member, (*path, name))
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield from _paths(element, (*path, index))


def _without(plan, path):
    shorter = copy.deepcopy(plan)
    holder = shorter
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]
    return shorter


def check_plans(context):
    """The schema accepts what is printed, and refuses it when any member is missing."""
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in sorted(GOLDEN.glob("plan.*.json")):
        plan = json.loads(path.read_text())
        errors = [f"{'/'.join(map(str, e.path))}: {e.message}" for e in validator.iter_errors(plan)]
        context.same("plan", path.name, errors, [])
        context.counts["plans accepted by their schema"] += 1
        for member in _paths(plan):
            context.same("plan without " + "/".join(map(str, member)), path.name,
                         validator.is_valid(_without(plan, member)), False)
            context.counts["plans without a member refused"] += 1
