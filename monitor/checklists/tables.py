"""Rows of editions: the structure once and for ever, texts and use as they were renewed."""

from __future__ import annotations

from piccolo.columns import UUID, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from monitor.people.tables import AccountRow


class EditionRow(Table, tablename="edition"):
    id = UUID(primary_key=True)
    name = Text()
    role = Text()
    hash = Text(unique=True)
    structure = Text()
    loaded_at = Timestamptz(default=None)


class EditionTextsRow(Table, tablename="edition_texts"):
    """A revision of an edition's words in one language; the latest is shown, older ones stay."""

    id = UUID(primary_key=True)
    edition = ForeignKey(EditionRow, on_delete=OnDelete.restrict, null=False)
    language = Text()
    hash = Text()
    body = Text()
    status = Text()
    revision = Integer(default=None)
    loaded_at = Timestamptz(default=None)


class EditionUseRow(Table, tablename="edition_use"):
    """From when an edition is the one asked under its name, where, and with which modules; the latest holds."""

    id = UUID(primary_key=True)
    edition = ForeignKey(EditionRow, on_delete=OnDelete.restrict, null=False)
    name = Text()
    body = Text()
    revision = Integer(default=None)
    since = Timestamptz(default=None)


class TextConfirmationRow(Table, tablename="text_confirmation"):
    """Somebody's word that a text may be used, or no longer; it holds for exactly those words, by their digest.

    `key` is the item's, empty for the words around the questions: title, sections, blocks.
    """

    id = UUID(primary_key=True)
    name = Text()
    language = Text()
    key = Text()
    words = Text()
    status = Text()
    revision = Integer(default=None)
    by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    at = Timestamptz(default=None)


class IndicatorSetRow(Table, tablename="indicator_set"):
    """All indicators as one canonical body; the latest holds."""

    id = UUID(primary_key=True)
    hash = Text()
    body = Text()
    revision = Integer(default=None, unique=True)
    loaded_at = Timestamptz(default=None)
