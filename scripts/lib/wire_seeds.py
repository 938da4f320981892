"""Seeds for the fuzz targets that read protobuf.

Each function yields messages as (first byte, name, JSON form); the first byte tells the target what
the rest is to be read as.
"""
import base64, copy, json, pathlib

from protobuf_bytes import ENUMS, extreme, message

VECTORS = pathlib.Path(__file__).parent.parent.parent / "Tests/WireVectors/Vectors"
ADDRESS = "0x" + "ab" * 32
DIGEST = "1thX6LZfHDZZKUs92febYZhYRcXddmzfzF2NvTkPNE"


def load(name):
    return json.loads((VECTORS / name).read_text())


def encoded(messages):
    """Two seeds of each: with its own numbers, and with the largest ones, which leave room for all others.

    (A mutation that makes a number longer breaks the lengths of all messages around it.)
    """
    for first, name, content in messages:
        yield first + message(name, content)
        yield first + message(name, extreme(name, content))


def epochs():
    recorded = load("get_epoch_full.json")
    reply = recorded["get_epoch_response_proto_json"]
    yield b"", "GetEpochResponse", copy.deepcopy(reply)
    epoch = reply["epoch"]
    state = epoch.pop("system_state")
    checkpoint = load("misc.json")["checkpoint_end_of_epoch_True"]["response_proto_json"]
    committee = checkpoint["checkpoint"]["summary"]["end_of_epoch_data"][
        "next_epoch_validator_committee"]
    yield b"", "GetEpochResponse", {"epoch": {**epoch, "committee": committee}}
    # Small ones, one model each: most of the large one is validators and parameters.
    for name, model in state["model_registry"].pop("models").items():
        registry = {**state["model_registry"], "models": {name: model}}
        yield b"", "GetEpochResponse", {
            "epoch": {"system_state": {**state, "model_registry": registry}}}


def objects():
    for row in load("objects.json"):
        kind, *rest = row["owner"]
        owner = {"kind": kind.upper(), **dict(zip(["address" if kind == "address" else "version"],
                                                  rest))}
        contents = bytes.fromhex(row["contents_hex"])
        yield {"object_id": row["object_id"], "version": row["version"],
               "owner": owner, "object_type": row["object_type"],
               "contents": base64.b64encode(contents).decode(),
               "previous_transaction": row["previous_transaction_base58"]}


def executed():
    """Executions that failed in every way there is, with something in every field."""
    owners = [{"kind": "ADDRESS", "address": ADDRESS}, {"kind": "SHARED", "version": 3},
              {"kind": "IMMUTABLE"}]
    changed = [
        {"object_id": ADDRESS, "input_state": "INPUT_OBJECT_STATE_EXISTS", "input_version": 2,
         "input_digest": DIGEST, "input_owner": owners[0], "id_operation": "DELETED",
         "output_state": "OUTPUT_OBJECT_STATE_DOES_NOT_EXIST"},
        {"object_id": "0x5", "input_state": "INPUT_OBJECT_STATE_DOES_NOT_EXIST",
         "output_state": "OUTPUT_OBJECT_STATE_OBJECT_WRITE", "output_version": 9,
         "output_digest": DIGEST, "output_owner": owners[1], "id_operation": "CREATED",
         "object_type": "Coin"}]
    kinds = ENUMS["UnchangedSharedObjectKind"]
    unchanged = [{"kind": kind, "object_id": "0x5", "version": 1, "digest": DIGEST}
                 for kind in list(kinds)[1:]]
    numbers = ("generation_epoch=3, fill_epoch=4, current_epoch=5, expected=6, actual=7, size=8, "
               "max_size=9, required=10, provided=11, score=1.5, threshold=-0.25e-3, "
               f"model_id={ADDRESS}, target_id=0x5")
    details = [{"other_error": numbers}, {"other_error": ADDRESS}, {"object_id": ADDRESS},
               {"other_error": "Model in invalid state for this operation"}]
    statuses = [{"success": False, "error": {"kind": kind, "description": "words", **detail}}
                for kind in ENUMS["ExecutionErrorKind"] for detail in details]
    listed = list(objects())
    sent = [row["request"] for row in load("transactions.json")["transactions"]]
    for number, status in enumerate([{"success": True}] * len(sent) + statuses):
        execution = {
            "digest": DIGEST, "checkpoint": 42, "timestamp": "2025-10-09T08:53:20.123Z",
            "balance_changes": [{"address": ADDRESS, "amount": str(-number << 100)}],
            "objects": {"objects": [listed[number % len(listed)]]},
            "effects": {
                "status": status, "epoch": 7, "transaction_digest": DIGEST,
                "fee": {"base_fee": 1, "operation_fee": 2, "value_fee": 3, "total_fee": 6},
                "gas_object_index": 0, "dependencies": [DIGEST], "lamport_version": 9,
                "changed_objects": changed, "unchanged_shared_objects": unchanged}}
        if number < len(sent):
            execution["transaction"] = sent[number]["transaction"]
            execution["signatures"] = sent[number]["signatures"]
        yield bytes([number % 3]), "ExecuteTransactionResponse", {"transaction": execution}
    for row in load("fuzz_transactions.json")["vectors"]:
        yield b"\3", "ExecutedTransaction", {
            **execution, "transaction": row["transaction_proto_json"]}


def replies():
    misc = load("misc.json")
    listed = list(objects())
    for content in listed:
        yield b"\1", "GetObjectResponse", {"object": content}
    yield b"\2", "GetObjectResponse", {"object": listed[0]}
    yield b"\0", "ListOwnedObjectsResponse", {"objects": listed[:3], "next_page_token": "AQI="}
    for name in ["checkpoint_end_of_epoch_False", "checkpoint_end_of_epoch_True"]:
        yield b"\3", "GetCheckpointResponse", misc[name]["response_proto_json"]
    request = load("transactions.json")["transactions"][0]["request"]
    checkpoint = misc["checkpoint_end_of_epoch_True"]["response_proto_json"]["checkpoint"]
    yield b"\3", "GetCheckpointResponse", {"checkpoint": {
        **checkpoint, "contents": {"transactions": [{
            "transaction": DIGEST, "effects": DIGEST, "signatures": request["signatures"]}]}}}
    yield b"\4", "SubscribeCheckpointsResponse", {
        "cursor": 42, "checkpoint": {"transactions": [{"digest": DIGEST}]}}
    yield b"\5", "GetServiceInfoResponse", {
        "chain_id": DIGEST, "chain": "testnet", "epoch": 7, "checkpoint_height": 42,
        "timestamp": "2025-10-09T08:53:20.123Z", "lowest_available_checkpoint": 1,
        "lowest_available_checkpoint_objects": 2, "server": "soma-node/0.1.21"}
    targets = misc["targets"]["response"]
    targets["targets"] = [{
        **targets["targets"][0], "fill_epoch": 3, "submitter": "ab" * 32, "data_url": "https://a/b",
        "winning_model_id": "0xcd", "winning_model_owner": "ef" * 32, "status": status}
        for status in ["open", "filled", "claimed", "claimable"]]
    yield b"\6", "ListTargetsResponse", targets
    yield b"\7", "GetTargetResponse", {"target": targets["targets"][0]}
    yield b"\x08", "GetBalanceResponse", {"balance": 1 << 63}


def requests():
    rows = load("transactions.json")["transactions"]
    for row in rows:
        yield b"\0", "ExecuteTransactionRequest", row["request"]
    key = {"scheme": "ED25519", "public_key": base64.b64encode(b"k" * 32).decode()}
    signature = {"scheme": "ED25519", "signature": base64.b64encode(b"s" * 64).decode()}
    yield b"\0", "ExecuteTransactionRequest", {
        **rows[0]["request"], "signatures": [{"scheme": "MULTISIG", "multisig": {
            "signatures": [signature], "bitmap": 1, "committee": {
                "members": [{"public_key": key, "weight": 1}], "threshold": 1}}}]}
    for row in load("fuzz_transactions.json")["vectors"]:
        yield b"\1", "SimulateTransactionRequest", {
            "transaction": row["transaction_proto_json"], "checks": "DISABLED"}
    shapes = {"ListOwnedObjects": 2, "GetObject": 3, "GetTransaction": 5, "GetCheckpoint": 7,
              "GetEpoch": 8, "GetBalance": 9, "ListTargets": 11}
    recorded = load("requests.json")
    for sent in (sent for row in recorded.values() if isinstance(row, dict)
                 for sent in row.get("sent", [])):
        if sent["method"] in shapes:
            yield bytes([shapes[sent["method"]]]), sent["method"] + "Request", sent["request"]
    yield b"\4", "BatchGetObjectsRequest", {
        "requests": [{"object_id": "0x5", "version": 3}, {"object_id": "0x6"}]}
    yield b"\6", "BatchGetTransactionsRequest", {"digests": [DIGEST, "0"]}
    yield b"\7", "GetCheckpointRequest", {"digest": DIGEST}
    yield b"\x0a", "GetTargetRequest", {"target_id": "0x5"}


SEEDS = {"wireEpoch": epochs, "wireExecuted": executed, "wireReply": replies,
         "wireRequest": requests}
