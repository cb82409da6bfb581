"""The command line. One file a family of commands, loaded when used."""

from __future__ import annotations
