import { readdir, readFile } from 'node:fs/promises';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../graph/build-graph.js';
import { deprecationsIn } from '../deprecation/index.js';
import { REPOSITORY } from './generated-files.js';
import { NEWEST_MAJOR } from './majors.js';
import { viewOf } from './view.js';

const graph = await buildGraph();
const folder = new URL('migrations-guides/', REPOSITORY);
const examples: { guide: string; name: string; major: number; source: string }[] = [];
for (const guide of await readdir(folder)) {
  const text = await readFile(new URL(guide, folder), 'utf8');
  for (const [, major, source] of text.matchAll(/^```graphql v(\d+)\n(.*?)^```/gms)) {
    const name = /\w+ (\w+)/.exec(source!)?.[1] ?? 'an operation without a name';
    examples.push({ guide, name, major: Number(major), source: source! });
  }
}

describe('the examples of the migration guides', () => {
  it('are found, before and after', () => {
    expect(new Set(examples.map(({ major }) => major))).toEqual(new Set([1, 2]));
  });

  it.each(examples)('in $guide can be asked of v$major: $name', ({ major, source }) => {
    expect(validate(viewOf(graph, major), parse(source))).toEqual([]);
  });

  it.each(examples.filter(({ major }) => major === NEWEST_MAJOR))(
    'use nothing deprecated after the move: $name',
    ({ major, source }) => {
      expect(deprecationsIn(viewOf(graph, major), parse(source))).toEqual([]);
    },
  );

  it.each(examples.filter(({ guide, major }) => guide.startsWith('graph-v1-') && major === 1))(
    'show something deprecated before it: $name',
    ({ source }) => {
      expect(deprecationsIn(viewOf(graph, 1), parse(source))).not.toEqual([]);
    },
  );
});
