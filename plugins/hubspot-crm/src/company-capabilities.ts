import { type Connector, oneByOne } from '@selvedge/connector-api';
import { associations } from './associations.js';
import { BATCH_READ_LIMIT, readByIds } from './batch-read.js';
import { COMPANY_FIELD_SETS, companyPropertiesFor } from './company-field-sets.js';
import { mapObject, mapPage } from './map-objects.js';
import { objectPage } from './object-page.js';
import type { Paths } from './paths.js';
import { companyOf } from './records.js';

/** Companies, the same for all majors. */
export const companyCapabilities = (paths: Paths) =>
  ({
    'company.byId': {
      maxBatch: BATCH_READ_LIMIT,
      fieldSets: COMPANY_FIELD_SETS,
      run: async (ids, call) => {
        const objects = await readByIds(ids, call, {
          objects: paths.objects('companies'),
          properties: companyPropertiesFor(call.fieldSet),
        });
        return objects.map((object) => mapObject(object, companyOf));
      },
    },
    'company.page': {
      maxBatch: 1,
      fieldSets: COMPANY_FIELD_SETS,
      run: oneByOne(async (input, call) =>
        mapPage(
          await objectPage(input, call, paths.objects('companies'), companyPropertiesFor(call.fieldSet)),
          companyOf,
        ),
      ),
    },
    'company.idsByDeal': associations(paths.associations('deals', 'companies')),
  }) satisfies Connector['capabilities'];
