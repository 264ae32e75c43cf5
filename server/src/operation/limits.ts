import {
  type ASTVisitor,
  GraphQLError,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** How large an operation may be. */
export interface OperationLimits {
  /** Lexical tokens of the document. */
  tokens: number;
  /** Nesting of fields. */
  depth: number;
  /** Fields that are given another name. */
  aliases: number;
  /** Fields of the operation's root. */
  rootFields: number;
}

export const LIMITS: OperationLimits = { tokens: 2_000, depth: 12, aliases: 30, rootFields: 20 };

interface Size {
  depth: number;
  aliases: number;
  rootFields: number;
}

/** Code of an operation over the limits. */
export const TOO_LARGE = 'OPERATION_TOO_LARGE';

/** Validation rules that refuse operations over the limits, with the code `OPERATION_TOO_LARGE`. */
export function limitRules(limits: OperationLimits): ValidationRule[] {
  return [(context) => sizeRule(context, limits)];
}

function sizeRule(context: ValidationContext, limits: OperationLimits): ASTVisitor {
  const fragments = new Map<string, Size>();

  return {
    OperationDefinition(operation) {
      const size = sizeOf(operation.selectionSet, new Set());
      for (const limit of ['depth', 'aliases', 'rootFields'] as const) {
        if (size[limit] <= limits[limit] || (limit === 'depth' && isIntrospection(operation))) continue;
        const message = `The operation is too large: expected ${LABELS[limit]} of at most ${limits[limit]}, got ${size[limit]}.`;
        context.reportError(
          new GraphQLError(message, {
            nodes: operation,
            extensions: { code: TOO_LARGE, limit, most: limits[limit] },
          }),
        );
      }
    },
  };

  /** Each fragment is measured once, so that fragments that double one another cost nothing. */
  function sizeOf(selectionSet: SelectionSetNode, within: ReadonlySet<string>): Size {
    const size: Size = { depth: 0, aliases: 0, rootFields: 0 };
    for (const selection of selectionSet.selections) {
      if (selection.kind === 'Field') {
        const inner = selection.selectionSet === undefined ? NOTHING : sizeOf(selection.selectionSet, within);
        size.depth = Math.max(size.depth, 1 + inner.depth);
        size.aliases += (selection.alias === undefined ? 0 : 1) + inner.aliases;
        size.rootFields += 1;
      } else {
        const inner =
          selection.kind === 'InlineFragment'
            ? sizeOf(selection.selectionSet, within)
            : fragmentSize(selection.name.value, within);
        size.depth = Math.max(size.depth, inner.depth);
        size.aliases += inner.aliases;
        size.rootFields += inner.rootFields;
      }
    }
    return size;
  }

  function fragmentSize(name: string, within: ReadonlySet<string>): Size {
    const known = fragments.get(name);
    if (known !== undefined) return known;
    const fragment = context.getFragment(name);
    if (!fragment || within.has(name)) return NOTHING;
    const size = sizeOf(fragment.selectionSet, new Set([...within, name]));
    fragments.set(name, size);
    return size;
  }
}

const NOTHING: Size = { depth: 0, aliases: 0, rootFields: 0 };

const LABELS = { depth: 'a depth', aliases: 'a number of aliases', rootFields: 'a number of root fields' } as const;

/** Tools ask for the whole schema, once, with a deep operation; whether they may is decided elsewhere. */
function isIntrospection(operation: OperationDefinitionNode): boolean {
  return operation.selectionSet.selections.every(
    (selection) =>
      selection.kind === 'Field' && (selection.name.value === '__schema' || selection.name.value === '__type'),
  );
}
