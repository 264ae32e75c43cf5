import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { beforeAll, describe, expect, test } from 'vitest';
import { MarketoClient } from './marketo-client.fixture.js';

interface Swagger {
  definitions: Record<string, { required?: string[] }>;
}

/**
 * Where Marketo itself does not do what its own specification says. ResponseOfLead calls `errors` and `warnings`
 * required; a success has neither, and a refusal has no `result`.
 */
const NEVER_REALLY_REQUIRED: Readonly<Record<string, readonly string[]>> = {
  ResponseOfLead: ['errors', 'warnings', 'result'],
};

const marketo = new MarketoClient({ quotas: false });
let read: object;
beforeAll(async () => {
  read = (await marketo.call('GET /leads.json?filterType=email&filterValues=ada@example.org&batchSize=1')).json;
});

describe("Marketo's answers in the sandbox fit its published specification", () => {
  const lead = validator('leads.subset.json', 'ResponseOfLead');
  const sync = { input: [{ email: 'new@example.org' }, { email: 'ada@example.org' }] };
  const remove = { input: [{ id: 13 }, { id: 99 }] };

  test.each([
    ['a page with a next one', 'GET /leads.json?filterType=email&filterValues=ada@example.org&batchSize=1', undefined],
    ['one lead', 'GET /lead/11.json', undefined],
    ['a write, created and skipped', 'POST /leads.json', sync],
    ['a deletion, done and skipped', 'POST /leads/delete.json', remove],
    ['a refusal', 'GET /leads.json?filterType=shoeSize&filterValues=1', undefined],
  ])('%s', async (_title, call, body) => {
    const { json } = await marketo.call(call, { body });
    expect(problemsOf(lead, json)).toEqual([]);
  });

  test('the token', async () => {
    expect(problemsOf(validator('identity.json', 'ResponseOfIdentity'), await marketo.token())).toEqual([]);
  });

  test('what is written fits what the specification asks for', () => {
    expect(
      problemsOf(validator('leads.subset.json', 'SyncLeadRequest'), { action: 'createOrUpdate', ...sync }),
    ).toEqual([]);
    expect(problemsOf(validator('leads.subset.json', 'DeleteLeadRequest'), remove)).toEqual([]);
  });
});

test('the specification, taken by its word, still refuses a good answer: the exception is needed', () => {
  const problems = problemsOf(validator('leads.subset.json', 'ResponseOfLead', {}), read);
  expect(problems).toEqual([" must have required property 'errors'", " must have required property 'warnings'"]);
});

/** Validates against one definition of a Swagger 2.0 document, which is a JSON schema but for its formats. */
function validator(file: string, definition: string, exceptions = NEVER_REALLY_REQUIRED): ValidateFunction {
  const path = new URL(`../../specs/marketo/${file}`, import.meta.url);
  const document: Swagger = JSON.parse(readFileSync(path, 'utf8'));
  for (const [name, fields] of Object.entries(exceptions)) {
    const known = document.definitions[name];
    if (known?.required) known.required = known.required.filter((field) => !fields.includes(field));
  }
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(document, 'marketo');
  const validate = ajv.getSchema(`marketo#/definitions/${definition}`);
  if (validate === undefined) throw new Error(`${file} has no definition ${definition}.`);
  return validate;
}

function problemsOf(validate: ValidateFunction, value: unknown): string[] {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}
