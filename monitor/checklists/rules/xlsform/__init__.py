"""XLSForm in and out: forms of others become checklist files, editions become forms that other programs accept."""

from monitor.checklists.rules.xlsform.exporting import Table, tables_of, with_modules
from monitor.checklists.rules.xlsform.grid import Book
from monitor.checklists.rules.xlsform.problems import Feature, FormFault, FormNote, FormRefused, Place, check_converted
from monitor.checklists.rules.xlsform.reading import Around, ReadForm, around, keep_confirmed, read_form

__all__ = [
    "Around", "Book", "Feature", "FormFault", "FormNote", "FormRefused", "Place", "ReadForm", "Table", "around",
    "check_converted", "keep_confirmed", "read_form", "tables_of", "with_modules",
]  # fmt: skip
