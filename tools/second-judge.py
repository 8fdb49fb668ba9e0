#!/usr/bin/env python3
"""Starts SecantusDB (PyPI, `secantusdb`) as a second judge of what Acervo asks of MongoDB.

It is written by others and on another storage engine (WiredTiger), so what runs on both servers does not lean on one
of them. It takes the server's own options and shows itself as the replica set `secantus`.

One thing is mended: it does not hold snapshot reads at a time, and names with each of their replies the time of that
reply, whereas MongoDB names the time that the session asked for; the driver refuses a session whose time changes. So
the asked time is echoed. The reads still see the newest state, which is why tests about pinned snapshots do not run
on it.
"""

import sys

import secantus.server as server
from secantus.cli import main

answer = server.dispatch


def dispatch(command, context):
    reply = answer(command, context)
    concern = command.get("readConcern")
    asked = concern.get("atClusterTime") if concern else None
    if asked is not None and reply.get("ok"):
        reply.get("cursor", reply)["atClusterTime"] = asked
    return reply


server.dispatch = dispatch
sys.exit(main())
