"""The shop's settings: read from TOML, checked against one table, read only."""

from __future__ import annotations

from desk.config.reading import load, parse, peek_language
from desk.config.settings import CHANNELS, SECTIONS, Section, Settings

__all__ = ["CHANNELS", "SECTIONS", "Section", "Settings", "load", "parse", "peek_language"]
