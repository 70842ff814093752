// SPDX-License-Identifier: Apache-2.0

import { setImmediate } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import { DAY_MS } from 'backstage-plugin-postmortems-common';
import Knex from 'knex';
import {
  Delivered,
  Expected,
  expectedFor,
  faultsOf,
  isDueFor,
  isStale,
  Reached,
} from './__testUtils__/expectedReminders';
import { RandomCompany, randomFrom } from './__testUtils__/RandomCompany';
import { Received, startReplica } from './__testUtils__/reminding';
import { startPostmortems } from './__testUtils__/startPostmortems';
import { ReminderLedger } from './store/reminders/ReminderLedger';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** A quarter with `REMINDER_DAYS=90`, several with `REMINDER_SEEDS=1,2,3`. */
const days = Number(process.env.REMINDER_DAYS ?? 14);
const seeds = (process.env.REMINDER_SEEDS ?? '1').split(',').map(Number);
const isPrinted = process.env.REMINDER_DAYS !== undefined;
jest.setTimeout(60_000 + days * 20_000);

const PEOPLE = 40;
const POSTMORTEMS = 30;
/** A Monday. */
const FIRST_DAY = '2030-01-07';

const dayAt = (index: number) =>
  new Date(Date.parse(FIRST_DAY) + index * DAY_MS).toISOString().slice(0, 10);
const isWeekend = (day: string) => [0, 6].includes(new Date(day).getUTCDay());

/** Where a process dies: it claimed, is sending, or has sent. */
const MOMENTS = ['claimed', 'sending', 'sent'] as const;

/** Kills the first process that gets there, when it did so often enough. */
type Kill = { at: (typeof MOMENTS)[number]; left: number };

describe.each(databases.eachSupportedId())('reminders (%s)', databaseId => {
  it.each(seeds)(
    'over weeks, by two replicas of which one is killed in each run (seed %s)',
    async seed => {
      const knex = await databases.init(databaseId);
      const api = await startPostmortems({ knex });
      /** Whose reminder was claimed by a process that died. */
      const open = new Set<string>();
      const company = new RandomCompany({
        ann: api.as('ann'),
        random: randomFrom(seed),
        people: PEOPLE,
        onGone: async ref => {
          await knex('missing_owner').insert({
            entity_ref: ref,
            since: new Date(),
            gone: true,
          });
          open.delete(ref);
        },
      });
      await company.fill({
        postmortems: POSTMORTEMS,
        items: 10,
        firstDay: FIRST_DAY,
        days,
      });
      const chance = randomFrom(-seed);
      const quietOnWeekends = seed % 2 === 0;
      const clock = { now: new Date() };

      const figures = {
        passes: 0,
        kills: 0,
        messages: 0,
        due: 0,
        updates: 0,
        repeatedAfterKill: 0,
        daysEndedByKill: 0,
      };
      /** What reached whom today; by a process that said so or not. */
      let today: Reached[] = [];
      /** The row that each person has in Backstage, by recipient and scope. */
      const rows = new Map<string, Received>();
      const told = new Map<string, Delivered>();

      const startOne = (kill?: Kill) => {
        let isDead = false;
        const alive = () => {
          if (isDead) throw new Error('killed');
        };
        const dieAt = (moment: Kill['at']) => {
          if (kill?.at === moment && --kill.left === 0) {
            isDead = true;
            figures.kills++;
          }
          alive();
        };
        const own =
          databaseId === 'SQLITE_3' ? undefined : Knex(knex.client.config);
        const { reminders } = startReplica({
          knex: own ?? knex,
          org: company.org,
          now: () => clock.now,
          config: { reminders: { hour: 0, quietOnWeekends } },
          send: async message => {
            for (let i = Math.floor(Math.random() * 4); i > 0; i--)
              await setImmediate();
            dieAt('sending');
            today.push({ message, marked: false });
            rows.set(`${message.to} ${message.scope}`, message);
            dieAt('sent');
          },
          through: ledger =>
            new Proxy(ledger, {
              get(target, name) {
                if (typeof target[name as keyof ReminderLedger] !== 'function')
                  return undefined;
                const method = Reflect.get(target, name).bind(target);
                return async (...args: any[]) => {
                  alive();
                  const result = await method(...args);
                  if (name === 'claim') {
                    for (const to of result.recipients) open.add(to);
                    dieAt('claimed');
                  }
                  if (name === 'sent')
                    for (const to of args[1]) {
                      open.delete(to);
                      today.findLast(each => each.message.to === to)!.marked =
                        true;
                    }
                  return result;
                };
              },
            }),
        });
        return {
          pass: async (day: string) => {
            figures.passes++;
            try {
              return await reminders.pass(day);
            } catch (error) {
              if (!isDead) throw error;
              return undefined;
            } finally {
              await own?.destroy();
            }
          },
        };
      };

      for (let index = 0; index < days; index++) {
        const day = dayAt(index);
        if (index > 0) await company.live(day);
        const expected = new Map<string, Expected>(
          company.people.map(person => [
            person,
            expectedFor(company, person, day),
          ]),
        );
        const openBefore = new Set(open);
        today = [];

        // In the last run of most days nobody dies.
        const runs = 3;
        const isClean = chance() < 0.8;
        let finished = false;
        for (let run = 1; run <= runs; run++) {
          clock.now = new Date(clock.now.getTime() + 10 * 60_000);
          const kill: Kill = {
            at: MOMENTS[Math.floor(chance() * 3)],
            left: 1 + Math.floor(chance() * (run === 1 ? 6 : 2)),
          };
          const killer = isClean && run === runs ? undefined : kill;
          const results = await Promise.all([
            startOne(killer).pass(day),
            startOne(killer).pass(day),
          ]);
          finished = results.some(result => result?.isFinished);
        }
        clock.now = new Date(clock.now.getTime() + DAY_MS / 2);
        const isOver = isClean || (open.size === 0 && finished);
        expect(finished || !isClean).toBe(true);
        if (!isOver) figures.daysEndedByKill++;

        const isQuiet = quietOnWeekends && isWeekend(day);
        expect(isQuiet ? today : []).toEqual([]);
        if (isQuiet) continue;
        const faults: string[] = [];
        for (const person of company.people) {
          const due = expected.get(person)!;
          const last = told.get(person);
          const got = today.filter(({ message }) => message.to === person);
          faults.push(
            ...faultsOf({
              day,
              person,
              expected: due,
              last,
              isUncertain: openBefore.has(person),
              isGone: company.gone.has(person),
              isOver,
              got,
            }),
          );
          if (got.length === 0) continue;
          const isDue = isDueFor(due, last, day);
          const isUpdate = !isDue && isStale(due, last);
          figures.messages += got.length;
          figures.due += Number(isDue);
          figures.updates += Number(isUpdate);
          figures.repeatedAfterKill += got.length - Number(isDue || isUpdate);
          told.set(person, {
            day,
            due: new Map([...due].map(([id, { item }]) => [id, item.dueDate])),
          });
        }
        expect(faults).toEqual([]);
        // Once a day is over, there is nothing left to do.
        const { sent } = isOver ? (await startOne().pass(day))! : { sent: 0 };
        expect(sent).toBe(0);
      }
      expect([...rows.values()].map(({ to }) => to).sort()).toEqual(
        [...told.keys()].sort(),
      );
      const ledger = await knex('reminder').count({ count: '*' }).first();
      if (isPrinted)
        console.log(
          JSON.stringify({
            databaseId,
            seed,
            days,
            quietOnWeekends,
            ...figures,
            people: told.size,
            ledgerRows: Number(ledger!.count),
          }),
        );
      expect(figures.kills).toBeGreaterThan(days / 2);
      expect(figures.due).toBeGreaterThan(days * 4);
      await api.stop();
    },
  );
});
