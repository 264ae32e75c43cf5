import { type Connector, oneByOne } from '@selvedge/connector-api';
import { associations } from './associations.js';
import { BATCH_READ_LIMIT, readByIds } from './batch-read.js';
import { mapObject, mapPage } from './map-objects.js';
import { objectPage } from './object-page.js';
import type { Paths } from './paths.js';
import { COMPANY_PROPERTIES, companyOf } from './records.js';

/** Companies, the same for all majors. */
export const companyCapabilities = (paths: Paths) =>
  ({
    'company.byId': {
      maxBatch: BATCH_READ_LIMIT,
      run: async (ids, call) => {
        const objects = await readByIds(ids, call, {
          objects: paths.objects('companies'),
          properties: COMPANY_PROPERTIES,
        });
        return objects.map((object) => mapObject(object, companyOf));
      },
    },
    'company.page': {
      maxBatch: 1,
      run: oneByOne(async (input, call) =>
        mapPage(await objectPage(input, call, paths.objects('companies'), COMPANY_PROPERTIES), companyOf),
      ),
    },
    'company.idsByDeal': associations(paths.associations('deals', 'companies')),
  }) satisfies Connector['capabilities'];
