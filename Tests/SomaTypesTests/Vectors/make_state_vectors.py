#!/usr/bin/env python3
"""Makes state_vectors.json, next to this file: BCS of effects, checkpoints, system state and targets.

An encoder of its own, for Python 3 and nothing else, written from the layouts of the chain's version
0.1.21 and not from the Swift code that it tests. Every value follows from a seed:

    pattern(seed, n)   byte i is (seed + 7 i) mod 256
    u64(n)             what is written

so that the tests can write down what they expect. Run it again after a change: python3 make_state_vectors.py
"""

import hashlib
import json
import pathlib
import re
import struct

# Primitives.


def uleb(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def u16(number):
    return struct.pack("<H", number)


def u32(number):
    return struct.pack("<I", number)


def u64(number):
    return struct.pack("<Q", number)


def text(string):
    return uleb(len(string.encode())) + string.encode()


def blob(content):
    return uleb(len(content)) + content


def option(encoded):
    return b"\x00" if encoded is None else b"\x01" + encoded


def sequence(elements):
    return uleb(len(elements)) + b"".join(elements)


def mapping(entries):
    """Of (key, value) pairs, both encoded."""
    assert len({key for key, _ in entries}) == len(entries)
    return sequence([key + value for key, value in sorted(entries)])


def pattern(seed, count):
    return bytes((seed + 7 * index) % 256 for index in range(count))


def identifier(seed):
    return pattern(seed, 32)


def digest(seed):
    return blob(pattern(seed, 32))


def tensor(values, shape=None):
    content = struct.pack(f"<{len(values)}f", *values)
    return b"\x00" + blob(content) + sequence([u64(n) for n in shape or [len(values)]])


def hash32(content):
    return hashlib.blake2b(content, digest_size=32).digest()


def manifest(address, seed, size):
    return b"\x00" + text(address) + b"\x00" + digest(seed) + u64(size)


# Objects and effects.


def owned(seed):
    return b"\x00" + identifier(seed)


def shared(version):
    return b"\x01" + u64(version)


IMMUTABLE = b"\x02"
NOTHING = b"\x00"
UNCHANGED, CREATED, DELETED = b"\x00", b"\x01", b"\x02"
SYSTEM_STATE, COIN, STAKED_SOMA, TARGET = b"\x00", b"\x01", b"\x02", b"\x03"


def found(version, seed, owner):
    return b"\x01" + u64(version) + digest(seed) + owner


def left(seed, owner):
    return b"\x01" + digest(seed) + owner


def fee(base, operation, value, total):
    return u64(base) + u64(operation) + u64(value) + u64(total)


def effects(status, fees, gas, dependencies, version, changed, unchanged):
    return (
        b"\x00" + status + u64(41) + fees + digest(0x10) + option(gas) + sequence(dependencies)
        + u64(version) + sequence(changed) + sequence(unchanged)
    )


def named(name, encoded, prefix=None):
    entry = {"name": name, "bcs": encoded.hex()}
    if prefix:
        entry["digest"] = hash32(prefix.encode() + b"::" + encoded).hex()
    return entry


def successes():
    changed = [
        identifier(0x20) + found(6, 0x30, owned(0xA0)) + left(0x31, owned(0xA1)) + UNCHANGED,
        identifier(0x21) + NOTHING + left(0x32, owned(0xA0)) + CREATED,
        identifier(0x22) + found(7, 0x33, owned(0xA0)) + NOTHING + DELETED,
        identifier(0x23) + found(8, 0x34, shared(1)) + left(0x35, shared(1)) + UNCHANGED,
        identifier(0x24) + found(9, 0x36, owned(0xA0)) + NOTHING + UNCHANGED,
        identifier(0x25) + NOTHING + NOTHING + CREATED,
        identifier(0x26) + NOTHING + left(0x37, IMMUTABLE) + CREATED,
    ]
    unchanged = [
        identifier(0x40) + b"\x00" + u64(3) + digest(0x41),
        identifier(0x42) + b"\x01" + u64(4),
        identifier(0x43) + b"\x02" + u64(5),
        identifier(0x44) + b"\x03" + u64(0x8000000000000001),
    ]
    everything = effects(
        b"\x00", fee(1000, 900, 500000, 501900), u32(0), [digest(0x50), digest(0x51)], 101, changed,
        unchanged)
    nothing = effects(b"\x00", fee(0, 0, 0, 0), None, [], 2, [], [])
    return [
        named("every kind of change", everything, "TransactionEffects"),
        named("a system transaction", nothing, "TransactionEffects"),
    ]


# Failures, at their indexes. A bare name has no fields.
FAILURES = [
    ("InsufficientGas",),
    ("InvalidOwnership", identifier(0x61), identifier(0xA0), option(identifier(0xA1))),
    ("ObjectNotFound", identifier(0x62)),
    ("InvalidObjectType", identifier(0x63), COIN, STAKED_SOMA),
    ("InvalidTransactionType",),
    ("InvalidArguments", text("amount 0 \u2013 nothing to stake")),
    ("DuplicateValidator",),
    ("DuplicateValidatorMetadata", text("p2p_address")),
    ("MissingProofOfPossession",),
    ("InvalidProofOfPossession", text("not a point")),
    ("NotAValidator",),
    ("ValidatorAlreadyRemoved",),
    ("AdvancedToWrongEpoch",),
    ("ModelNotFound",),
    ("NotModelOwner",),
    ("ModelNotActive",),
    ("ModelNotPending",),
    ("ModelNotCreated",),
    ("ModelInvalidState",),
    ("ModelAlreadyInactive",),
    ("ModelRevealEpochMismatch",),
    ("ModelEmbeddingCommitmentMismatch",),
    ("ModelDecryptionKeyCommitmentMismatch",),
    ("ModelNoPendingUpdate",),
    ("ModelArchitectureVersionMismatch",),
    ("ModelCommissionRateTooHigh",),
    ("ModelMinStakeNotMet",),
    ("NoActiveModels",),
    ("TargetNotFound",),
    ("TargetNotOpen",),
    ("TargetExpired", u64(39), u64(41)),
    ("TargetNotFilled",),
    ("AuditWindowOpen", u64(40), u64(42)),
    ("TargetAlreadyClaimed",),
    ("ModelNotInTarget", identifier(0x64), identifier(0x65)),
    ("EmbeddingDimensionMismatch", u64(2048), u64(16)),
    ("DistanceExceedsThreshold", tensor([1.25]), tensor([1.0])),
    ("InsufficientBond", u64(650_000), u64(649_999)),
    ("DataExceedsMaxSize", u64(1_048_577), u64(1_048_576)),
    ("InsufficientEmissionBalance",),
    ("AuditWindowClosed", u64(38), u64(43)),
    ("InsufficientCoinBalance",),
    ("CoinBalanceOverflow",),
    ("ArithmeticOverflow",),
    ("ValidatorNotFound",),
    ("StakingPoolNotFound",),
    ("CannotReportOneself",),
    ("ReportRecordNotFound",),
    ("InputObjectDeleted",),
    ("CertificateDenied",),
    ("ExecutionCancelledDueToSharedObjectCongestion",),
    ("SomaError", uleb(14), text("Gas object is not a coin")),
]


def failures():
    """Each inside the effects of a transaction that paid the base fee and left its objects alone."""
    changed = [
        identifier(0x20) + found(6, 0x30, owned(0xA0)) + left(0x31, owned(0xA0)) + UNCHANGED,
        identifier(0x23) + found(8, 0x34, shared(1)) + left(0x34, shared(1)) + UNCHANGED,
    ]
    entries = []
    for index, (name, *fields) in enumerate(FAILURES):
        status = b"\x01" + uleb(index) + b"".join(fields)
        encoded = effects(
            status, fee(1000, 0, 0, 1000), u32(0), [digest(0x50)], 9, changed, [])
        entries.append(named(name, encoded, "TransactionEffects"))
    return entries


# The variants of SomaError at their indexes, with the types of their fields as the chain names them.
SOMA_ERRORS = """
InvalidCommittee String
SignatureKeyGenError String
InvalidPrivateKey
KeyConversionError String
InvalidSignature String
InvalidAddress
IncorrectSigner String
RpcError String String
ValidatorHaltedAtEpochEnd
EpochEnded EpochId
AdvanceEpochError String
TimeoutError
TransactionOrchestratorLocalExecutionError String
FailedToSubmitToConsensus String
GenericAuthorityError String
MissingCommitteeAtEpoch EpochId
QuorumDriverCommunicationError String
FailedToVerifyTxCertWithExecutedEffects AuthorityName String
TooManyIncorrectAuthorities Vec<(AuthorityName,SomaError)> String
WrongEpoch EpochId EpochId
SignerSignatureNumberMismatch usize usize
SignerSignatureAbsent String Vec<String>
UnknownSigner Option<String> Option<u32> Box<Committee>
InvalidAuthenticator
CertificateRequiresQuorum
StakeAggregatorRepeatedSigner AuthorityName bool
ByzantineAuthoritySuspicion AuthorityName String
InvalidDigestLength usize usize
QuorumFailedToGetEffectsQuorumWhenProcessingTransaction BTreeMap<TransactionEffectsDigest,(Vec<AuthorityName>,VotingPower)>
ErrorWhileProcessingCertificate String
FullNodeCantHandleCertificate
InvalidTransactionDigest
ObjectNotFound ObjectID Option<Version>
ObjectLockConflict ObjectRef TransactionDigest
ObjectVersionUnavailableForConsumption ObjectRef Version
InvalidObjectDigest ObjectID ObjectDigest
Storage String
ObjectLockAlreadyInitialized Vec<ObjectRef>
SystemStateReadError String
NetworkConfig String
NetworkClientConnection String
NetworkServerConnection String
PeerNotFound PeerId
Consensus String
NoCommitteeForEpoch Epoch
UnexpectedOwnerType
DuplicateObjectRefInput
SerializationFailure String
FailedVDF String
ShardSamplingError String
InvalidFinalityProof String
VerifiedCheckpointNotFound CheckpointSequenceNumber
VerifiedCheckpointDigestNotFound String
LatestCheckpointSequenceNumberNotFound
CheckpointContentsNotFound CheckpointContentsDigest
TransactionSerializationError String
TransactionDeserializationError String
TransactionEffectsSerializationError String
TransactionEffectsDeserializationError String
ObjectSerializationError String
ObjectDeserializationError String
FileIOError String
GrpcMessageSerializeError String String
GrpcMessageDeserializeError String String
InvalidRequest String
TotalTransactionSizeTooLargeInBatch usize u64
UnsupportedFeatureError String
TooManyRequests
IncorrectUserSignature String
GenesisTransactionNotFound
Unknown String
TransactionNotFound TransactionDigest
TransactionsNotFound Vec<TransactionDigest>
TooManyTransactionsPendingConsensus
ValidatorConsensusLagging u32 u32
ExecutionError String
TxAlreadyFinalizedWithDifferentUserSigs
TransactionDenied String
SharedObjectStartingVersionMismatch
NotSharedObjectError
InvalidSequenceNumber
NotOwnedObjectError
MutableObjectUsedMoreThanOnce ObjectID
ObjectInputArityViolation
MutableParameterExpected ObjectID
GasPaymentError String
EncoderServiceUnavailable
TransactionNotFinalized
NotEmbedDataTransaction
TransactionFailed String
VdfComputationFailed String
"""

PLAIN_TYPES = {
    "AuthorityName": lambda seed: blob(pattern(seed, 96)),
    "bool": lambda seed: b"\x01",
    "u32": lambda seed: u32(0x01020300 + seed),
    "ObjectRef": lambda seed: identifier(seed) + u64(seed) + digest(seed + 1),
    "Box<Committee>": lambda seed: committee(5, [(0xD0, 10_000)]),
}
for digest_type in (
    "TransactionDigest", "ObjectDigest", "TransactionEffectsDigest", "CheckpointContentsDigest",
):
    PLAIN_TYPES[digest_type] = digest
for id_type in ("ObjectID", "PeerId"):
    PLAIN_TYPES[id_type] = identifier
for u64_type in (
    "u64", "usize", "Epoch", "EpochId", "Version", "VotingPower", "CheckpointSequenceNumber",
):
    PLAIN_TYPES[u64_type] = lambda seed: u64(0x0102030405060700 + seed)


def soma_error_field(kind, seed, texts):
    """One field; a String says its name and seed."""
    if kind == "String":
        texts.append(f"text {seed}")
        return text(texts[-1])
    if kind in PLAIN_TYPES:
        return PLAIN_TYPES[kind](seed)
    if match := re.fullmatch(r"Option<(\w+)>", kind):
        return option(soma_error_field(match[1], seed, texts))
    if match := re.fullmatch(r"Vec<(\w+)>", kind):
        return sequence([soma_error_field(match[1], seed + step, texts) for step in (1, 2)])
    if kind == "Vec<(AuthorityName,SomaError)>":
        name, error = blob(pattern(seed, 96)), uleb(36)
        texts.append("inner")
        return sequence([name + error + text("inner"), name + uleb(2)])
    if kind == "BTreeMap<TransactionEffectsDigest,(Vec<AuthorityName>,VotingPower)>":
        names = sequence([blob(pattern(seed + 5, 96))])
        return mapping([(digest(0x80), names + u64(1)), (digest(0x08), sequence([]) + u64(2))])
    raise ValueError(kind)


def soma_errors():
    entries = []
    for index, line in enumerate(SOMA_ERRORS.strip().splitlines()):
        name, *kinds = line.split()
        texts = []
        fields = [soma_error_field(kind, at, texts) for at, kind in enumerate(kinds)]
        entries.append(named(name, uleb(index) + b"".join(fields)) | {"texts": texts})
    return entries


# Checkpoints.


def committee(epoch, members):
    """Of (seed of the key, voting power) pairs."""
    members = sorted(members, key=lambda member: pattern(member[0], 96))
    names = [blob(pattern(seed, 96)) for seed, _ in members]
    authorities = [
        u64(power) + text(f"/dns/validator{seed}.example/udp/8081") + text(f"validator{seed}")
        + pattern(seed + 1, 32) + pattern(seed + 2, 32) + pattern(seed, 96)
        for seed, power in members
    ]
    return (
        u64(epoch)
        + sequence([name + u64(power) for name, (_, power) in zip(names, members)])
        + mapping([(name, pattern(seed, 96)) for name, (seed, _) in zip(names, members)])
        + mapping([(name, u64(at)) for at, name in enumerate(names)])
        + mapping(list(zip(names, authorities)))
    )


def summary(number, previous, commitments, end_of_epoch, extra=b""):
    return (
        u64(41) + u64(number) + u64(123_456) + digest(0x70) + option(previous)
        + fee(4000, 900, 500000, 504900) + u64(1_767_225_600_123) + sequence(commitments)
        + option(end_of_epoch) + blob(extra)
    )


def summaries():
    commitments = [b"\x00" + digest(0x72), b"\x01" + digest(0x73)]
    end = committee(42, [(0xF0, 5000), (0x0F, 2000), (0xD0, 3000)]) + u64(5) + sequence(
        [b"\x00" + digest(0x74)])
    return [
        named("genesis", summary(0, None, [], None), "CheckpointSummary"),
        named("with commitments", summary(7, digest(0x71), commitments, None), "CheckpointSummary"),
        named("the last of an epoch", summary(8, digest(0x71), [], end), "CheckpointSummary"),
        named(
            "of a later protocol", summary(9, digest(0x71), [], None, b"\x01\x02\x03"),
            "CheckpointSummary"),
    ]


def merkle_root(leaves):
    if not leaves:
        return bytes(32)
    level = [hash32(b"\x00" + leaf) for leaf in leaves]
    while len(level) > 1:
        if len(level) % 2:
            level.append(bytes(32))
        level = [
            hash32(b"\x01" + level[at] + level[at + 1]) for at in range(0, len(level), 2)]
    return level[0]


def contents():
    """The first transaction is the system's; the second, if any, is signed by two of three keys."""
    entries = []
    for count in (0, 1, 2, 3, 5, 8):
        leaves = [digest(0x10 + at) + digest(0x90 + at) for at in range(count)]
        single = blob(b"\x00" + pattern(0xC0, 64) + pattern(0xC1, 32))
        members = sequence([b"\x00" + pattern(seed, 32) + b"\x01" for seed in (0xC4, 0xC5, 0xC6)])
        multisig = blob(
            b"\x02" + sequence([b"\x00" + pattern(0xC2, 64), b"\x00" + pattern(0xC3, 64)])
            + u16(0b101) + members + u16(2))
        signatures = [
            sequence({0: [], 1: [multisig]}.get(at, [single])) for at in range(count)]
        encoded = b"\x00" + sequence(leaves) + sequence(signatures)
        entry = named(f"{count} transactions", encoded)
        entries.append(entry | {"digest": merkle_root(leaves).hex()})
    return entries


# System state.


def pool(seed, activation=None, deactivation=None, rates=()):
    return (
        identifier(seed) + option(activation) + option(deactivation)
        + u64(1_000_000_000 + seed) + u64(seed) + u64(900_000_000 + seed)
        + mapping([(u64(epoch), u64(soma) + u64(tokens)) for epoch, soma, tokens in rates])
        + u64(31) + u64(32) + u64(33)
    )


RATES = [(1, 10, 11), (256, 20, 21), (2, 30, 31)]


def validator(seed, staged):
    address = f"/dns/validator{seed}.example"
    metadata = (
        identifier(seed) + pattern(seed + 1, 96) + pattern(seed + 2, 32) + pattern(seed + 3, 32)
        + text(address + "/tcp/8080") + text(address + "/udp/8084") + text(address + "/udp/8081")
        + text(address + "/tcp/8090/http") + pattern(seed + 4, 48)
    )
    following = [
        pattern(seed + 5, 96), pattern(seed + 6, 32), text("/ip4/10.0.0.1/tcp/1"),
        text("/ip4/10.0.0.1/udp/2"), text("/ip4/10.0.0.1/udp/3"), pattern(seed + 7, 32),
        pattern(seed + 8, 48), text("/ip4/10.0.0.1/tcp/4/http"),
    ]
    metadata += b"".join(option(field if staged else None) for field in following)
    return (
        metadata + u64(2500) + pool(seed + 9, u64(3), None, RATES) + u64(200) + u64(777 + seed)
        + u64(250)
    )


def validator_set():
    return (
        u64(4_000_000_000)
        + sequence([validator(0xE0, True), validator(0x30, False)])
        + sequence([validator(0x40, False)])
        + sequence([u64(1), u64(300)])
        + mapping([(identifier(0xE9), identifier(0xE0)), (identifier(0x39), identifier(0x30))])
        + mapping([(identifier(0x59), validator(0x50, False))])
        + mapping([(identifier(0xE0), u64(6)), (identifier(0x30), u64(1))])
    )


def parameters():
    """1001, 1002 and so on, but three thresholds."""
    fields = [u64(1000 + position) for position in range(1, 29)]
    fields[15], fields[20], fields[21] = tensor([1.05]), tensor([2.0]), tensor([0.95])
    return b"".join(fields)


def commitments(seed):
    address = f"https://weights.example/{seed}.bin"
    return manifest(address, seed, 1_000_000 + seed) + b"".join(
        digest(seed + step) for step in (1, 2, 3))


def model(state, seed, rest, activation=None, deactivation=None):
    return (
        b"\x00" + bytes([state]) + identifier(0xA0) + u64(1)
        + pool(seed, activation, deactivation, RATES[:state]) + u64(500) + u64(600) + rest
    )


def revealed(seed):
    return commitments(seed) + digest(seed + 4) + tensor([0.5, -1.0, float("inf"), -0.0])


def registry():
    update = commitments(0x98) + u64(41)
    never = commitments(0x58) + blob(bytes(32)) + tensor([])
    models = [
        (identifier(0xB5), model(0, 0x01, u64(40))),
        (identifier(0x05), model(1, 0x02, commitments(0x18) + u64(41))),
        (identifier(0xB1), model(2, 0x03, revealed(0x28) + option(None), u64(30))),
        (identifier(0x01), model(2, 0x04, revealed(0x38) + option(update), u64(31))),
        (identifier(0xB3), model(3, 0x06, revealed(0x48), u64(32), u64(40))),
        (identifier(0x03), model(3, 0x07, never, None, u64(39))),
    ]
    pools = [(identifier(0x01), identifier(0xB5)), (identifier(0xF2), identifier(0x05))]
    reports = [
        (identifier(0xB1), sequence(sorted([identifier(0xE0), identifier(0x30)]))),
        (identifier(0x01), sequence([identifier(0x30)])),
    ]
    return mapping(models) + mapping(pools) + u64(2_000_000_007) + mapping(reports)


def states():
    reports = [
        (identifier(0xE0), sequence([identifier(0x30)])),
        (identifier(0x30), sequence(sorted([identifier(0xE0), identifier(0x40)]))),
    ]
    full = (
        b"\x00" + u64(41) + u64(5) + validator_set() + parameters() + u64(1_767_225_600_000)
        + mapping(reports) + registry() + u64(680_000) + u64(1_370) + tensor([0.978]) + u64(51)
        + u64(52) + u64(53) + u64(54) + b"\x01" + u64(55) + u64(56)
    )
    empty = (
        b"\x00" + u64(0) + u64(5) + u64(0) + bytes(6) + parameters() + u64(0) + bytes(1)
        + bytes(2) + u64(0) + bytes(1) + u64(0) + u64(0) + tensor([0.0]) + u64(0) * 4 + b"\x00"
        + u64(0) * 2
    )
    return [named("everything", full), named("nothing", empty)]


# Targets.


def target(status, won, reports):
    fields = [identifier(0xA2), identifier(0xB1), identifier(0xA0)]
    winning = [
        manifest("https://data.example/1.bin", 0x68, 1024), tensor([0.25, 0.5]), tensor([0.75]),
        tensor([1.0, 2.0, 3.0]),
    ]
    return (
        tensor([0.125, -0.25]) + sequence([identifier(0xB1), identifier(0x01)]) + tensor([0.95])
        + u64(12_345) + u64(40) + status
        + b"".join(option(field if won else None) for field in fields)
        + u64(66_560 if won else 0)
        + b"".join(option(field if won else None) for field in winning)
        + sequence(sorted(reports))
    )


def targets():
    return [
        named("open", target(b"\x00", False, [])),
        named("filled", target(b"\x01" + u64(40), True, [identifier(0xE0), identifier(0x30)])),
        named("claimed", target(b"\x02", True, [])),
    ]


def main():
    vectors = {
        "about": "Made by make_state_vectors.py, next to this file.",
        "successes": successes(),
        "failures": failures(),
        "somaErrors": soma_errors(),
        "summaries": summaries(),
        "contents": contents(),
        "states": states(),
        "targets": targets(),
    }
    file = pathlib.Path(__file__).with_name("state_vectors.json")
    file.write_text(json.dumps(vectors, indent=1) + "\n")


if __name__ == "__main__":
    main()
