import { type Call, invalid, type SettingDeclaration } from '@selvedge/connector-api';

export const conversionSettings = {
  pixelId: { description: 'Pixel (data set) that the events are told to: its digits', required: true },
  actionSource: {
    description: 'Where the conversions happened, e.g. website, email, physical_store; default website',
    required: false,
  },
  testEventCode: {
    description: "Code of the Events Manager's test page; events show up there, and count as well",
    required: false,
  },
} satisfies Record<string, SettingDeclaration>;

/** Where a connection's events go and how they are marked. */
export interface Destination {
  pixelId: string;
  actionSource: string;
  /** Null: no test. */
  testEventCode: string | null;
}

/** Throws `invalid` for settings that Meta would not take. */
export function destinationOf({ pixelId, actionSource, testEventCode }: Call['settings']): Destination {
  if (pixelId === undefined || !/^\d+$/.test(pixelId)) {
    throw invalid(`Setting pixelId must be the pixel's digits, but got ${JSON.stringify(pixelId ?? null)}.`);
  }
  const source = actionSource ?? 'website';
  if (!ACTION_SOURCES.has(source)) {
    const known = [...ACTION_SOURCES].join(', ');
    throw invalid(`Setting actionSource must be one of ${known}, but got ${JSON.stringify(source)}.`);
  }
  return { pixelId, actionSource: source, testEventCode: testEventCode?.trim() || null };
}

const ACTION_SOURCES: ReadonlySet<string> = new Set([
  'website',
  'email',
  'app',
  'phone_call',
  'chat',
  'physical_store',
  'system_generated',
  'business_messaging',
  'other',
]);
