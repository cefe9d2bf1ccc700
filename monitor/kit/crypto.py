"""Cryptography, all of it in one file: sealing text and bytes, wrapping keys, tokens, fingerprints, recovery codes.

A sealed text is `v1.<key id>.<wrapped record key>.<nonce and ciphertext>` in base64url: a random key per record seals
the text, the data key wraps the record key, so that a new data key means rewrapping and nothing else (D3). Associated
data binds both layers to table, column and row: a value moved elsewhere does not open.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

NONCE_BYTES = 12
KEY_BYTES = 32
FRAME_BYTES = 1 << 20
_STREAM_MAGIC = b"monitor sealed 1\n"
_POINT_BYTES = 65
_BOX = b"sealed box 1"
_RECOVERY_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class DoesNotOpen(Exception):
    """The key is another one, or the ciphertext was changed, cut or moved."""


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """Thirty-two secret bytes with a public id derived from them; never printed."""

    secret: bytes

    @property
    def id(self) -> str:
        return hashlib.sha256(b"key id:" + self.secret).hexdigest()[:8]

    def derive(self, purpose: str) -> Key:
        """Make an independent key for a purpose (HKDF-SHA256)."""
        return Key(HKDF(SHA256(), KEY_BYTES, None, purpose.encode()).derive(self.secret))


def new_key() -> Key:
    return Key(secrets.token_bytes(KEY_BYTES))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _encrypt(key: Key, plain: bytes, bound_to: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key.secret).encrypt(nonce, plain, bound_to)


def _decrypt(key: Key, data: bytes, bound_to: bytes) -> bytes:
    try:
        return AESGCM(key.secret).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError) as fault:
        raise DoesNotOpen() from fault


def seal_text(key: Key, text: str, bound_to: str) -> str:
    """Seal a text under a fresh record key; `bound_to` names table, column and row."""
    record_key, place = new_key(), bound_to.encode()
    wrapped = _encrypt(key, record_key.secret, b"wrap:" + place)
    return f"v1.{key.id}.{_text(wrapped)}.{_text(_encrypt(record_key, text.encode(), place))}"


def open_text(keys: Iterable[Key], sealed: str, bound_to: str) -> str:
    """Open a sealed text with whichever of the keys it names. Raises DoesNotOpen."""
    version, key_id, wrapped, body = sealed.split(".")
    key = next((k for k in keys if k.id == key_id), None)
    if version != "v1" or key is None:
        raise DoesNotOpen()
    place = bound_to.encode()
    record_key = Key(_decrypt(key, _bytes(wrapped), b"wrap:" + place))
    return _decrypt(record_key, _bytes(body), place).decode()


def seal_stream(key: Key, chunks: Iterable[bytes], purpose: str) -> Iterator[bytes]:
    """Seal a stream in frames; order, number and end of the frames are bound, so that no cut or swap opens.

    Each chunk becomes one frame: give chunks of about FRAME_BYTES.
    """
    stream_key, label = new_key(), purpose.encode()
    yield _STREAM_MAGIC + _encrypt(key.derive(purpose), stream_key.secret, label)
    number = 0
    for chunk in chunks:
        yield _frame(stream_key, chunk, label, number, b"more")
        number += 1
    yield _frame(stream_key, b"", label, number, b"last")


def _frame(key: Key, chunk: bytes, label: bytes, number: int, place: bytes) -> bytes:
    body = _encrypt(key, chunk, label + number.to_bytes(8, "big") + place)
    return place + len(body).to_bytes(4, "big") + body


def open_stream(key: Key, read: Iterator[bytes], purpose: str) -> Iterator[bytes]:
    """Open a sealed stream; raises DoesNotOpen at the first frame that is wrong, missing or after the last."""
    source, label = _Source(read), purpose.encode()
    if source.take(len(_STREAM_MAGIC)) != _STREAM_MAGIC:
        raise DoesNotOpen()
    wrapped = source.take(NONCE_BYTES + KEY_BYTES + 16)
    stream_key = Key(_decrypt(key.derive(purpose), wrapped, label))
    number = 0
    while True:
        place = source.take(4)
        body = source.take(int.from_bytes(source.take(4), "big"))
        chunk = _decrypt(stream_key, body, label + number.to_bytes(8, "big") + place)
        if place == b"last":
            if source.more():
                raise DoesNotOpen()
            return
        yield chunk
        number += 1


class _Source:
    """Reads exact numbers of bytes from chunks of any size."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks, self.held = chunks, bytearray()

    def take(self, size: int) -> bytes:
        while len(self.held) < size:
            chunk = next(self.chunks, None)
            if chunk is None:
                raise DoesNotOpen()
            self.held += chunk
        taken = bytes(self.held[:size])
        del self.held[:size]
        return taken

    def more(self) -> bool:
        return bool(self.held) or next(self.chunks, b"") != b""


def new_token() -> str:
    """Make a secret for an address or a cookie: 256 random bits as text."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Hash a token for keeping; a random token needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def fingerprint(key: Key, text: str) -> str:
    """Give a keyed hash: equal texts meet, and nobody without the key can try texts (for throttles)."""
    return hmac.new(key.secret, text.encode(), hashlib.sha256).hexdigest()


def recovery_code(key: Key) -> str:
    """Write a key for paper: Crockford base 32 in groups of four, ending in a check group."""
    number = int.from_bytes(key.secret + hashlib.sha256(b"sheet:" + key.secret).digest()[:3], "big")
    letters = ""
    for _ in range(56):
        number, rest = divmod(number, 32)
        letters = _RECOVERY_ALPHABET[rest] + letters
    return "-".join(letters[i : i + 4] for i in range(0, 56, 4))


def key_from_recovery(code: str) -> Key:
    """Read a key back from paper; O is taken for 0, I and L for 1. Raises DoesNotOpen on a slip of the pen."""
    letters = "".join(c for c in code.upper() if c.isalnum()).translate(str.maketrans("OIL", "011"))
    if len(letters) != 56 or any(c not in _RECOVERY_ALPHABET for c in letters):
        raise DoesNotOpen()
    number = 0
    for letter in letters:
        number = number * 32 + _RECOVERY_ALPHABET.index(letter)
    data = number.to_bytes(35, "big")
    key = Key(data[:KEY_BYTES])
    if hashlib.sha256(b"sheet:" + key.secret).digest()[:3] != data[KEY_BYTES:]:
        raise DoesNotOpen()
    return key


def new_pair() -> tuple[str, str]:
    """Make a pair of keys for sealed boxes: the private one and the public one, as texts (ECDH on P-256)."""
    private = ec.generate_private_key(ec.SECP256R1())
    number = private.private_numbers().private_value.to_bytes(KEY_BYTES, "big")
    return _text(number), _text(_point(private.public_key()))


def seal_box(public: str, plain: bytes) -> bytes:
    """Seal bytes so that only the private key opens them; static/field/seal.js does the same in a browser."""
    once = ec.generate_private_key(ec.SECP256R1())
    point, theirs = _point(once.public_key()), _bytes(public)
    shared = once.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
    return point + _encrypt(_box_key(shared, point, theirs), plain, _BOX)


def open_box(private: str, box: bytes) -> bytes:
    """Open a sealed box. Raises DoesNotOpen for another's box and for one that was changed."""
    mine = ec.derive_private_key(int.from_bytes(_bytes(private), "big"), ec.SECP256R1())
    point, body = box[:_POINT_BYTES], box[_POINT_BYTES:]
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as fault:
        raise DoesNotOpen() from fault
    return _decrypt(_box_key(mine.exchange(ec.ECDH(), theirs), point, _point(mine.public_key())), body, _BOX)


def _point(public: ec.EllipticCurvePublicKey) -> bytes:
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _box_key(shared: bytes, once: bytes, theirs: bytes) -> Key:
    return Key(HKDF(SHA256(), KEY_BYTES, None, _BOX + once + theirs).derive(shared))
