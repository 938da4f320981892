"""The JSON Schemas of plans and runs, judged by another implementation on the golden files of StewardCommandsTests."""
import copy
import json
import pathlib

import jsonschema

ROOT = pathlib.Path(__file__).parent.parent.parent
SCHEMAS = ROOT / "docs/schemas"
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


def _validator(name):
    schema = json.loads((SCHEMAS / name).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _judge(context, validator, kind, name, value):
    errors = [f"{'/'.join(map(str, e.path))}: {e.message}" for e in validator.iter_errors(value)]
    context.same(kind, name, errors, [])
    context.counts[f"{kind}s accepted by their schema"] += 1
    for member in _paths(value):
        context.same(f"{kind} without " + "/".join(map(str, member)), name,
                     validator.is_valid(_without(value, member)), False)
        context.counts[f"{kind}s without a member refused"] += 1


def check_plans(context):
    """The schemas accept what is printed, and refuse it when any member is missing."""
    plans = _validator("plan-v1.schema.json")
    for path in sorted(GOLDEN.glob("plan.*.json")):
        _judge(context, plans, "plan", path.name, json.loads(path.read_text()))
    events = _validator("run-v1.schema.json")
    for number, line in enumerate((GOLDEN / "run.jsonl").read_text().splitlines(), 1):
        _judge(context, events, "event", f"run.jsonl:{number}", json.loads(line))
