"""SQLite for evidence: one writer in turn, several readers, each connection on a thread of its own.

What the stock engine does and why this one differs is told in docs/decisions/0001. In short: `BEGIN IMMEDIATE` behind a
first-come lock, so that no writer ever meets "database is locked"; one thread per connection, so that waiting writers
cannot take the thread which the lock holder waits for; WAL with synchronous FULL, because an acknowledged write is
evidence. Outside a transaction connections are read-only: every write is an action.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from piccolo.engine.sqlite import SQLiteEngine, SQLiteTransaction, TransactionType, dict_factory

T = TypeVar("T")
READERS = 4
BUSY_TIMEOUT_MS = 30_000

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA secure_delete = ON",
)


class Connection:
    """One SQLite connection and the one thread that uses it."""

    def __init__(self, path: Path, release: Callable[[Connection], None]) -> None:
        self._path, self._release = path, release
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._raw: sqlite3.Connection | None = None

    async def open(self, extra: str) -> None:
        """Open the file and set the pragmas once."""
        await self._call(self._open, extra)

    def _open(self, extra: str) -> None:
        self._raw = sqlite3.connect(
            self._path,
            isolation_level=None,
            check_same_thread=False,
            detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES,
            timeout=BUSY_TIMEOUT_MS / 1000,
            cached_statements=512,
        )
        self._raw.row_factory = dict_factory
        for pragma in (*_PRAGMAS, extra):
            self._raw.execute(pragma)

    async def execute(self, sql: str, args: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Run one statement and fetch all of it."""
        return await self._call(self._execute, sql, args)

    def _execute(self, sql: str, args: Sequence[Any]) -> list[dict[str, Any]]:
        assert self._raw is not None
        return self._raw.execute(sql, args).fetchall()

    async def execute_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for many rows."""
        await self._call(self._execute_many, sql, rows)

    def _execute_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        assert self._raw is not None
        self._raw.executemany(sql, rows)

    def undo(self) -> None:
        """Take back what is not committed once the thread is done with all before it; nothing waits for that."""
        self._thread.submit(self._undo)

    def _undo(self) -> None:
        assert self._raw is not None
        if self._raw.in_transaction:
            self._raw.execute("ROLLBACK")

    async def close(self) -> None:
        """Give the connection back (the name is Piccolo's)."""
        self._release(self)

    async def shut(self) -> None:
        """Close the file and end the thread."""
        await self._call(self._shut)
        self._thread.shutdown()

    def _shut(self) -> None:
        assert self._raw is not None
        self._raw.close()

    async def _call(self, function: Callable[..., T], *args: Any) -> T:
        # Shielded: a cancelled request must not leave a statement running beside the rollback that follows it.
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._thread, function, *args))


class Transaction(SQLiteTransaction):
    """A transaction on the one writing connection; it waits its turn, and gives the turn back whatever happens.

    Piccolo's own keeps the turn for ever when it is cancelled, or fails, while it begins or ends.
    """

    engine: EvidenceEngine

    async def get_connection(self) -> Connection:
        return await self.engine.get_connection()

    async def __aenter__(self) -> SQLiteTransaction:
        if self._parent is not None:
            return self._parent
        self.connection = await self.get_connection()
        try:
            await self.connection.execute(f"BEGIN {self.transaction_type.value}")
        except BaseException:
            await self._leave()
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if self._parent is not None:
            return fault is None
        try:
            if fault is None:
                await self.connection.execute("COMMIT")
        finally:
            self.engine.current_transaction.reset(self.context)
            await self._leave()
        return fault is None

    async def _leave(self) -> None:
        self.connection.undo()
        await self.connection.close()


class EvidenceEngine(SQLiteEngine):
    """Piccolo's SQLite engine over a pool of our own connections."""

    __slots__ = ("_reader_turn", "_readers", "_turn", "_writer")

    def __init__(self, path: Path) -> None:
        super().__init__(path=str(path))
        self._readers: list[Connection] = []
        self._writer: Connection | None = None

    async def open(self) -> None:
        """Open one writer and the readers; the locks belong to the running event loop."""
        self._turn, self._reader_turn = asyncio.Lock(), asyncio.Semaphore(READERS)
        self._writer = Connection(Path(self.path), lambda _: self._turn.release())
        await self._writer.open("PRAGMA wal_autocheckpoint = 1000")
        for _ in range(READERS):
            reader = Connection(Path(self.path), self._give_back)
            await reader.open("PRAGMA query_only = ON")
            self._readers.append(reader)

    async def shut(self) -> None:
        """Close every connection, so that the process can end."""
        for reader in self._readers:
            await reader.shut()
        self._readers.clear()
        if self._writer is not None:
            await self._writer.shut()
            self._writer = None

    def _give_back(self, reader: Connection) -> None:
        self._readers.append(reader)
        self._reader_turn.release()

    async def get_connection(self) -> Connection:
        """Wait for the writing connection, first come, first served."""
        await self._turn.acquire()
        assert self._writer is not None
        return self._writer

    def transaction(
        self, transaction_type: TransactionType = TransactionType.immediate, allow_nested: bool = True
    ) -> Transaction:
        return Transaction(engine=self, transaction_type=TransactionType.immediate, allow_nested=allow_nested)

    async def _run_in_new_connection(
        self, query: str, args: Sequence[Any] | None = None, query_type: str = "generic", table: Any = None
    ) -> list[dict[str, Any]]:
        await self._reader_turn.acquire()
        reader = self._readers.pop()
        try:
            return await reader.execute(query, args or ())
        finally:
            await reader.close()

    async def _run_in_existing_connection(
        self,
        connection: Connection,
        query: str,
        args: Sequence[Any] | None = None,
        query_type: str = "generic",
        table: Any = None,
    ) -> list[dict[str, Any]]:
        return await connection.execute(query, args or ())
