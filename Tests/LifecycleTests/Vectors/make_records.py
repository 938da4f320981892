#!/usr/bin/env python3
"""Writes records.json: the records of ../Coding/EveryVariant.swift, encoded by the rules of
docs/lifecycle.md and of BCS, without any of our code."""
import json, pathlib, struct

SPEC = (pathlib.Path(__file__).parent / "spec.txt").read_bytes()


def u16(n): return struct.pack("<H", n)
def u64(n): return struct.pack("<Q", n)
def i64(n): return struct.pack("<q", n)
def flag(b): return bytes([1 if b else 0])


def uleb(n):
    out = b""
    while n >= 0x80:
        out += bytes([n & 0x7F | 0x80])
        n >>= 7
    return out + bytes([n])


def text(s): return uleb(len(s)) + s.encode()
def option(v): return b"\0" if v is None else b"\1" + v
def sequence(vs): return uleb(len(vs)) + b"".join(vs)
def ordered(vs): return sequence(sorted(vs))
def mapping(pairs): return sequence([k + v for k, v in sorted(pairs)])
def b32(*ns): return b"".join(struct.pack(">i", n) for n in ns).ljust(32, b"\0")
def digest(*ns): return b"\x20" + b32(*ns)


URL = "https://weights.example/object"
ID, NAME, WALLET = b32(10), text("model-0"), text("wallet")


def manifest(model, content):
    return b"\0" + text(URL) + b"\0" + digest(3, model, content) + u64(10)


def commitments(model, content):
    return (manifest(model, content) + digest(3, model, content) + digest(2, model, content)
            + digest(4, model, content))


def content(model, number): return b32(1, model, number) + digest(2, model, number) + u64(4)
def coin(index): return b32(5, index) + u64(1) + digest(6, index, 1)


defects = [b"\0", b"\1" + u64(5), b"\2", b"\3", b"\4"]
m = manifest(0, 0)
releases = [b"\0", b"\1" + m, b"\2" + m, b"\3" + m] + [b"\4" + d for d in defects]

opened, unknown = u64(4) + option(u64(1_500_000)), u64(5) + option(None)
attempt_states = [
    b"\0", b"\1", b"\2" + digest(77, 1), b"\3", b"\4" + digest(77, 2), b"\5" + opened,
    b"\6" + unknown, b"\7", b"\x08", b"\x09" + opened, b"\x0a",
]
attempts = [content(0, i) + commitments(0, i) + i64(i) + s for i, s in enumerate(attempt_states)]

machines = [
    b"\0", b"\1" + u64(1_400_000) + u64(6) + flag(True) + flag(False),
    b"\1" + u64(1_400_001) + u64(7) + flag(False) + flag(True), b"\2" + option(u64(7)),
    b"\2" + option(None), b"\3" + option(u64(7)), b"\3" + option(None), b"\4",
]
purposes = [
    b"\0" + ID + u64(1_000_000_000) + u64(1000), b"\1" + ID + commitments(0, 0),
    b"\2" + ID + commitments(0, 0) + u64(4), b"\3" + ID + u64(2500), b"\4" + ID + u64(7),
    b"\5" + ID, b"\6", b"\7" + b32(13),
]


def intents(model):
    return sequence([
        digest(77, i) + purpose + option(model) + WALLET + sequence([coin(c) for c in range(i % 3)])
        + u64(i) + machine
        for i, (purpose, machine) in enumerate(zip(purposes, machines))
    ])


def approval(action):
    retire = action == 2
    return (bytes([action]) + u64(2) + option(None if retire else u64(9)) + u64(8)
            + option(ID if retire else None))


kinds = range(8)
model = b"".join([
    u16(1), uleb(len(SPEC)) + SPEC, u64(3), option(content(0, 1)), option(ID),
    ordered([b32(11), b32(12)]), option(u64(1000)), ordered([u64(4), u64(256)]),
    mapping([(b32(1, i), r) for i, r in enumerate(releases)]), sequence(attempts), intents(NAME),
    mapping([(bytes([k]), i64(k) + u64(2) + u64(1_600_000 + k)) for k in kinds]),
    mapping([(bytes([k]), u64(k)) for k in kinds]), sequence([approval(a) for a in range(4)]),
    ordered([commitments(1, 0), commitments(1, 1)]), flag(True), flag(False),
    option(u64(1_700_001)), option(u64(1_700_000)), option(u64(1_700_000)),
    option(u64(1_700_001)), option(u64(6) + u64(77)),
])
shared = b"".join([
    u16(1), option(digest(14)),
    mapping([(WALLET, b32(7)), (text("a-longer-name"), b32(8))]), u64(123), intents(None),
    ordered([b32(15), b32(16)]), option(u64(1_800_000)),
    option(u64(1_800_001) + u64(100_000)),
])
out = {"model": model.hex(), "shared": shared.hex()}
(pathlib.Path(__file__).parent / "records.json").write_text(json.dumps(out, indent=1) + "\n")
