// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
//
// The first generation of the TypeScript client, which knows the handshake alone.
// Usage: node sdk_client_1.mjs ATTACCA BUILD
import assert from 'node:assert';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const [, , command, cwd] = process.argv;
const client = new Client({ name: 'test', version: '1' });
await client.connect(new StdioClientTransport({ command, args: ['mcp'], cwd }));
const { tools } = await client.listTools();
let signs = 0;
const found = await client.callTool(
  { name: 'soak', arguments: { plugins: ['plugins/Attacca Gain.clap'], seconds: 3 } },
  undefined, { onprogress: () => { signs += 1; } });
assert(!found.isError && found.structuredContent.totals.lost_last_values === 0);
assert(signs >= 2);
await client.close();
console.log(`sdk 1: ${tools.length} tools, ${signs} signs of life of a call`);
