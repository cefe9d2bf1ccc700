"""Files are sealed for what they belong to, durable, and go when no row names them."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from monitor.kit.crypto import FRAME_BYTES, DoesNotOpen, new_key
from monitor.outside.files import keep_file, read_file, sweep_files, use_files
from monitor.outside.keyring import Keyring, use_keyring

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    """A data folder and a key of the test's own."""
    use_keyring(Keyring((new_key(),)))
    use_files(tmp_path)
    return tmp_path


@pytest.mark.parametrize("size", [0, 1, FRAME_BYTES, 2 * FRAME_BYTES + 7])
def test_a_file_opens_as_it_was(folder: Path, size: int) -> None:
    owner, content = uuid4(), b"secret!" * (size // 7) + b"x" * (size % 7)
    kept = keep_file(owner, content, DAY)
    sealed = (folder / "files" / kept.name).read_bytes()
    assert read_file(owner, kept.name) == content
    assert (kept.bytes, kept.hash) == (len(sealed), hashlib.sha256(sealed).hexdigest())
    assert b"secret!" not in sealed


def test_a_file_opens_only_for_what_it_belongs_to_and_whole(folder: Path) -> None:
    owner = uuid4()
    kept = keep_file(owner, b"secret!" * 10, DAY)
    file = folder / "files" / kept.name
    whole = file.read_bytes()
    for wrong, content in ((uuid4(), whole), (owner, whole[:-3]), (owner, whole[:-1] + b"x"), (owner, whole + b"x")):
        file.write_bytes(content)
        with pytest.raises(DoesNotOpen):
            read_file(wrong, kept.name)
    with pytest.raises(DoesNotOpen):
        read_file(owner, "aa/nothing")


def test_a_file_is_for_its_owner_only_and_tells_only_its_day(folder: Path) -> None:
    file = folder / "files" / keep_file(uuid4(), b"picture", DAY).name
    assert file.stat().st_mode & 0o777 == 0o600
    assert datetime.fromtimestamp(file.stat().st_mtime, UTC) == datetime(2026, 11, 22, tzinfo=UTC)
    assert list((folder / "arriving").iterdir()) == []


def test_files_no_row_names_go_after_a_day(folder: Path) -> None:
    named, orphan = keep_file(uuid4(), b"named", DAY), keep_file(uuid4(), b"orphan", DAY)
    half = folder / "arriving" / "half"
    half.write_bytes(b"half")
    os.utime(half, (NOW.timestamp(), NOW.timestamp()))
    assert sweep_files({named.name}, NOW + timedelta(days=1)) == 0
    assert sweep_files({named.name}, NOW + timedelta(days=2)) == 1
    assert half.exists()
    assert sweep_files({named.name}, NOW + timedelta(days=3)) == 1
    assert (folder / "files" / named.name).exists()
    assert not (folder / "files" / orphan.name).exists()
