"""Random TransactionData of all 26 kinds, encoded from the wire specification (2.2)."""
from collections import namedtuple

import wire
from wire import byte_string, option, sequence, u64

EDGES = [0, 1, 127, 128, 255, 10_000, 1 << 32, (1 << 63) - 1, 1 << 63, (1 << 64) - 1]


Transaction = namedtuple("Transaction", "data sender")


class Generator:
    """Makes transactions; `urls` are canonical."""

    def __init__(self, random, urls):
        self.random, self.urls = random, urls

    def make(self, index):
        """A transaction of the kind with that BCS index."""
        _, payload = KINDS[index]
        gas = [self.ref() for _ in range(self.random.choice([0, 1, 1, 2, 5]))]
        sender = self.bytes(32)
        return Transaction(wire.transaction_data(index, payload(self), sender, gas), sender)

    # Values.

    def bytes(self, count):
        if self.random.random() < 0.1:
            return bytes([self.random.choice([0, 255])]) * count
        return self.random.randbytes(count)

    def number(self):
        if self.random.random() < 0.4:
            return u64(self.random.choice(EDGES))
        return u64(self.random.getrandbits(64))

    def blob(self):
        return byte_string(self.bytes(self.random.choice([0, 1, 31, 32, 48, 96, 127, 128, 300])))

    def id(self):
        return self.bytes(32)

    def digest(self):
        return byte_string(self.bytes(32))

    def ref(self):
        return self.id() + self.number() + self.digest()

    def many(self, make):
        return sequence([make() for _ in range(self.random.choice([0, 1, 2, 3, 130]))])

    def maybe(self, make):
        return option(make() if self.random.random() < 0.6 else None)

    def manifest(self):
        url = self.random.choice(self.urls)
        return wire.manifest(url, self.bytes(32), self.random.getrandbits(64))

    def tensor(self):
        shape = self.random.choice([[1], [3], [40], [2048], [2, 3], [], [0], [1, 1, 4]])
        count = 1
        for size in shape:
            count *= size
        return wire.tensor(self.random.randbytes(4 * count), shape)

    def object(self):
        owner = self.random.choice(
            [lambda: b"\0" + self.id(), lambda: b"\1" + self.number(), lambda: b"\2"])()
        kind = bytes([self.random.randrange(4)])
        contents = byte_string(self.bytes(32 + self.random.choice([0, 8, 72, 200])))
        return kind + self.number() + contents + owner + self.digest()


def _fields(*names):
    """A payload made of those fields in order; `?` is an option and `*` a sequence."""

    def payload(generator):
        parts = []
        for name in names:
            make = getattr(generator, name.rstrip("?*"))
            parts.append(
                generator.maybe(make) if name.endswith("?")
                else generator.many(make) if name.endswith("*")
                else make())
        return b"".join(parts)

    return payload


def _pay_coins(generator):
    amounts = generator.maybe(lambda: generator.many(generator.number))
    return generator.many(generator.ref) + amounts + generator.many(generator.id)


KINDS = [
    ("Genesis", _fields("object*")),
    ("ConsensusCommitPrologueV1",
     _fields("number", "number", "number?", "number", "digest", "digest")),
    ("ChangeEpoch", _fields("number", "number", "number", "number", "blob")),
    ("AddValidator", _fields(*["blob"] * 8)),
    ("RemoveValidator", _fields("blob")),
    ("ReportValidator", _fields("id")),
    ("UndoReportValidator", _fields("id")),
    ("UpdateValidatorMetadata", _fields(*["blob?"] * 8)),
    ("SetCommissionRate", _fields("number")),
    ("TransferCoin", _fields("ref", "number?", "id")),
    ("PayCoins", _pay_coins),
    ("TransferObjects", _fields("ref*", "id")),
    ("AddStake", _fields("id", "ref", "number?")),
    ("WithdrawStake", _fields("ref")),
    ("CreateModel", _fields("number", "number", "number")),
    ("CommitModel", _fields("id", "manifest", "digest", "digest", "digest")),
    ("RevealModel", _fields("id", "digest", "tensor")),
    ("AddStakeToModel", _fields("id", "ref", "number?")),
    ("SetModelCommissionRate", _fields("id", "number")),
    ("DeactivateModel", _fields("id")),
    ("ReportModel", _fields("id")),
    ("UndoReportModel", _fields("id")),
    ("SubmitData", _fields("id", "manifest", "id", "tensor", "tensor", "tensor", "ref")),
    ("ClaimRewards", _fields("id")),
    ("ReportSubmission", _fields("id")),
    ("UndoReportSubmission", _fields("id")),
]


def damage(random, data):
    """A copy with one thing wrong, or perhaps nothing: the judge decides."""
    data = bytearray(data)
    at = random.randrange(len(data))
    match random.randrange(5):
        case 0:
            data[at] ^= 1 << random.randrange(8)
        case 1:
            del data[at:]
        case 2:
            data[at:at] = bytes([random.randrange(256)])
        case 3:
            del data[at]
        case 4:
            data[random.randrange(min(40, len(data)))] = random.choice([0, 1, 2, 0x7F, 0x80, 0xFF])
    return bytes(data)
