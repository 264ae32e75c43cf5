import { readFile } from 'node:fs/promises';
import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { buildSchema, type GraphQLSchema, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../graph/build-graph.js';
import { incompatibilities } from './compatibility.js';
import { generatedFiles, REPOSITORY } from './generated-files.js';
import { isShown } from './lifecycle-of.js';
import { MAJORS } from './majors.js';
import { membersOf } from './members.js';
import { printView, sdlOf } from './print-view.js';
import { incompatible, readReleased, releasedText } from './released-snapshot.js';
import { viewOf } from './view.js';

const graph = await buildGraph();
const files = await generatedFiles();
const without = (schema: GraphQLSchema, coordinate: string) =>
  mapSchema(schema, {
    [MapperKind.COMPOSITE_FIELD]: (_field, name, type) => (`${type}.${name}` === coordinate ? null : undefined),
  });

describe('generated files', () => {
  it.each(files)('$path is what the graph says', async ({ path, text }) => {
    const committed = await readFile(new URL(path, REPOSITORY), 'utf8');
    expect(committed, `${path} is out of date: run \`npm run schema:write\` and review what changed`).toBe(text);
  });

  it('are the same each time they are made', async () => {
    expect(await generatedFiles()).toEqual(files);
  });
});

describe.each(MAJORS)('v$number', ({ number }) => {
  it('stays compatible with its release', async () => {
    const released = await readReleased(number);
    expect(released, `v${number} has no release on record: run \`npm run schema:release\``).not.toBeNull();
    const found = incompatibilities(number, buildSchema(released!), viewOf(graph, number));
    expect(found, incompatible(number, found)).toEqual([]);
  });

  it('is caught when it breaks its release, even if the snapshot were written anew', async () => {
    const broken = without(viewOf(graph, number), 'Contact.fullName');
    const released = await readReleased(number);
    expect(incompatibilities(number, buildSchema(released!), broken)).toEqual([
      'breaking: Contact.fullName was removed.',
    ]);
    expect(() => releasedText(number, '9.9.9', released, sdlOf(broken))).toThrow(/Contact\.fullName was removed/);
  });

  it('is recorded as released with the version that did it', async () => {
    const text = releasedText(number, '9.9.9', null, await printView(number));
    expect(text).toContain(`# v${number} as released with Selvedge 9.9.9.`);
    expect(incompatibilities(number, buildSchema(text), viewOf(graph, number))).toEqual([]);
  });

  it('says of every deprecated member what takes its place in the newest major', () => {
    const newest = membersOf(graph).filter(({ life }) => isShown(life, Math.max(...MAJORS.map((m) => m.number))));
    const known = new Set(newest.map(({ shownAs }) => shownAs));
    const lost = membersOf(graph)
      .filter(({ life }) => isShown(life, number) && life.deprecated && !known.has(life.deprecated.replacement))
      .map(({ coordinate, life }) => `${coordinate} → ${life.deprecated?.replacement}`);
    expect(lost).toEqual([]);
  });

  it('announces every removal, and not for later than its own sunset', () => {
    const sunset = MAJORS.find((major) => major.number === number)!.sunset ?? '9999-12-31';
    const unannounced = membersOf(graph)
      .filter(({ life }) => isShown(life, number) && !isShown(life, number + 1))
      .filter(({ life }) => !life.deprecated || life.deprecated.sunset > sunset)
      .map(({ coordinate }) => coordinate);
    expect(unannounced).toEqual([]);
  });

  it('deprecates nothing without a lifecycle record', () => {
    const view = viewOf(graph, number);
    const fields = Object.values(view.getTypeMap()).flatMap((type) =>
      isObjectType(type) && !type.name.startsWith('__') ? Object.values(type.getFields()) : [],
    );
    const unrecorded = fields.filter((field) => field.deprecationReason && !field.extensions.lifecycle);
    expect(unrecorded.map(({ name }) => name)).toEqual([]);
  });
});

describe('a major that has a successor', () => {
  it('is kept 6 to 18 months after it', () => {
    const months = (date: string) => {
      const [year, month] = date.split('-').map(Number);
      return year! * 12 + month!;
    };
    for (const [index, { sunset }] of MAJORS.entries()) {
      const successor = MAJORS[index + 1];
      if (!successor) {
        expect(sunset).toBeNull();
        continue;
      }
      expect(months(sunset!) - months(successor.released)).toBeGreaterThanOrEqual(6);
      expect(months(sunset!) - months(successor.released)).toBeLessThanOrEqual(18);
    }
  });
});
