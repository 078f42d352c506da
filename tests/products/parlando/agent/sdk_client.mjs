// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
//
// The official TypeScript client, in both eras. Usage: node sdk_client.mjs PARLANDO
import assert from 'node:assert';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [, , command] = process.argv;
for (const [options, version] of [
  [{}, '2025-11-25'],
  [{ versionNegotiation: { mode: 'auto' } }, '2026-07-28'],
  [{ versionNegotiation: { mode: { pin: '2026-07-28' } } }, '2026-07-28'],
]) {
  const client = new Client({ name: 'test', version: '1' }, options);
  await client.connect(new StdioClientTransport({ command, args: ['mcp'], env: process.env }));
  assert.equal(client.getNegotiatedProtocolVersion(), version);
  const { tools } = await client.listTools();
  assert(tools.length <= 10);
  let found;
  for (let i = 0; i < 200; i += 1) {
    found = await client.callTool({ name: 'list_musicians', arguments: {} });
    if (found.structuredContent.musicians.length === 4) break;
    await new Promise((done) => { setTimeout(done, 50); });
  }
  assert.equal(found.structuredContent.musicians.length, 4);
  found = await client.callTool({ name: 'play',
    arguments: { musician: 'Tenor', notes: 'mf [C4 E4]:1 G4:1/2 R:1/2', tempo: 960 } });
  assert.equal(found.structuredContent.parts[0].sounded, 3);
  found = await client.callTool({ name: 'play', arguments: { musician: 'Nobody', notes: 'C4' } });
  assert(found.isError);
  await client.close();
  console.log(`${JSON.stringify(options)}: ${version}, ${tools.length} tools`);
}
