#!/usr/bin/env python3
"""Compares the error codes in Sources with the rows of docs/errors.md; prints what is missing.

Codes are written as `code: "area.name"`, or as `code: "area.\\(name)"` in a file that gives the names
as first arguments, as first members of tuples, or as results of a `switch`. Those of failed
transactions are the chain's names of ExecutionFailure.
"""
import pathlib, re, sys

root = pathlib.Path(__file__).parent.parent.parent
found = {}
for path in sorted((root / "Sources").rglob("*.swift")):
    text = path.read_text()
    for line in re.findall(r"code: .*", text):
        for code in re.findall(r'"([A-Za-z][A-Za-z0-9]*\.[A-Za-z0-9]+)"', line):
            found.setdefault(code, path)
    for area in re.findall(r'code: "([A-Za-z][A-Za-z0-9]*)\.\\\(name\)"', text):
        names = re.findall(r'(?:diagnostic|refusal|make|explain)\(\s*"([a-z][A-Za-z0-9]*)"', text)
        names += re.findall(r'\(\s*"([a-z][A-Za-z0-9]*)",', text)
        names += re.findall(r'case \.[^"\n]*: "([a-z][A-Za-z0-9]*)"$', text, re.M)
        for name in names:
            found.setdefault(f"{area}.{name}", path)
failures = root / "Sources/SomaTypes/Effects/ExecutionFailure.swift"
for name in re.search(r"names = \[(.*?)\]", failures.read_text(), re.S)[1].split('"')[1::2]:
    found.setdefault(f"execution.{name[0].lower()}{name[1:]}", failures)
listed = set(re.findall(r"^\| `([A-Za-z][A-Za-z0-9]*\.[A-Za-z0-9]+)`", (root / "docs/errors.md").read_text(), re.M))
missing = sorted(set(found) - listed)
stale = sorted(listed - set(found))
for code in missing:
    print(f"docs/errors.md lacks {code} ({found[code].relative_to(root)})")
for code in stale:
    print(f"docs/errors.md lists {code}, which no source has")
sys.exit(1 if missing or stale else 0)
