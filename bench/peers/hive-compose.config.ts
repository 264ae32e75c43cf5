import { fileURLToPath } from 'node:url';
import { defineConfig } from '@graphql-mesh/compose-cli';
import { loadOpenAPISubgraph } from '@omnigraph/openapi';

/** The upstream's address is put in place of this one when the gateway starts. */
const endpoint = 'http://upstream.invalid';
const source = fileURLToPath(new URL('../../peers/openapi.json', import.meta.url));

export const composeConfig = defineConfig({
  subgraphs: [{ sourceHandler: loadOpenAPISubgraph('api', { source, endpoint }) }],
  additionalTypeDefs: /* GraphQL */ `
    extend type Query {
      greet: String!
    }
    extend type Post {
      user: User
        @resolveTo(
          sourceName: "api"
          sourceTypeName: "Query"
          sourceFieldName: "users"
          requiredSelectionSet: "{ userId }"
          keyField: "userId"
          keysArg: "id"
        )
    }
  `,
});
