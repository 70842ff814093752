// SPDX-License-Identifier: Apache-2.0

import { DateTime, IANAZone } from 'luxon';

/** A time zone as a document names it. */
export type Zone = {
  /** The IANA name that the postmortem keeps. */
  name: string;
  /** Minutes east of UTC where the words mean a fixed offset. */
  offset?: number;
  /** What a person should know about this reading. */
  doubt?: string;
  /** `CET` and the like: written the whole year by people who mean summer time. */
  winter?: { written: string; summer: string };
};

export const UTC: Zone = { name: 'UTC', offset: 0 };

const OFFSETS: Record<string, number> = {
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  MET: 60,
  CEST: 120,
  MEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  IST: 330,
  SGT: 480,
  HKT: 480,
  JST: 540,
  KST: 540,
  AWST: 480,
  ACST: 570,
  ACDT: 630,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  WAT: 60,
  CAT: 120,
  SAST: 120,
  EAT: 180,
  TRT: 180,
  IDT: 180,
  PKT: 300,
  NPT: 345,
  WIB: 420,
  ICT: 420,
  MYT: 480,
  PHT: 480,
  BRT: -180,
  ART: -180,
  ADT: -180,
  COT: -300,
  PET: -300,
  AKST: -540,
  AKDT: -480,
  HST: -600,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
};
const SUMMER: Record<string, string> = {
  WET: 'WEST',
  CET: 'CEST',
  MET: 'MEST',
  EET: 'EEST',
};
const DOUBTFUL = ['BST', 'IST', 'CST'];
/** Zones whose short names are more often words or names of something else. */
const WORDS =
  'ART CAT COT EAT ICT MET PET WAT WET WEST PHT MYT IDT ADT NPT PKT TRT'.split(
    ' ',
  );
const REGIONS: Record<string, string> = {
  PT: 'America/Los_Angeles',
  MT: 'America/Denver',
  CT: 'America/Chicago',
  ET: 'America/New_York',
};
/** Zones without summer time for offsets that `Etc/GMT` cannot name. */
const FRACTIONS: Record<number, string> = {
  210: 'Etc/UTC',
  270: 'Asia/Kabul',
  330: 'Asia/Kolkata',
  345: 'Asia/Kathmandu',
  390: 'Asia/Yangon',
  570: 'Australia/Darwin',
};

/** A fixed offset, in minutes east of UTC. */
export function offsetZone(offset: number): Zone {
  if (offset === 0) return UTC;
  const hours = offset / 60;
  if (Number.isInteger(hours) && hours >= -12 && hours <= 14)
    return {
      name: `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`,
      offset,
    };
  return { name: FRACTIONS[offset] ?? 'UTC', offset };
}

/** Minutes of offsets that some place has and that are not whole hours. */
const ODD = [
  -570, -270, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 690, 765, 825,
];

/** Reads a zone that is the whole of `text`: `UTC`, `CET`, `UTC+2`, `Europe/Oslo`. */
export function zoneNamed(text: string): Zone | undefined {
  if (text.length > 64) return undefined;
  if (/^(?:Z|UTC|GMT|Etc\/UTC|Zulu)$/.test(text) || /^(?:utc|gmt)$/i.test(text))
    return UTC;
  const shift = /^(?:UTC|GMT)?([+\-−–])(\d{1,2})(?::?(\d{2}))?$/i.exec(text);
  if (shift && Number(shift[2]) <= 14) {
    const minutes = Number(shift[2]) * 60 + Number(shift[3] ?? 0);
    const offset = shift[1] === '+' ? minutes : -minutes;
    // "UTC-11:30" is where a range ends: there is no such zone.
    const known = offset % 60 === 0 || ODD.includes(offset);
    return known || /^[+\-−–]/.test(text) ? offsetZone(offset) : undefined;
  }
  if (Object.hasOwn(OFFSETS, text)) {
    const offset = OFFSETS[text];
    return {
      ...offsetZone(offset),
      ...(DOUBTFUL.includes(text) && {
        doubt: `"${text}" stands for more than one time zone and was read as ${clock(offset)}`,
      }),
      ...(WORDS.includes(text) && {
        doubt: `"${text}" was read as a time zone (${clock(offset)}) and may be something else`,
      }),
      ...(SUMMER[text] && { winter: { written: text, summer: SUMMER[text] } }),
    };
  }
  if (Object.hasOwn(REGIONS, text)) return { name: REGIONS[text] };
  // Only names with a place: "CET" and "EST" are also IANA names.
  if (/^[A-Za-z]+\/[A-Za-z0-9/_+-]+$/.test(text) && IANAZone.isValidZone(text))
    return { name: text };
  return undefined;
}

/** What zones are called in words, by the beginnings of their short names. */
const SPOKEN: Array<[RegExp, string]> = [
  [/\b(?:coordinated universal|greenwich mean) time\b/gi, 'UTC'],
  [/\bcentral european summer time\b/gi, 'CEST'],
  [/\bcentral european(?: standard)? time\b/gi, 'CET'],
  [/\beastern european summer time\b/gi, 'EEST'],
  [/\beastern european(?: standard)? time\b/gi, 'EET'],
  [/\bbritish summer time\b/gi, 'Europe/London'],
  [/\bindian? standard time\b/gi, 'Asia/Kolkata'],
  [/\bjapan standard time\b/gi, 'JST'],
  ...(['Pacific', 'Mountain', 'Central', 'Eastern'] as const).flatMap(
    (region): Array<[RegExp, string]> => {
      const letter = region[0];
      return [
        [new RegExp(`\\b${region} standard time\\b`, 'gi'), `${letter}ST`],
        [
          new RegExp(`\\b${region} daylight(?: savings?)? time\\b`, 'gi'),
          `${letter}DT`,
        ],
        [
          new RegExp(
            `\\b${region} time\\b|(?<=(?:\\b(?:in|are|times?:?) |\\())${region}(?=[.)*_]*$)`,
            'gi',
          ),
          `${letter}T`,
        ],
      ];
    },
  ),
  // "UTC -7", "GMT + 2", and not "UTC - 10:00 to 11:00".
  [/\b(UTC|GMT) ?\+ ?(?=\d{1,2}(?!\d|:?\d\d:))/gi, '$1+'],
  [/\b(UTC|GMT) ([-−–])(?=\d{1,2}(?!\d|:?\d\d:))/gi, '$1$2'],
];

/** What stands before a short name where it can only be a time zone. */
const BEFORE =
  /(?:\b(?:in|are|is|times?|timestamps|zone|tz|timeline)|[([:=,/–-])[\s*_`]*$/i;

/** The first time zone that is named among the words of `text`. */
export function findZone(text: string): Zone | undefined {
  let words = text.slice(0, 500);
  for (const [pattern, name] of SPOKEN) words = words.replace(pattern, name);
  for (const { 0: word, index } of words.matchAll(
    /(?:[^\s(),;:!*_`"'|[\]]|:(?=\d))+/g,
  )) {
    const zone = zoneNamed(word.replace(/\.+$/, '')) ?? zoneNamed(word);
    // A single letter or a bare number in a sentence is not a zone, and an
    // abbreviation only where it is said of the times.
    const short = /^[A-Z]{2,5}\.*$/.test(word) && !/^(?:UTC|GMT)/.test(word);
    const after = words.slice(index + word.length);
    if (
      zone &&
      word.length > 1 &&
      !/^[+-]/.test(word) &&
      (!short ||
        index === 0 ||
        BEFORE.test(words.slice(0, index)) ||
        /^[\s*_]*(?:times?\b|time ?zone\b)/i.test(after) ||
        (/^[\s.)*_\]]*$/.test(after) && !zone.doubt))
    )
      return zone;
  }
  return undefined;
}

function clock(offset: number): string {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Whether Europe has summer time at an instant. */
export function isEuropeanSummer(time: number): boolean {
  return DateTime.fromMillis(time, { zone: 'Europe/Brussels' }).isInDST;
}
