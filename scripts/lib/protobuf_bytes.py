"""Writes protobuf messages from their JSON form, by the .proto files; enough of it to make seeds."""
import base64, datetime, pathlib, re, struct

ROOT = pathlib.Path(__file__).parent.parent.parent / "Sources/SomaProto/Protos/soma/rpc"
WELL_KNOWN = {"FieldMask": {"paths": ("string", 1, True)},
              "Timestamp": {"seconds": ("int64", 1, False), "nanos": ("int32", 2, False)}}

LARGEST = {"uint64": (1 << 64) - 1, "uint32": (1 << 32) - 1, "int64": (1 << 63) - 1,
           "int32": (1 << 31) - 1}


def definitions():
    """Messages by their short name, as {field: (type, number, is repeated)}, and enums as numbers."""
    messages, enums = dict(WELL_KNOWN), {}
    for path in sorted(ROOT.glob("*.proto")):
        stack = []
        text = re.sub(r"//[^\n]*", "", path.read_text())
        for token in re.findall(r"(?:message|enum|oneof|service) \w+ *\{|\}|rpc [^;]*;|[^;{}]+;", text):
            opening = re.match(r"(message|enum|oneof|service) (\w+)", token)
            if opening:
                stack.append(opening.groups())
                table = {"message": messages, "enum": enums}.get(opening[1])
                if table is not None:
                    table.setdefault(opening[2], {})
            elif token == "}":
                stack.pop()
            elif stack and (field := re.match(
                    r"\s*(optional |repeated )?(map *<[^>]*>|[\w.]+) (\w+) *= *(\d+)", token)):
                owner = [name for kind, name in stack if kind == "message"][-1]
                kind = re.sub(r" |\w+\.", "", field[2])
                messages[owner][field[3]] = (kind, int(field[4]), field[1] == "repeated ")
            elif stack and (value := re.match(r"\s*(\w+) *= *(\d+)", token)):
                enums[stack[-1][1]][value[1]] = int(value[2])
    return messages, enums


MESSAGES, ENUMS = definitions()


def extreme(name, content):
    """The same message with the largest number in every place that has one."""
    if name == "Timestamp":
        return {"seconds": (1 << 63) - 1, "nanos": 999_999_999}

    def largest(kind, value):
        if kind.startswith("map<"):
            return {key: largest(kind[4:-1].split(",")[1], item) for key, item in value.items()}
        if kind in MESSAGES:
            return extreme(kind, value)
        return LARGEST.get(kind, value)

    out = {}
    for field, value in content.items():
        kind, _, is_repeated = MESSAGES[name][field]
        out[field] = [largest(kind, item) for item in value] if is_repeated else largest(kind, value)
    return out


def varint(number):
    number &= (1 << 64) - 1
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def scalar(kind, value):
    """The wire type and the bytes of one value, without a length."""
    if kind in ("string", "bytes"):
        return 2, value.encode() if kind == "string" else base64.b64decode(value)
    if kind == "float":
        return 5, struct.pack("<f", float(value))
    if kind in ENUMS:
        return 0, varint(ENUMS[kind][value] if isinstance(value, str) else value)
    if kind in MESSAGES:
        return 2, message(kind, value)
    return 0, varint(int(value))


def message(name, content):
    """A message's bytes; raises KeyError for a field that it does not have."""
    if name == "Timestamp" and isinstance(content, str):
        time = datetime.datetime.fromisoformat(content.replace("Z", "+00:00"))
        content = {"seconds": int(time.timestamp()), "nanos": time.microsecond * 1000}
    out = b""
    for field, value in content.items():
        kind, number, is_repeated = MESSAGES[name][field]
        if kind.startswith("map<"):
            key, kind = kind[4:-1].split(",")
            values = [(2, b"".join(tagged(number, *scalar(part, item))
                                   for number, (part, item) in enumerate([(key, k), (kind, v)], 1)))
                      for k, v in value.items()]
        else:
            values = [scalar(kind, item) for item in (value if is_repeated else [value])]
        if is_repeated and values and values[0][0] != 2:
            values = [(2, b"".join(item for _, item in values))]
        out += b"".join(tagged(number, *item) for item in values)
    return out


def tagged(number, wire_type, content):
    length = varint(len(content)) if wire_type == 2 else b""
    return varint(number << 3 | wire_type) + length + content
