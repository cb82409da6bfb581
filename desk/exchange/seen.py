"""Which ids a file has brought already. A million of them fit into 25 MB, where a dictionary would take five times as much."""

from __future__ import annotations

from array import array

_FIRST = 1 << 14


class Seen:
    """From a key to a mark, both numbers below 2**64; a table in two flat arrays with open addressing."""

    __slots__ = ("_count", "_keys", "_marks", "_mask")

    def __init__(self) -> None:
        self._count = 0
        self._make(_FIRST)

    def _make(self, size: int) -> None:
        self._mask = size - 1
        self._keys = array("Q", bytes(8 * size))
        self._marks = array("Q", bytes(8 * size))

    def add(self, key: int, mark: int) -> int | None:
        """Keeps `mark` under a new `key` and returns None; returns the mark of a key that is there already."""
        key = key or 1  # 0 means an empty place
        keys, mask = self._keys, self._mask
        place = key & mask
        while keys[place]:
            if keys[place] == key:
                return self._marks[place]
            place = (place + 1) & mask
        keys[place] = key
        self._marks[place] = mark
        self._count += 1
        if self._count * 3 > 2 * mask:
            self._grow()
        return None

    def _grow(self) -> None:
        old = zip(self._keys, self._marks, strict=True)
        self._count = 0
        self._make(2 * (self._mask + 1))
        for key, mark in old:
            if key:
                self.add(key, mark)
