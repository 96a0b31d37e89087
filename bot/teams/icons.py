"""The app's icons, drawn here: a list with its first line ticked."""

import struct
import zlib
from collections.abc import Callable
from math import hypot

Pixel = tuple[int, int, int, int]
Segment = tuple[float, float, float, float]

COLOUR_SIZE, OUTLINE_SIZE = 192, 32
_BLUE, _WHITE = (0x1D, 0x35, 0x57), (255, 255, 255)
_TICK: tuple[Segment, ...] = ((0.20, 0.30, 0.27, 0.37), (0.27, 0.37, 0.39, 0.23))
_LINES: tuple[Segment, ...] = tuple((0.50, y, 0.80, y) for y in (0.30, 0.50, 0.70))
_DOTS: tuple[Segment, ...] = tuple((0.29, y, 0.29, y) for y in (0.50, 0.70))
_HALF_STROKE = 0.045


def colour_icon() -> bytes:
    """A PNG of 192 by 192: white on the app's blue."""

    def pixel(ink: float) -> Pixel:
        red, green, blue = (round(under + (over - under) * ink) for under, over in zip(_BLUE, _WHITE, strict=True))
        return red, green, blue, 255

    return _png(COLOUR_SIZE, pixel)


def outline_icon() -> bytes:
    """A PNG of 32 by 32: white on nothing, as Teams wants it."""
    return _png(OUTLINE_SIZE, lambda ink: (*_WHITE, round(255 * ink)))


def _png(side: int, pixel: Callable[[float], Pixel]) -> bytes:
    rows = b"".join(
        b"\0" + b"".join(bytes(pixel(_ink((x + 0.5) / side, (y + 0.5) / side, side))) for x in range(side))
        for y in range(side)
    )
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _ink(x: float, y: float, side: int) -> float:
    """How much of the pixel around (x, y) the drawing covers, from 0 to 1; all in parts of the icon's side."""
    nearest = min(_distance(x, y, segment) for segment in (*_TICK, *_LINES, *_DOTS))
    return min(max((_HALF_STROKE - nearest) * side + 0.5, 0.0), 1.0)


def _distance(x: float, y: float, segment: Segment) -> float:
    x1, y1, x2, y2 = segment
    length = hypot(x2 - x1, y2 - y1)
    along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length**2 if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))
