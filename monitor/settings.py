"""Settings of one installation: a frozen value read from the environment once, at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path


@dataclass(frozen=True, slots=True)
class Settings:
    """Where an installation keeps its things and how it serves.

    `data` holds the database file, keys and attachments; `database_url` (postgresql://…) replaces the SQLite file;
    `data_key` replaces the key file; `address` is how people reach the server, needed behind a proxy. `mail_server`
    (smtp://user:password@host:587, smtps://…) and `mail_from` let it send letters; `webhooks` lists the hosts that may
    be sent web requests, `*` for any with a public address.
    """

    data: Path
    database_url: str = ""
    data_key: str = ""
    address: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    mail_server: str = ""
    mail_from: str = ""
    webhooks: str = ""

    @property
    def database(self) -> str:
        """Give the PostgreSQL address, or the SQLite file in the data folder."""
        return self.database_url or str(self.data / "monitor.sqlite")

    @property
    def secure(self) -> bool:
        """Say whether people reach the server over TLS, so that cookies are marked Secure."""
        return self.address.startswith("https://")

    @property
    def sends_mail(self) -> bool:
        """Say whether a mail server was given, and an address to write from."""
        return bool(self.mail_server and self.mail_from)


def read_settings(environment: Mapping[str, str], data: Path | None = None) -> Settings:
    """Read the settings from MONITOR_DATA, MONITOR_ADDRESS and so on: a variable for each field."""
    host = environment.get("MONITOR_HOST", "127.0.0.1")
    port = int(environment.get("MONITOR_PORT", "8000"))
    folder = data or (
        Path(environment["MONITOR_DATA"]) if environment.get("MONITOR_DATA") else user_data_path("monitor")
    )
    return Settings(
        data=folder,
        database_url=environment.get("MONITOR_DATABASE_URL", ""),
        data_key=environment.get("MONITOR_DATA_KEY", ""),
        address=environment.get("MONITOR_ADDRESS", f"http://{host}:{port}"),
        host=host,
        port=port,
        mail_server=environment.get("MONITOR_MAIL_SERVER", ""),
        mail_from=environment.get("MONITOR_MAIL_FROM", ""),
        webhooks=environment.get("MONITOR_WEBHOOKS", ""),
    )
