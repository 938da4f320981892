"""SOMA's bytes, written from the wire specification and from nothing of Steward's."""
import hashlib

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def hash32(data):
    """BLAKE2b with 32 bytes of output."""
    return hashlib.blake2b(data, digest_size=32).digest()


def base58(data):
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = BASE58[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def uleb(number):
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def read_uleb(data, offset):
    """Returns the number and the offset after it."""
    number = shift = 0
    while True:
        byte = data[offset]
        offset += 1
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return number, offset


def u64(number):
    return number.to_bytes(8, "little")


def byte_string(data):
    return uleb(len(data)) + data


def sequence(elements):
    return uleb(len(elements)) + b"".join(elements)


def option(data):
    """`data` is the bytes of the value, or None."""
    return b"\0" if data is None else b"\1" + data


def manifest(url, checksum, size):
    return b"\0" + byte_string(url.encode()) + b"\0" + byte_string(checksum) + u64(size)


def tensor(f32le, shape=None):
    """A SomaTensor; the product of `shape` is the number of floats, or the real SDK aborts."""
    shape = [len(f32le) // 4] if shape is None else shape
    return b"\0" + byte_string(f32le) + sequence([u64(size) for size in shape])


def transaction_data(kind_index, payload, sender, gas_payment):
    return b"\0" + uleb(kind_index) + payload + sender + sequence(gas_payment)


def transaction_digest(data):
    return hash32(b"TransactionData::" + data)


def signing_digest(data):
    return hash32(b"\0\0\1" + data)


# One transaction and its intent before the data; one signature with flag, R, S and key after it.
SIGNED_PREFIX = b"\1\0\0\1"
SIGNATURE_LENGTH = 97


def unsigned(signed):
    """The TransactionData inside a signed transaction, and the public key that signed it."""
    return signed[len(SIGNED_PREFIX) : -SIGNATURE_LENGTH - 2], signed[-32:]
