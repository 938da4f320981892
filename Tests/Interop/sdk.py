"""The real `soma-sdk` from PyPI, as the other side and as the judge."""
from soma_sdk import Keypair, SomaClient  # noqa: F401 (used through this module)

import wire

COMMIT_MODEL, REVEAL_MODEL, SUBMIT_DATA = 15, 16, 22


class Refused(Exception):
    """The SDK did not accept its input."""


def sign(secret, data):
    """The signed form of a TransactionData, which the SDK decodes and encodes again."""
    try:
        return bytes(Keypair.from_secret_key(secret).sign(data))
    except ValueError as error:
        raise Refused(str(error)) from error


_URL_OFFSET = 1 + 1 + 32 + 1  # version, kind, model id, version of the manifest
_HASH = wire.byte_string(b"\2" * 32)
_KEYPAIR = Keypair.from_secret_key(b"\1" * 32)


def canonical_url(text):
    """The URL as the node's library writes it: the SDK parses the URL of a CommitModel while it
    decodes, and signs what the library made of it.

    Raises Refused with the reason, without the text.
    """
    payload = bytes(32) + wire.manifest(text, bytes(32), 0) + _HASH * 3
    data = wire.transaction_data(COMMIT_MODEL, payload, bytes(32), [])
    try:
        signed = bytes(_KEYPAIR.sign(data))
    except ValueError as error:
        raise Refused(str(error).split(': "', 1)[0]) from error
    canonical, _ = wire.unsigned(signed)
    length, start = wire.read_uleb(canonical, _URL_OFFSET)
    return canonical[start : start + length].decode()
