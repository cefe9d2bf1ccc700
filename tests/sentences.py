"""Brings the catalogues up to the sentences of code and templates: `python -m tests.sentences`.

New sentences come in empty, those no longer said go, the rest stays as it was; a test then says what is missing.
"""

from __future__ import annotations

from io import BytesIO

from babel.messages import Catalog
from babel.messages.pofile import write_po

from tests.test_words import HOUSE, TRANSLATED, book, spoken


def collect() -> None:
    """Write each language's catalogue anew."""
    template = Catalog()
    for said in spoken():
        template.add(said)
    for language in TRANSLATED:
        file = HOUSE / "locale" / language / "LC_MESSAGES" / "monitor.po"
        header = file.read_text().partition("\n\n")[0]
        known = book(language)
        known.update(template, no_fuzzy_matching=True)
        for message in known:
            message.flags.discard("python-format")
        written = BytesIO()
        write_po(written, known, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
        file.write_text(f"{header}\n\n{written.getvalue().decode().strip()}\n")


if __name__ == "__main__":
    collect()
