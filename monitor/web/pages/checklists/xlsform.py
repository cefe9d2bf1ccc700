"""XLSForms on the pages: a form is read and shown with all that was found before it is loaded; any edition goes out as one."""

from __future__ import annotations

from pathlib import Path

from monitor.checklists.rules.xlsform import Around, ReadForm, check_converted, read_form
from monitor.outside.xlsform import form_sheets, refusal_of


def read_workbook(path: Path, beside: Around) -> ReadForm:
    """Read a workbook as an XLSForm; raise FormRefused with every reason why not, or what makes it no workbook."""
    sheets = form_sheets(path)
    check_converted(refusal_of(sheets))
    return read_form(sheets, beside)
