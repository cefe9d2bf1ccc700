"""An invented country to try everything on: filled through the same actions as a real one. Above every room, as people are."""

from __future__ import annotations

from monitor.demo.story import fill_demo
from monitor.demo.world import SignIn

__all__ = ["SignIn", "fill_demo"]
