// SPDX-License-Identifier: Apache-2.0

import { DAY_MS } from 'backstage-plugin-postmortems-common';
import { Received } from './reminding';
import { KnownItem, RandomCompany } from './RandomCompany';

/** What is due for a person on a day, by the ids of the action items. */
export type Expected = Map<
  string,
  {
    item: KnownItem;
    own: boolean;
    /** Long overdue, in a system of theirs or an incident that they led. */
    other: boolean;
    /** In a system of theirs, of an owner who left. */
    left: boolean;
  }
>;

/** What somebody was told, and on which day. */
export type Delivered = { day: string; due: Map<string, string> };

/** Whole days from a due day to another day. */
const late = ({ dueDate }: KnownItem, day: string) =>
  (Date.parse(day) - Date.parse(dueDate)) / DAY_MS;

/** One person, one item at a time, as the documentation says it. */
export function expectedFor(
  company: RandomCompany,
  person: string,
  day: string,
): Expected {
  const relations = (ref: string, name: string) =>
    company.org.get(ref)?.[name] ?? [];
  const isIn = (ref: string): boolean => {
    if (ref === person) return true;
    const members = relations(ref, 'hasMember');
    return members.length > 0
      ? members.includes(person)
      : relations(ref, 'parentOf').some(isIn);
  };
  const expected: Expected = new Map();
  if (company.gone.has(person)) return expected;
  for (const postmortem of company.postmortems) {
    if (postmortem.status !== 'published') continue;
    const mayRead =
      !postmortem.restricted ||
      [...company.openTo(postmortem)].some(
        ref => ref === person || relations(ref, 'hasMember').includes(person),
      );
    if (!mayRead) continue;
    const isOwner = postmortem.systems.some(system =>
      relations(system, 'ownedBy').some(isIn),
    );
    for (const item of postmortem.items) {
      if (item.status !== 'open' && item.status !== 'in-progress') continue;
      const days = late(item, day);
      const isIts = isIn(item.owner);
      const own = isIts && days >= -2;
      const other =
        !isIts && days >= 14 && (isOwner || postmortem.commander === person);
      const left = isOwner && company.gone.has(item.owner);
      if (own || other || left)
        expected.set(item.id, { item, own, other, left });
    }
  }
  return expected;
}

/** Whether a digest is due: something reached its day, is new or moved. */
export function isDueFor(
  expected: Expected,
  last: Delivered | undefined,
  day: string,
): boolean {
  for (const [id, { item, own, other }] of expected) {
    if (!last?.due.has(id)) return true;
    if (!own && !other) continue;
    if (last.due.get(id) !== item.dueDate) return true;
    for (
      let at = Date.parse(last.day) + DAY_MS;
      at <= Date.parse(day);
      at += DAY_MS
    ) {
      const days = late(item, new Date(at).toISOString().slice(0, 10));
      const isOwnDay = days === -2 || (days >= 0 && days % 7 === 0);
      if (own ? isOwnDay : days >= 14 && days % 7 === 0) return true;
    }
  }
  return false;
}

/** Whether what somebody was told says more than what is due. */
export function isStale(
  expected: Expected,
  last: Delivered | undefined,
): boolean {
  return [...(last?.due.keys() ?? [])].some(id => !expected.has(id));
}

/** What is wrong with a message, or nothing. */
export function faultOf(
  message: Received,
  expected: Expected,
  day: string,
): string | undefined {
  const count = (what: RegExp) => Number(what.exec(message.title)?.[1] ?? 0);
  const said = {
    overdue: count(/(\d+) overdue/),
    today: count(/(\d+) (?:action items? )?due today/),
    soon: count(/(\d+) (?:action items? )?due soon/),
    others: count(/(\d+) action items? of others/),
    left: count(/(\d+) action items? ha(?:s|ve) an owner who left/),
  };
  const own = [...expected.values()].filter(each => each.own);
  const is = {
    overdue: own.filter(({ item }) => late(item, day) > 0).length,
    today: own.filter(({ item }) => late(item, day) === 0).length,
    soon: own.filter(({ item }) => late(item, day) < 0).length,
    others: [...expected.values()].filter(({ other }) => other).length,
    left: [...expected.values()].filter(({ left }) => left).length,
  };
  if (JSON.stringify(said) !== JSON.stringify(is))
    return `${message.title} is said, ${JSON.stringify(is)} is due`;
  const named = (message.description?.match(/Item \d+ of the company/g) ??
    []) as string[];
  const due = [...expected.values()].map(({ item }) => item.description);
  const wrong = named.find(description => !due.includes(description));
  if (wrong) return `${wrong} is not due`;
  const most =
    Math.min(own.length, 10) + Math.min(is.others, 5) + Math.min(is.left, 5);
  if (named.length !== most) return `${named.length} of ${most} are named`;
  return undefined;
}

/** A message that reached somebody, from a process that lived to say so or not. */
export type Reached = { message: Received; marked: boolean };

/** A person on a day: what is due, what they were told before, what they got. */
export type PersonDay = {
  day: string;
  person: string;
  expected: Expected;
  last: Delivered | undefined;
  /** Whether one that died may have sent something, nobody knows. */
  isUncertain: boolean;
  /** Whether they left. */
  isGone: boolean;
  /** Whether all of that day was sent in the end. */
  isOver: boolean;
  got: Reached[];
};

/** What is wrong with what somebody got on a day. */
export function faultsOf(options: PersonDay): string[] {
  const { day, person, expected, last, isGone, isOver, got } = options;
  const isUncertain = options.isUncertain && !isGone;
  const isDue = isDueFor(expected, last, day);
  const isOwed = isDue || (!isGone && isStale(expected, last)) || isUncertain;
  const marked = got.filter(each => each.marked).length;
  const faults: string[] = [];
  const isFault = (is: boolean, what: string) => {
    if (is) faults.push(`${person} on ${day}: ${what}`);
  };
  isFault(!isOwed && got.length > 0, 'told what is not due');
  isFault(marked > 1, `told ${marked} times`);
  isFault(isOver && isOwed && marked === 0, 'not told what is due');
  for (const { message } of got) {
    const fault =
      expected.size > 0 ? faultOf(message, expected, day) : undefined;
    isFault(fault !== undefined, fault ?? '');
    isFault(
      expected.size === 0 &&
        (!message.title.includes('reminded of') || message.description !== ''),
      `told "${message.title}" where nothing is due`,
    );
    isFault(
      (message.severity === 'low') === isDue && !isUncertain,
      `severity ${message.severity}`,
    );
  }
  // One row for each person, and it says what is so.
  const row = got.length > 0 ? expected : new Map(last?.due);
  const said = [...row.keys()].sort().join();
  isFault(
    isOver && !isGone && said !== [...expected.keys()].sort().join(),
    'the row says something else than what is due',
  );
  return faults;
}
