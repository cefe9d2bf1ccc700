"""Who works here and what each may do: organisations, accounts, sessions, credentials, and THE permission table."""
