#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes tests/fixtures/pictures: PNGs of kinds that OpenCV cannot write, byte by byte (no imaging library)."""
import pathlib
import struct
import zlib

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "pictures"
RGB = [[(255, 0, 0), (0, 255, 0), (0, 0, 255)], [(10, 20, 30), (200, 100, 50), (255, 255, 255)]]  # 3 x 2


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(name, depth, colour_type, rows, extra=b""):
    header = struct.pack(">IIBBBBB", 3, 2, depth, colour_type, 0, 0, 0)
    raw = b"".join(b"\0" + row for row in rows)
    (FOLDER / name).write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra
                                + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b""))


FOLDER.mkdir(parents=True, exist_ok=True)
flat = [p for row in RGB for p in row]
# Palette with transparency, 4 bits per index, and a colour profile that is no profile.
palette = chunk(b"PLTE", bytes(v for p in flat for v in p)) + chunk(b"tRNS", bytes([0, 128, 255, 7, 0, 255]))
profile = chunk(b"iCCP", b"broken\0\0" + zlib.compress(b"not a profile"))
png("palette_alpha.png", 4, 3, [bytes([0x01, 0x20]), bytes([0x34, 0x50])], profile + palette)
# 16 bits with alpha: the value's high byte is the 8-bit value, the low byte differs.
png("rgba16.png", 16, 6, [b"".join(struct.pack(">HHHH", *(v * 256 + 5 for v in p), 300 * (i + 1))
                                   for i, p in enumerate(row)) for row in RGB])
# Grey with alpha, 8 bits.
png("grey_alpha.png", 8, 4, [bytes([0, 255, 60, 1, 120, 0]), bytes([180, 9, 240, 128, 255, 255])])
# A header that announces 30,000 x 30,000 pixels.
huge = struct.pack(">IIBBBBB", 30000, 30000, 8, 2, 0, 0, 0)
(FOLDER / "huge.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", huge)
                                  + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b""))
