"""What a handler may ask for: the request, who asks, the time."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from litestar import Request
from litestar.datastructures import State
from litestar.di import NamedDependency

from monitor.kit.actor import Actor

Asking: TypeAlias = Request[object, object, State]
Who: TypeAlias = NamedDependency[Actor]
Now: TypeAlias = NamedDependency[datetime]
