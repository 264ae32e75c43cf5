import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { Revision } from '../revision.js';

const DOCUMENTS: Readonly<Record<Revision, readonly string[]>> = {
  '2022-10-17': ['core.subset'],
  '2026-07-15': ['core.subset', 'profiles', 'lists', 'events', 'data_privacy', 'campaigns', 'reporting', 'metrics'],
};

interface Operation {
  responses: Readonly<Record<string, { content?: Content }>>;
  requestBody?: { content: Content };
}
type Content = Readonly<Record<string, { schema: { $ref: string } }>>;
interface Document {
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: { responses: Readonly<Record<string, { content: Content }>> };
}

/** What Klaviyo publishes about one revision, to hold answers and bodies against. */
export class PublishedSpec {
  readonly #ajv = formats.default(new Ajv({ strict: false, allErrors: true }));
  readonly #documents: ReadonlyMap<string, Document>;
  readonly #revision: Revision;

  constructor(revision: Revision) {
    this.#revision = revision;
    this.#documents = new Map(DOCUMENTS[revision].map((name) => [name, read(revision, name)]));
    for (const [name, document] of this.#documents) this.#ajv.addSchema(relaxed(document) as object, name);
  }

  /** What is wrong with an answer of an operation, e.g. `GET /api/lists/{id}`; one list per document that has it. */
  answerProblems(operation: string, status: number, body: unknown): readonly string[] {
    return this.#problems(operation, body, ({ responses }) => responses[String(status)]?.content);
  }

  bodyProblems(operation: string, body: unknown): readonly string[] {
    return this.#problems(operation, body, ({ requestBody }) => requestBody?.content);
  }

  /** What is wrong with the answer to a failure. */
  errorProblems(status: number, body: unknown): readonly string[] {
    const name = status >= 500 ? 'ServerError' : 'ClientError';
    const [mediaType = ''] = Object.keys(this.#documents.get('core.subset')?.components.responses[name]?.content ?? {});
    const pointer = `/components/responses/${name}/content/${escaped(mediaType)}/schema`;
    return this.#validate('core.subset', `#${pointer}`, body);
  }

  #problems(
    operation: string,
    body: unknown,
    contentOf: (operation: Operation) => Content | undefined,
  ): readonly string[] {
    const [method = '', path = ''] = operation.split(' ', 2);
    const found = [...this.#documents].flatMap(([name, { paths }]) => {
      const schema = Object.values(contentOf(paths[path]?.[method.toLowerCase()] ?? { responses: {} }) ?? {})[0]
        ?.schema;
      return schema === undefined ? [] : [{ name, schema }];
    });
    if (found.length === 0) throw new Error(`No published document of ${this.#revision} has a body for ${operation}.`);
    return found.flatMap(({ name, schema }) =>
      this.#validate(name, schema.$ref, withoutKnownNulls(body, this.#revision)),
    );
  }

  #validate(document: string, ref: string, body: unknown): readonly string[] {
    const validate = this.#ajv.compile({ $ref: `${document}${ref}` });
    if (validate(body)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${document}: ${instancePath} ${message}`);
  }
}

function read(revision: Revision, name: string): Document {
  const url = new URL(`../../../specs/klaviyo/${revision}/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Document;
}

function escaped(mediaType: string): string {
  return encodeURIComponent(mediaType.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/**
 * An OpenAPI 3.0 schema as JSON Schema: `nullable` becomes a choice. Trap: the members of Klaviyo's `oneOf` are not
 * exclusive (three channels' `send_options` are the same object), so what is right matches several. Read as `anyOf`.
 */
function relaxed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(relaxed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name === 'oneOf' ? 'anyOf' : name, relaxed(value)]),
  );
  return nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest;
}

/**
 * Traps: `links.next` and `links.prev` are declared as texts, yet the wire says null on the last and first page; and
 * the documents of 2022 know no `nullable`, yet an attribute without a value is null on the wire.
 */
function withoutKnownNulls(body: unknown, revision: Revision, name = ''): unknown {
  if (Array.isArray(body)) return body.map((item) => withoutKnownNulls(item, revision));
  if (typeof body !== 'object' || body === null) return body;
  const nullsAreKnown = name === 'links' || (revision === '2022-10-17' && name === 'attributes');
  return Object.fromEntries(
    Object.entries(body)
      .filter(([, value]) => !(nullsAreKnown && value === null))
      .map(([key, value]) => [key, withoutKnownNulls(value, revision, key)]),
  );
}
