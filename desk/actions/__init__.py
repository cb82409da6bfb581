"""The write side: one function a deed. Both doors call the same ones."""

from __future__ import annotations
