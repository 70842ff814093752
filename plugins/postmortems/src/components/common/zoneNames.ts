// SPDX-License-Identifier: Apache-2.0

/**
 * Zones that were renamed, by their name before. Browsers take both names, but
 * some list and report the one and some the other.
 */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

const BEFORE: ReadonlyMap<string, string> = new Map(
  Object.entries(RENAMED).map(([before, now]) => [now, before]),
);

/** The name of the zone today: `Asia/Kolkata` of `Asia/Calcutta`. */
export function currentZoneName(zone: string): string {
  return Object.hasOwn(RENAMED, zone) ? RENAMED[zone] : zone;
}

/** Its name before: `Asia/Calcutta` of `Asia/Kolkata`. */
export function formerZoneName(zone: string): string | undefined {
  return BEFORE.get(zone);
}
