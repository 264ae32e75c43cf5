import { invalidParameter, KlaviyoError } from './klaviyo-error.js';

/** The revisions that the sandbox speaks. */
export type Revision = '2022-10-17' | '2026-07-15';

export const MEDIA_TYPES: Readonly<Record<Revision, string>> = {
  '2022-10-17': 'application/json',
  '2026-07-15': 'application/vnd.api+json',
};

/** Past their two years on 2026-11-22. The sandbox keeps 2022-10-17 alive, to have an old revision to move away from. */
const LAST_RETIRED = '2024-10-15';
const REVISION_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** @throws KlaviyoError 410 for a retired revision, 400 for none, for no date and for one that the sandbox lacks. */
export function revisionOf(header: string | string[] | undefined): Revision {
  if (header === '2022-10-17' || header === '2026-07-15') return header;
  if (typeof header !== 'string' || header === '') {
    throw invalidParameter('revision', 'The revision header is required, e.g. revision: 2026-07-15.');
  }
  if (REVISION_DATE.test(header) && header <= LAST_RETIRED) {
    throw new KlaviyoError(410, {
      code: 'gone',
      title: 'This revision has been retired.',
      detail: `Revision ${header} has been retired. Use a revision that is in service.`,
      source: { parameter: 'revision' },
    });
  }
  throw invalidParameter('revision', `${header} is not a revision that this sandbox speaks: 2022-10-17, 2026-07-15.`);
}
