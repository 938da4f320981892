#!/usr/bin/env python3
"""Writes signatures.json: requests signed by botocore. pip install botocore==1.43.11 first."""
import datetime, hashlib, json, pathlib, random
from unittest import mock

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.utils import percent_encode

ALPHABET = list("abcXYZ019-._~ !\"#$%&'()*+,/:;<=>?@[\\]^`{|}é日本𝄞/") + ["//", "..", "/./", "%2F", "%"]
EPOCH = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)


def text(generator, most):
    return "".join(generator.choice(ALPHABET) for _ in range(generator.randint(0, most)))


def token(generator, count):
    return "".join(generator.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
                   for _ in range(count))


def case(generator):
    """One request, as both sides get it."""
    headers = []
    for index in range(generator.randint(0, 4)):
        name = generator.choice(["x-amz-meta-a", "x-amz-meta-a-b", "X-Amz-Meta-B", "Content-Type",
                                 "If-None-Match", "x-amz-acl", "Range"])
        value = generator.choice(["*", "text/plain; charset=utf-8", "  two  spaces  ", "a\tb", "bytes=0-9",
                                  token(generator, 12)])
        headers.append([name, value])
    return {
        "service": generator.choice(["s3", "s3", "s3", "sts", "service"]),
        "region": generator.choice(["us-east-1", "eu-central-2", "auto", "default"]),
        "method": generator.choice(["GET", "PUT", "POST", "HEAD", "DELETE"]),
        "host": generator.choice(["examplebucket.s3.amazonaws.com", "127.0.0.1:9000", "s3.example:8443"]),
        "key": text(generator, 24),
        "query": [[text(generator, 6) or "uploads", text(generator, 8)]
                  for _ in range(generator.randint(0, 4))],
        "headers": headers,
        "body": token(generator, generator.randint(0, 20)),
        "access_key_id": "AKIA" + token(generator, 16).replace("/", "0").replace("+", "1").replace("=", "2"),
        "secret_access_key": token(generator, 40),
        "session_token": token(generator, 60) if generator.random() < 0.4 else None,
        "unix_seconds": 1700000000 + generator.randint(0, 200_000_000),
    }


def sign(row):
    """What botocore makes of it."""
    path = percent_encode("/bucket/" + row["key"], safe="/~")
    query = "&".join(f"{percent_encode(name, safe='-._~')}={percent_encode(value, safe='-._~')}"
                     for name, value in row["query"])
    url = f"https://{row['host']}{path}" + (f"?{query}" if query else "")
    request = AWSRequest(method=row["method"], url=url, data=row["body"].encode())
    for name, value in row["headers"]:
        request.headers.add_header(name, value)
    credentials = Credentials(row["access_key_id"], row["secret_access_key"], row["session_token"])
    signer = botocore.auth.S3SigV4Auth if row["service"] == "s3" else botocore.auth.SigV4Auth
    now = datetime.datetime.fromtimestamp(row["unix_seconds"], datetime.timezone.utc)
    auth = signer(credentials, row["service"], row["region"])
    with mock.patch("botocore.auth.get_current_datetime", return_value=now):
        auth.add_auth(request)
    return {
        "path": path,
        "canonical_query": auth.canonical_query_string(request),
        "authorization": request.headers["Authorization"],
        "payload": hashlib.sha256(row["body"].encode()).hexdigest(),
    }


def main():
    generator = random.Random(20260101)
    rows = [case(generator) for _ in range(120)]
    out = pathlib.Path(__file__).with_name("signatures.json")
    out.write_text(json.dumps({"signatures": [row | {"signed": sign(row)} for row in rows]},
                              ensure_ascii=True, indent=1) + "\n")


if __name__ == "__main__":
    main()
