# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The official Python client, in both eras. Usage: sdk_client.py ATTACCA BUILD"""

import asyncio
import sys

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

ATTACCA, BUILD = sys.argv[1:3]
GAIN = "plugins/Attacca Gain.clap"


async def session(mode, version):
    server = StdioServerParameters(command=ATTACCA, args=["mcp"], cwd=BUILD)
    async with Client(stdio_client(server), mode=mode) as client:
        assert client.protocol_version == version, client.protocol_version
        tools = (await client.list_tools()).tools
        assert {"validate", "run", "build"} <= {tool.name for tool in tools} and len(tools) <= 10
        found = await client.call_tool("inspect", {"files": [GAIN]})
        assert not found.is_error
        plugin = found.structured_content["files"][0]["binaries"][0]["plugins"][0]
        assert plugin["id"] == "org.attacca.gain"
        found = await client.call_tool("validate", {"plugins": [GAIN], "only": ["state.*"]})
        assert not found.is_error and found.structured_content["counts"]["failed"] == 0
        found = await client.call_tool("validate", {"plugin": GAIN})
        assert found.is_error and "did you mean plugins?" in found.content[0].text
        print(f"{mode}: {version}, {len(tools)} tools")


for mode, version in (("legacy", "2025-11-25"), ("auto", "2026-07-28"),
                      ("2026-07-28", "2026-07-28")):
    asyncio.run(session(mode, version))
