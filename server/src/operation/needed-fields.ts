import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isInterfaceType,
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { bindingOf, COMBINED_TYPES, canonicalFieldsOf, PERSONAL_KINDS } from '../graph/index.js';

/** Canonical fields that an operation needs of each kind of record; a kind that is not named is needed whole. */
export type NeededFields = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Reads off an operation which canonical fields of each kind of record it needs, so that a vendor need not be asked
 * for more. What combines records, such as a person over all vendors or a KPI, needs them whole.
 */
export function neededFields(view: GraphQLSchema, document: DocumentNode, operationName?: string | null): NeededFields {
  const operation = getOperationAST(document, operationName);
  const needed = new Map<string, Set<string>>();
  if (operation?.operation !== 'query') return needed;
  let combined = false;
  const typeInfo = new TypeInfo(view);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      [Kind.FIELD](node) {
        const parent = typeInfo.getParentType();
        if (!parent || node.name.value.startsWith('__')) return;
        const result = getNamedType(typeInfo.getType());
        if (COMBINED_TYPES.has(parent.name) || (result && COMBINED_TYPES.has(result.name))) combined = true;
        const definition = typeInfo.getFieldDef();
        const binding = definition ? bindingOf(definition) : null;
        const kinds = isObjectType(parent)
          ? [parent.name]
          : isInterfaceType(parent)
            ? view.getPossibleTypes(parent).map(({ name }) => name)
            : [];
        for (const kind of kinds) {
          const fields = needed.get(kind) ?? new Set<string>();
          needed.set(kind, fields);
          const by = binding === null ? null : (binding.by ?? 'id');
          for (const field of by === null ? canonicalFieldsOf(kind, node.name.value) : [by]) fields.add(field);
        }
      },
    }),
  );
  if (combined) for (const kind of PERSONAL_KINDS) needed.delete(kind);
  return needed;
}
