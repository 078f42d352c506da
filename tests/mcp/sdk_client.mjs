// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
//
// The official TypeScript client, in both eras. Usage: node sdk_client.mjs ATTACCA BUILD
import assert from 'node:assert';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [, , command, cwd] = process.argv;
const plugins = ['plugins/Attacca Gain.clap'];
for (const [options, version] of [
  [{}, '2025-11-25'],
  [{ versionNegotiation: { mode: 'auto' } }, '2026-07-28'],
  [{ versionNegotiation: { mode: { pin: '2026-07-28' } } }, '2026-07-28'],
]) {
  const client = new Client({ name: 'test', version: '1' }, options);
  await client.connect(new StdioClientTransport({ command, args: ['mcp'], cwd }));
  assert.equal(client.getNegotiatedProtocolVersion(), version);
  const { tools } = await client.listTools();
  assert(tools.length <= 10);
  let found = await client.callTool({ name: 'inspect', arguments: { files: plugins } });
  assert.equal(found.structuredContent.files[0].binaries[0].plugins[0].id, 'org.attacca.gain');
  found = await client.callTool({ name: 'validate', arguments: { plugins, only: ['state.*'] } });
  assert.equal(found.structuredContent.counts.failed, 0);
  found = await client.callTool({ name: 'inspect', arguments: { files: ['nothing'] } });
  assert(found.isError);
  await client.close();
  console.log(`${JSON.stringify(options)}: ${version}, ${tools.length} tools`);
}
