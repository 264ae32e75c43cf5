import { asciiSlug, COMPANY_FIRST_WORDS, COMPANY_SECOND_WORDS } from './names.js';
import { createRandom } from './random.js';
import { DAY_MS, presentOf, wholeSeconds } from './timeline.js';
import type { World, WorldCompany } from './world.js';

const FIRST_ID = 7_000_000;

export function createCompanies(options: World['options']): WorldCompany[] {
  return Array.from({ length: options.companies }, (_, at) => createCompany(options, at + 1));
}

function createCompany(options: World['options'], index: number): WorldCompany {
  const random = createRandom(options.seed, 'company', index);
  const name = `${random.pick(COMPANY_FIRST_WORDS)} ${random.pick(COMPANY_SECOND_WORDS)}`;
  const present = presentOf(options);
  const createdAt = wholeSeconds(present - random.between(30, 1500) * DAY_MS);
  return {
    index,
    id: FIRST_ID + index,
    name: `${name} ${random.pick(['GmbH', 'Ltd', 'SARL', 'Inc', 'AB'])}`,
    // `.example` is reserved (RFC 2606); the index keeps domains apart.
    domain: `${asciiSlug(name)}-${index}.example`,
    createdAt,
    updatedAt: wholeSeconds(random.between(createdAt, present)),
  };
}
