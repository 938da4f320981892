"""What must agree between Steward and the real SDK, one function a part.

Each takes the context, compares, counts, and raises Mismatch with the case at the first difference.
"""
import base64
import collections
import json
import os
import pathlib
import struct
import tempfile

import grpc
from mnemonic import Mnemonic

import node
import ours
import sdk
import transactions
import urls
import wire

# Our refusals of URLs and hosts that the node's library takes: on purpose, because the standard
# does not, or because their ASCII form is not certain. See CanonicalURL.
SAFE_URL_REFUSALS = {
    "url.contested", "url.forbiddenInHost", "url.invalidPort", "url.invalidPunycode",
    "url.missingHost", "url.unconvertibleHost",
}


class Mismatch(Exception):
    """The two sides differ; carries the case."""


class Context:
    def __init__(self, random, probe, steward):
        self.random, self.probe, self.steward = random, probe, steward
        self.counts, self.skipped = collections.Counter(), []
        self.urls = self._canonical_urls(60)

    def same(self, what, case, mine, theirs):
        """Raises Mismatch unless the two are equal."""
        if mine != theirs:
            raise Mismatch(f"{what}\n  case:    {case}\n  steward: {mine!r}\n  SDK:     {theirs!r}")

    def _canonical_urls(self, count):
        found = []
        while len(found) < count:
            try:
                found.append(sdk.canonical_url(urls.ordinary(self.random)))
            except sdk.Refused:
                pass  # an ordinary generator may still write a port or a path that is none
        return found


def check_signing(context, cases_per_kind=45):
    """Steward decodes, encodes again and signs what the SDK signs, with the same digests."""
    generator = transactions.Generator(context.random, context.urls)
    for index, (name, _) in enumerate(transactions.KINDS):
        for _ in range(cases_per_kind):
            secret, data = context.random.randbytes(32), generator.make(index).data
            case = f"{name} secret {secret.hex()} tx {data.hex()}"
            theirs = sdk.sign(secret, data)
            try:
                mine = context.probe.ask("sign", secretHex=secret.hex(), txHex=data.hex())
            except ours.Failed as error:
                raise Mismatch(f"Steward refused ({error})\n  case: {case}") from error
            context.same("signed transaction", case, mine["signedHex"], theirs.hex())
            context.same("independent encoding", case, wire.unsigned(theirs)[0], data)
            context.same(
                "digest", case, mine["digest"], wire.base58(wire.transaction_digest(data)))
            context.same(
                "signing digest", case, mine["signingDigestHex"], wire.signing_digest(data).hex())
            context.counts["signed transactions"] += 1
        context.counts["kinds"] += 1


def check_damaged(context, count=3000):
    """Steward signs damaged bytes only if the SDK signs those very bytes.

    Left out: kinds with tensors, because a malformed tensor ends the SDK's process; and hosts
    with `xn--`, which damage can turn into names that Steward refuses and the SDK does not.
    """
    plain = [url for url in context.urls if "xn--" not in url]
    generator = transactions.Generator(context.random, plain)
    tensors = {sdk.REVEAL_MODEL, sdk.SUBMIT_DATA}
    kinds = [index for index in range(len(transactions.KINDS)) if index not in tensors]
    secret = context.random.randbytes(32)
    for _ in range(count):
        whole = generator.make(context.random.choice(kinds)).data
        data = transactions.damage(context.random, whole)
        if data[1:2] and data[1] in tensors:
            continue
        try:
            theirs = sdk.sign(secret, data)
            # A URL that is not canonical comes back as another one: not what was asked for.
            expected = theirs.hex() if wire.unsigned(theirs)[0] == data else None
        except sdk.Refused:
            expected = None
        try:
            mine = context.probe.ask("sign", secretHex=secret.hex(), txHex=data.hex())["signedHex"]
        except ours.Failed:
            mine = None
        context.same("damaged transaction", f"secret {secret.hex()} tx {data.hex()}", mine, expected)
        what = "refused by both" if expected is None else "signed by both"
        context.counts[f"damaged transactions {what}"] += 1


def check_inspect(context, cases_per_kind=2):
    """`steward tx inspect` tells kind, sender, digest and bytes, however it gets them."""
    generator = transactions.Generator(context.random, context.urls)
    for index, (name, _) in enumerate(transactions.KINDS):
        for _ in range(cases_per_kind):
            data, sender = generator.make(index)
            given = data
            if context.random.random() < 0.5:
                given = sdk.sign(context.random.randbytes(32), data)
            spelled = context.random.choice(
                [given.hex().encode(), b"0x" + given.hex().encode(), base64.b64encode(given)])
            case = f"{name} as {spelled.decode()}"
            shown = _inspect(context, spelled, given, case)
            context.same("kind", case, shown["kind"], name)
            context.same("sender", case, shown["sender"].removeprefix("0x"), sender.hex())
            context.same(
                "digest", case, shown["digest"], wire.base58(wire.transaction_digest(data)))
            context.same("bytes", case, shown["bytesHex"], given.hex())
            context.counts["inspected transactions"] += 1


def _inspect(context, spelled, raw, case):
    show = ["tx", "inspect", "--show-key"]
    ways = ["stdin", "file", "raw file"] + ["argument"] * (len(spelled) < 60_000)
    way = context.random.choice(ways)
    try:
        if way == "argument":
            return context.steward.run(*show, spelled.decode())
        if way == "stdin":
            return context.steward.run(*show, "-", stdin=spelled)
        with tempfile.NamedTemporaryFile() as file:
            file.write(spelled if way == "file" else raw)
            file.flush()
            return context.steward.run(*show, "--file", file.name)
    except ours.Failed as error:
        raise Mismatch(f"tx inspect refused by {way} ({error})\n  case: {case}") from error


def check_keys(context, count=100):
    """Address, public key and every spelling of a secret key are the SDK's."""
    for number in range(count):
        secret = context.random.randbytes(32) if number > 1 else bytes([number * 255]) * 32
        mine = context.probe.ask("keys", secretHex=secret.hex())
        theirs = sdk.Keypair.from_secret_key(secret)
        _, public_key = wire.unsigned(sdk.sign(secret, _empty_transaction()))
        case = f"secret {secret.hex()}"
        context.same("address", case, mine["address"].removeprefix("0x"), theirs.address())
        context.same("public key", case, mine["publicKeyHex"], public_key.hex())
        context.same("bech32", case, mine["bech32"], theirs.to_encoded())
        context.same("hex", case, mine["hex"], theirs.to_secret_key())
        context.same("base64", case, mine["base64"], base64.b64encode(b"\0" + secret).decode())
        for text in (mine["bech32"], mine["hex"], "0x" + mine["hex"]):
            read = sdk.Keypair.from_secret_key(text).address()
            context.same("address from our text", text, theirs.address(), read)
        context.counts["keys"] += 1


def check_mnemonics(context, count=60):
    """Words lead to the SDK's key."""
    english = Mnemonic("english")
    for _ in range(count):
        entropy = context.random.randbytes(context.random.choice([16, 20, 24, 28, 32]))
        words = english.to_mnemonic(entropy)
        theirs = sdk.Keypair.from_mnemonic(words)
        mine = context.probe.ask("mnemonic", words=words)
        context.same("secret of words", words, mine["secretHex"], theirs.to_secret_key())
        context.same("address of words", words, mine["address"].removeprefix("0x"), theirs.address())
        context.counts["mnemonics"] += 1


def check_wallet_address(context, count=4):
    """`steward wallet address` reads every spelling, from a file and from standard input."""
    english = Mnemonic("english")
    for _ in range(count):
        words = english.to_mnemonic(context.random.randbytes(context.random.choice([16, 32])))
        keypair = sdk.Keypair.from_mnemonic(words)
        secret = bytes.fromhex(keypair.to_secret_key())
        _, public_key = wire.unsigned(sdk.sign(secret, _empty_transaction()))
        spellings = [
            secret.hex(), "0x" + secret.hex(), keypair.to_encoded(), words,
            base64.b64encode(b"\0" + secret).decode(),
        ]
        for text in spellings:
            for ending in ("", "\n"):
                shown = _wallet_address(context, (text + ending).encode())
                case = f"secret {secret.hex()} as {text!r}"
                address = shown["address"].removeprefix("0x")
                context.same("wallet address", case, address, keypair.address())
                context.same("wallet public key", case, shown["publicKeyHex"], public_key.hex())
                context.counts["wallet addresses"] += 1


def _wallet_address(context, text):
    command = ["wallet", "address", "--secret-file"]
    try:
        if context.random.random() < 0.5:
            return context.steward.run(*command, "-", stdin=text)
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "secret")
            with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
                file.write(text)
            return context.steward.run(*command, path)
    except ours.Failed as error:
        raise Mismatch(f"wallet address refused ({error})\n  case: {text!r}") from error


def _empty_transaction():
    return wire.transaction_data(19, bytes(32), bytes(32), [])


def check_encryption(context):
    """Either side decrypts what the other encrypted, and the ciphertexts are equal."""
    sizes = [0, 1, 15, 16, 17, 31, 33, 4095, 4096, 4097, 65_537, 1 << 20, (1 << 20) - 1]
    sizes += [context.random.randrange(20_000) for _ in range(40)]
    for size in sizes:
        key, data = context.random.randbytes(32), context.random.randbytes(size)
        mine = _encrypt(context, key, data)
        theirs, key_text = sdk.SomaClient.encrypt_weights(data, key)
        case = f"key {key.hex()} and {size} bytes beginning {data[:32].hex()}"
        context.same("ciphertext", case, mine, theirs)
        context.same("key text", case, wire.base58(key), key_text)
        decrypted = sdk.SomaClient.decrypt_weights(mine, key_text)
        context.same("their decryption of ours", case, decrypted, data)
        context.same("our decryption of theirs", case, _encrypt(context, key, theirs), data)
        context.counts["encryptions"] += 1


def check_weights_commands(context):
    """`steward weights`: either side opens what the other sealed, and what is committed is equal."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for index, length in enumerate([0, 1, 15, 17, 4097, (1 << 20) + 5, (3 << 20) + 1]):
            key, data = context.random.randbytes(32), context.random.randbytes(length)
            (folder / "plain").write_bytes(data)
            key_file = folder / f"key{index}"
            key_file.touch(mode=0o600)
            key_file.write_text(wire.base58(key) + "\n")
            case = f"{length} bytes"

            sealed = context.steward.run(
                "weights", "seal", "--key-file", str(key_file), "--out", str(folder / f"ours{index}"),
                str(folder / "plain"))
            ours = (folder / f"ours{index}").read_bytes()
            theirs, key_text = sdk.SomaClient.encrypt_weights(data, key)
            theirs = bytes(theirs)
            context.same("ciphertext", case, ours, theirs)
            context.same("checksum", case, sealed["checksum"], sdk.SomaClient.commitment(theirs))
            context.same("size", case, sealed["size"], len(theirs))
            context.same("key hash", case, sealed["keyHash"], sdk.SomaClient.commitment(key))
            context.same(
                "their opening", case, bytes(sdk.SomaClient.decrypt_weights(ours, key_text)), data)

            (folder / "theirs").write_bytes(theirs)
            context.steward.run(
                "weights", "open", "--key-file", str(key_file), "--out",
                str(folder / f"opened{index}"), "--checksum", sealed["checksum"],
                str(folder / "theirs"))
            context.same("our opening", case, (folder / f"opened{index}").read_bytes(), data)
            context.counts["files sealed and opened"] += 1
        _check_embeddings(context, folder)


def _check_embeddings(context, folder):
    for count in [1, 4, 2048]:
        floats = struct.pack(f"<{count}f", *(context.random.gauss(0, 1) for _ in range(count)))
        values = struct.unpack(f"<{count}f", floats)
        (folder / "embedding.json").write_text(json.dumps(values))
        mine = context.steward.run("weights", "embedding", str(folder / "embedding.json"))
        case = f"{count} numbers"
        context.same("dimension", case, mine["dimension"], count)
        context.same(
            "commitment", case, mine["commitment"], wire.base58(wire.hash32(wire.tensor(floats))))
        context.counts["embeddings read"] += 1


def _encrypt(context, key, data):
    answer = context.probe.ask("encrypt", keyHex=key.hex(), dataHex=data.hex())
    return bytes.fromhex(answer["cipherHex"])


def check_commitments(context, count=200):
    """H(bytes), and H(BCS(tensor)) with the tensor that the SDK carries in a RevealModel."""
    for size in [0, 1, 127, 128, 129, 1 << 16] + [context.random.randrange(600) for _ in range(count)]:
        data = context.random.randbytes(size)
        mine = context.probe.ask("commitment", dataHex=data.hex())["base58"]
        context.same("commitment", data.hex(), mine, sdk.SomaClient.commitment(data))
        context.counts["commitments"] += 1
    for size in [1, 2, 31, 32, 33, 2048] + [context.random.randint(1, 80) for _ in range(count)]:
        floats = b"".join(_float_bits(context.random) for _ in range(size))
        mine = context.probe.ask("embeddingCommitment", f32leHex=floats.hex())
        tensor = wire.tensor(floats)
        context.same("tensor", floats.hex(), mine["tensorHex"], tensor.hex())
        context.same(
            "embedding commitment", floats.hex(), mine["base58"], wire.base58(wire.hash32(tensor)))
        reveal = bytes(32) + wire.byte_string(bytes(32)) + bytes.fromhex(mine["tensorHex"])
        data = wire.transaction_data(sdk.REVEAL_MODEL, reveal, bytes(32), [])
        carried, _ = wire.unsigned(sdk.sign(bytes(32), data))
        context.same("tensor in a RevealModel", floats.hex(), data.hex(), carried.hex())
        context.counts["embedding commitments"] += 1


def _float_bits(random):
    if random.random() < 0.3:
        return struct.pack("<f", random.choice([0.0, -0.0, 1.0, float("inf"), float("nan"), 1e-45]))
    return random.randbytes(4)


def check_urls(context, ordinary=600, odd=20_000):
    """The canonical form is the node's; what is refused here is refused there, or safely so."""
    for number in range(ordinary + odd):
        is_ordinary = number < ordinary
        text = urls.ordinary(context.random) if is_ordinary else urls.odd(context.random)
        try:
            theirs = sdk.canonical_url(text)
        except sdk.Refused:
            theirs = None
        try:
            mine = context.probe.ask("url", text=text)["canonical"]
        except ours.Failed as error:
            mine = None
            if theirs is not None and not is_ordinary and str(error) in SAFE_URL_REFUSALS:
                context.counts["URLs refused for safety"] += 1
                continue
        context.same("URL", repr(text), mine, theirs)
        if mine is not None:
            context.same("URL again", repr(mine), mine, sdk.canonical_url(mine))
        context.counts["URLs equal" if mine else "URLs refused by both"] += 1


VECTORS = pathlib.Path(__file__).parents[1] / "WireVectors/Vectors"
EXECUTE = "soma.rpc.TransactionExecutionService/ExecuteTransaction"


def check_client(context):
    """Steward's client against grpcio: recorded bytes arrive, and outcomes are what was told."""
    server = node.Node()
    try:
        _check_reading(context, server)
        _check_submitting(context, server)
    finally:
        server.stop()


def _check_reading(context, server):
    recorded = json.loads((VECTORS / "get_epoch_full.json").read_text())
    server.on(
        "soma.rpc.LedgerService/GetEpoch",
        bytes.fromhex(recorded["get_epoch_response_protobuf_hex"]))
    state = context.probe.ask("systemState", url=server.url)
    paths = recorded["get_epoch_request"]["read_mask"]["paths"]
    mask = b"".join(node.field(1, path.encode()) for path in paths)
    context.same(
        "request", "GetEpoch", server.take(),
        [("soma.rpc.LedgerService/GetEpoch", node.field(2, mask))])
    theirs = recorded["python_get_latest_system_state"]
    context.same("epoch", "GetEpoch", state["epoch"], str(theirs["epoch"]))
    context.same(
        "models", "GetEpoch", state["models"].split(), sorted(theirs["model_registry"]["models"]))
    context.counts["system states through grpcio"] += 1


def _check_submitting(context, server):
    for row in json.loads((VECTORS / "transactions.json").read_text())["transactions"]:
        other = wire.base58(context.random.randbytes(32))
        fates = {
            "ran": node.executed(row["tx_digest_base58"]),
            "unknown reply": node.executed(other),
            "unknown INVALID_ARGUMENT": grpc.StatusCode.INVALID_ARGUMENT,
            "unknown UNAVAILABLE": grpc.StatusCode.UNAVAILABLE,
            "cannotHaveRun UNIMPLEMENTED": grpc.StatusCode.UNIMPLEMENTED,
        }
        for outcome, answer in fates.items():
            server.on(EXECUTE, answer)
            case = f"{row['name']}, {outcome}"
            mine = context.probe.ask(
                "submit", url=server.url, signedHex=row["signed_transaction_bcs_hex"])
            context.same("outcome", case, mine["outcome"], outcome)
            context.same(
                "request", case, server.take(),
                [(EXECUTE, bytes.fromhex(row["request_protobuf_hex"]))])
            context.counts["submissions through grpcio"] += 1


ALL = [
    check_signing, check_damaged, check_inspect, check_keys, check_mnemonics, check_wallet_address,
    check_encryption, check_weights_commands, check_commitments, check_urls, check_client,
]
