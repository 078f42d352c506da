// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
//
// The first generation of the TypeScript client, which knows the handshake alone: a phrase of 3 s.
// Usage: node sdk_client_1.mjs PARLANDO
import assert from 'node:assert';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const [, , command] = process.argv;
const client = new Client({ name: 'test', version: '1' });
await client.connect(new StdioClientTransport({ command, args: ['mcp'], env: process.env }));
const { tools } = await client.listTools();
await client.callTool({ name: 'list_musicians', arguments: {} });
let signs = 0;
const played = await client.callTool(
  { name: 'play', arguments: { musician: 'Alto', notes: 'C4:2 D4 E4', tempo: 120 } },
  undefined, { onprogress: () => { signs += 1; } });
assert(!played.isError && played.structuredContent.parts[0].sounded === 3);
assert(signs >= 2);
await client.close();
console.log(`sdk 1: ${tools.length} tools, ${signs} signs of life of a call`);
