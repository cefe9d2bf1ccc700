"""XLSForms of others: their sheets as text, and what the converter that everybody uses says of them."""

from monitor.outside.xlsform.asking import form_sheets, refusal_of

__all__ = ["form_sheets", "refusal_of"]
