"""The search of all targets at once, for a GPU. Nothing here is imported unless a device is asked for.

problem → block → screen → solve → search → fit: each file knows those before it. The arithmetic is torch's, so the same
code runs on "cuda" in use and on "cpu" in the tests.
"""
