"""Plain values become PDF, XLSX, CSV, ICS and SVG; no words of the trade, so that every room may print."""
