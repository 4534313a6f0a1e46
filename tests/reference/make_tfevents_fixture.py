#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes tests/fixtures/session/events.tfevents: TensorBoard's file format by another implementation.

Messages are built by Google's protobuf runtime from a description of tensorflow/core/util/event.proto; the CRC-32C is
computed bit by bit. Needs python3-protobuf.
"""
import pathlib
import struct

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

FIELD = descriptor_pb2.FieldDescriptorProto


def message_classes():
    file = descriptor_pb2.FileDescriptorProto(name="event.proto", package="t", syntax="proto3")

    def add(message, name, number, kind, label=FIELD.LABEL_OPTIONAL, of=None):
        field = message.field.add(name=name, number=number, type=kind, label=label)
        if of:
            field.type_name = of

    value = file.message_type.add(name="Value")
    add(value, "tag", 1, FIELD.TYPE_STRING)
    add(value, "simple_value", 2, FIELD.TYPE_FLOAT)
    summary = file.message_type.add(name="Summary")
    add(summary, "value", 1, FIELD.TYPE_MESSAGE, FIELD.LABEL_REPEATED, ".t.Value")
    event = file.message_type.add(name="Event")
    add(event, "wall_time", 1, FIELD.TYPE_DOUBLE)
    add(event, "step", 2, FIELD.TYPE_INT64)
    add(event, "file_version", 3, FIELD.TYPE_STRING)
    add(event, "summary", 5, FIELD.TYPE_MESSAGE, of=".t.Summary")
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName("t.Event"))


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def record(data):
    def masked(piece):
        crc = crc32c(piece)
        return struct.pack("<I", (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF)

    length = struct.pack("<Q", len(data))
    return length + masked(length) + data + masked(data)


def main():
    Event = message_classes()
    out = record(Event(wall_time=1000.5, file_version="brain.Event:2").SerializeToString())
    for step, tag, value in [(1, "train/loss", 2.5), (200, "train/loss", -0.125), (70000, "val/Größe", 1e-20)]:
        event = Event(wall_time=1000.5 + step, step=step)
        event.summary.value.add(tag=tag, simple_value=value)
        out += record(event.SerializeToString())
    path = pathlib.Path(__file__).parent.parent / "fixtures" / "session" / "events.tfevents"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(out)


main()
