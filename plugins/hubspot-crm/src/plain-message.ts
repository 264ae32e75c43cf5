import { z } from 'zod';

const LIST_INSIDE = /^(.*?): (\[.*\])$/s;
const results = z.array(z.object({ message: z.string() })).min(1);

/**
 * What HubSpot says, for people to read. Where it refuses property values its message ends in a JSON list of validation
 * results; of those only their own messages are kept.
 */
export function plainMessage(said: string): string {
  const [, lead, list = ''] = LIST_INSIDE.exec(said) ?? [];
  const inner = results.safeParse(jsonOf(list)).data;
  return inner === undefined ? said : `${lead}: ${[...new Set(inner.map(({ message }) => message))].join('; ')}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
