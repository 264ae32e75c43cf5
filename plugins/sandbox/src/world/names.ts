type Words = readonly [string, ...string[]];

export const GIVEN_NAMES = words(
  'Amélie Aarav Björn Chiara Dmitri Elif Fatima Grace Hiroshi Inês Jürgen Kwame Łukasz María Ngozi Oisín Priya',
  'Quentin Renée Søren Tamar Ursula Vũ Wanjiru Xiulan Yusuf Zoë Anaïs Bilal Camila Daniel Emma Farid Giulia Hanna',
  'Ivan Jana Kofi Leila Mateo Nadia Olivia Pavel Rosa Samuel Thandiwe Victor Yuki Agnieszka Baptiste Cristóbal',
);

export const FAMILY_NAMES = words(
  'Almeida Bakker Çelik Dubois Eriksson Fernández Größl Haddad Ivanova Jørgensen Kowalski Larsson Müller Nakamura',
  'Okafor Pérez Quispe Rossi Schäfer Tanaka Ulloa Vargas Weiß Xu Yılmaz Žukauskas Abebe Bianchi Conti Dvořák',
  'Esposito Forsberg García Horvat Ito Jansen Khan Lefèvre Mensah Novák Osei Petrov Reyes Silva Torres Ueda',
  'Virtanen Wagner Yamamoto Zhang Lindqvist Marchetti Oyelaran',
);

export const COMPANY_FIRST_WORDS = words(
  'Amber Blue Cedar Delta Ember Fjord Granite Harbour Indigo Juniper Kestrel Lumen Maple North Opal Pine Quartz',
  'River Silver Tundra Umber Vista Willow Zephyr',
);

export const COMPANY_SECOND_WORDS = words(
  'Analytics Bakery Cycles Dental Energy Foods Gardens Hotels Instruments Joinery Logistics Media Outfitters Press',
  'Robotics Studios Textiles Travel Works',
);

/** Lower-case ASCII, as e-mail addresses and domains are written. */
export function asciiSlug(text: string): string {
  return withoutAccents(text)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
}

export function withoutAccents(text: string): string {
  return text
    .replaceAll(/[ßøØłŁı]/g, (letter) => UNDECOMPOSED[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '');
}

/** Letters that Unicode does not decompose into a base letter and a mark. */
const UNDECOMPOSED: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', ı: 'i' };

function words(...lines: readonly [string, ...string[]]): Words {
  const [first, ...rest] = lines.join(' ').split(' ');
  return [first ?? '', ...rest];
}
