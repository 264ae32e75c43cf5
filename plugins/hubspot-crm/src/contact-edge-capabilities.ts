import { type Connector, oneByOne } from '@selvedge/connector-api';
import type { StageChangesInput } from '@selvedge/schema';
import { associations } from './associations.js';
import type { Paths } from './paths.js';
import { CONTACT_PROPERTIES, contactOf } from './records.js';
import { searchRange } from './search-range.js';

const TIME_OF_STAGE: Readonly<Record<StageChangesInput['stage'], string>> = {
  MARKETING_QUALIFIED_LEAD: 'hs_lifecyclestage_marketingqualifiedlead_date',
  SALES_QUALIFIED_LEAD: 'hs_lifecyclestage_salesqualifiedlead_date',
};

/** What leads to contacts and has no legacy form, the same for all majors. */
export const contactEdgeCapabilities = (paths: Paths) =>
  ({
    'contact.idsByCompany': associations(paths.associations('companies', 'contacts')),
    'contact.idsByDeal': associations(paths.associations('deals', 'contacts')),
    'contact.stageChanges': {
      maxBatch: 1,
      run: oneByOne(async ({ stage, since, until }, call) => {
        const time = TIME_OF_STAGE[stage];
        const changed = await searchRange({ since, until }, call, {
          objects: paths.objects('contacts'),
          properties: CONTACT_PROPERTIES,
          time,
        });
        return changed.map(({ id, properties }) => contactOf(id, properties));
      }),
    },
  }) satisfies Connector['capabilities'];
