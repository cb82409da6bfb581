"""The shop's words and rules: pure, no file, no database, no screen."""

from __future__ import annotations
