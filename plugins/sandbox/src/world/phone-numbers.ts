/** A number in a range that its country reserves for fiction. */
export interface FictionalPhone {
  countryCode: string;
  /** Digit dialled before the area code inside the country; empty where there is none. */
  trunkPrefix: string;
  /** Area code first, then the groups in which the number is written. */
  groups: readonly [string, ...string[]];
}

/**
 * The person's own number, the same for ever; null once the country's reserved ranges are used up, so that no two
 * people share a number by accident.
 */
export function fictionalPhone(personIndex: number): FictionalPhone | null {
  const zeroBased = personIndex - 1;
  const country = COUNTRIES[zeroBased % COUNTRIES.length];
  if (country === undefined) return null;
  const serial = Math.floor(zeroBased / COUNTRIES.length);
  const range = country.ranges[serial % country.ranges.length] ?? '';
  const [areaCode = '', ...rest] = (fill(range, Math.floor(serial / country.ranges.length)) ?? '').split(' ');
  if (areaCode === '') return null;
  return { countryCode: country.code, trunkPrefix: country.trunkPrefix, groups: [areaCode, ...rest] };
}

/** `+44 20 7946 0123` */
export function formatInternational(phone: FictionalPhone): string {
  return `+${phone.countryCode} ${phone.groups.join(' ')}`;
}

/** `+44-20-7946-0123` */
export function formatDashed(phone: FictionalPhone): string {
  return `+${phone.countryCode}-${phone.groups.join('-')}`;
}

/** `+442079460123` */
export function formatCompact(phone: FictionalPhone): string {
  return `+${phone.countryCode}${phone.groups.join('')}`;
}

/** `(020) 7946-0123`; the country is lost. */
export function formatNational(phone: FictionalPhone): string {
  const [areaCode, ...rest] = phone.groups;
  return `(${phone.trunkPrefix}${areaCode}) ${rest.join('-')}`;
}

/**
 * Reserved for drama: United Kingdom (Ofcom, "Telephone numbers for use in TV and radio drama programmes"), United
 * States (NANPA, 555-0100 to 555-0199), Germany (Bundesnetzagentur, "Drama numbers"), France (ARCEP, decision
 * 2018-0881). Each `#` is a free digit; the ranges of one country are equally long.
 */
const COUNTRIES = [
  {
    code: '44',
    trunkPrefix: '0',
    ranges: [
      '20 7946 0###',
      ...['113', '114', '115', '116', '117', '118', '121', '131', '141', '151', '161'].map(
        (area) => `${area} 496 0###`,
      ),
    ],
  },
  { code: '33', trunkPrefix: '0', ranges: ['1 99 00 ## ##', '2 61 91 ## ##', '3 53 01 ## ##', '6 39 98 ## ##'] },
  { code: '49', trunkPrefix: '0', ranges: ['30 23125 ###', '40 66969 ###', '69 90009 ###', '89 99998 ###'] },
  {
    code: '1',
    trunkPrefix: '',
    ranges: [
      '202',
      '206',
      '212',
      '213',
      '303',
      '305',
      '312',
      '404',
      '415',
      '503',
      '512',
      '602',
      '617',
      '713',
      '808',
    ].map((area) => `${area} 555 01##`),
  },
] as const;

function fill(template: string, serial: number): string | null {
  const places = template.split('#').length - 1;
  if (serial >= 10 ** places) return null;
  const digits = serial.toString().padStart(places, '0');
  let at = 0;
  return template.replaceAll('#', () => digits[at++] ?? '');
}
