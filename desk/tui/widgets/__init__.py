"""Widgets of the desk. They are fed with finished rows, draw them, and speak upward with messages; none ever asks for data."""

from __future__ import annotations
