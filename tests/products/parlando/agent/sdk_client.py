# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The official Python client, in both eras. Usage: sdk_client.py PARLANDO"""

import asyncio
import os
import sys

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client


async def four(client):
    for _ in range(200):
        found = await client.call_tool("list_musicians", {})
        if len(found.structured_content["musicians"]) == 4:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(found)


async def session(mode, version):
    server = StdioServerParameters(command=sys.argv[1], args=["mcp"], env=dict(os.environ))
    async with Client(stdio_client(server), mode=mode) as client:
        assert client.protocol_version == version, client.protocol_version
        tools = (await client.list_tools()).tools
        assert {"list_musicians", "play", "listen"} <= {tool.name for tool in tools}
        assert len(tools) <= 10
        await four(client)
        played = await client.call_tool("play", {"tempo": 960, "parts": [
            {"musician": "Soprano", "notes": "4/4 C5:1 D5 E5:2 |"},
            {"musician": "Bass", "notes": [{"key": "C3", "beats": 4}]}]})
        assert not played.is_error, played
        parts = {part["musician"]: part for part in played.structured_content["parts"]}
        assert parts["Soprano"]["sounded"] == 3 and parts["Bass"]["sounded"] == 1, parts
        wrong = await client.call_tool("play", {"musician": "Alto", "notes": "H4"})
        assert wrong.is_error and "column 1" in wrong.content[0].text
        print(f"{mode}: {version}, {len(tools)} tools")


for mode, version in (("legacy", "2025-11-25"), ("auto", "2026-07-28"),
                      ("2026-07-28", "2026-07-28")):
    asyncio.run(session(mode, version))
