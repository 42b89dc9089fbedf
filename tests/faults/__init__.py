"""Faults of the machine: processes killed, disks full, two who want the same folder, a study removed while it is open.

Each is tried twice; ``pytest tests/faults --tries 50`` tries each fifty times, at other moments.
"""
