import { type Call, type Connector, oneByOne } from '@selvedge/connector-api';
import { associations } from './associations.js';
import { BATCH_READ_LIMIT, readByIds } from './batch-read.js';
import { DEAL_FIELD_SETS, dealPropertiesFor } from './deal-field-sets.js';
import { type Mapping, mapObject, mapPage } from './map-objects.js';
import { objectPage } from './object-page.js';
import type { Paths } from './paths.js';
import { DEAL_PROPERTIES, dealOf } from './records.js';
import { searchRange } from './search-range.js';
import { textOf } from './values.js';

/** Deals, the same for all majors. */
export const dealCapabilities = (paths: Paths) =>
  ({
    'deal.byId': {
      maxBatch: BATCH_READ_LIMIT,
      fieldSets: DEAL_FIELD_SETS,
      run: async (ids, call) => {
        const objects = await readByIds(ids, call, {
          objects: paths.objects('deals'),
          properties: dealPropertiesFor(call.fieldSet),
        });
        return objects.map((object) => mapObject(object, dealIn(call)));
      },
    },
    'deal.page': {
      maxBatch: 1,
      fieldSets: DEAL_FIELD_SETS,
      run: oneByOne(async (input, call) =>
        mapPage(await objectPage(input, call, paths.objects('deals'), dealPropertiesFor(call.fieldSet)), dealIn(call)),
      ),
    },
    'deal.idsByContact': associations(paths.associations('contacts', 'deals')),
    'deal.idsByCompany': associations(paths.associations('companies', 'deals')),
    'deal.won': {
      maxBatch: 1,
      run: oneByOne(async (range, call) => {
        const won = await searchRange(range, call, {
          objects: paths.objects('deals'),
          properties: DEAL_PROPERTIES,
          time: 'closedate',
          filters: [{ propertyName: 'hs_is_closed_won', operator: 'EQ', value: 'true' }],
        });
        return won.map(({ id, properties }) => dealIn(call)(id, properties));
      }),
    },
  }) satisfies Connector['capabilities'];

/** Deals of this connection, whose settings may name the account's currency. */
function dealIn(call: Call): Mapping<ReturnType<typeof dealOf>> {
  const currency = textOf(call.settings.currency);
  return (id, properties) => dealOf(id, properties, currency);
}
