"""The measuring endpoints: the LibreSpeed HTTP protocol, in a process of its own so that measuring slows no inbox.

It imports nothing of Django and nothing of the rest of the desk.
"""
