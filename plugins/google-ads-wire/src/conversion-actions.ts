import { type Call, invalid, type SettingDeclaration } from '@selvedge/connector-api';
import { customerId } from './customer.js';

export const conversionActionsSetting: SettingDeclaration = {
  description:
    'Conversion actions by event name, e.g. Purchase=701,Lead=702, or one id for every event; needed to send conversions',
  required: false,
};

/** Resource name of the conversion action that events of a name count for. Throws `invalid` where there is none. */
export function conversionAction(eventName: string, settings: Call['settings']): string {
  const setting = settings.conversionActions ?? '';
  const id = /^\d+$/.test(setting.trim()) ? setting.trim() : parse(setting).get(eventName);
  if (id === undefined) {
    throw invalid(
      `Setting conversionActions names no conversion action for events called ${JSON.stringify(eventName)}.`,
    );
  }
  return `customers/${customerId(settings)}/conversionActions/${id}`;
}

function parse(setting: string): ReadonlyMap<string, string> {
  const pairs = setting
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '');
  return new Map(
    pairs.map((pair) => {
      const [, name, id] = /^(.+?)\s*=\s*(\d+)$/.exec(pair) ?? [];
      if (name === undefined || id === undefined) {
        throw invalid(
          `Setting conversionActions must be pairs such as Purchase=701,Lead=702, or one id, but got ${JSON.stringify(pair)}.`,
        );
      }
      return [name, id] as const;
    }),
  );
}
