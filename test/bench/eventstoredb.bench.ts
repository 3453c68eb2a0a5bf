import { benchEventStoreDb } from '../../libs/event-store/eventstoredb/append.bench.js';
import { startEventStore } from '../support/engines.js';
import type { Bench } from './bench.js';
import { figureTable, milliseconds, ratio, whole } from './figures.js';
import { closeFirst } from './ground.js';

export const eventStoreDb: Bench = {
  name: 'eventstoredb',
  title: 'Écritures par l’adaptateur EventStoreDB, contre le client seul écrivant les mêmes octets',
  run: async ({ appPool: pool, size }) => {
    const given = process.env['EVENTSTORE_URL'];
    const { address, close } = await startEventStore();
    closeFirst(close);
    const rounds = size === 'quick' ? { rounds: 1, duration: 300 } : { rounds: 3, duration: 2_000 };
    const paces = await benchEventStoreDb({ address, pool, callers: [1, 8, 32], ...rounds });
    const titles = [
      'Appelants',
      'Client seul/s',
      'Adaptateur/s',
      'Rapport',
      'Client p50 (ms)',
      'Adaptateur p50 (ms)',
    ];
    const rows = paces.map(({ callers, bare, adapter }) => [
      whole(callers),
      whole(bare.perSecond),
      whole(adapter.perSecond),
      ratio(adapter.perSecond / bare.perSecond),
      milliseconds(bare.p50),
      milliseconds(adapter.p50),
    ]);
    const server = given ? 'le serveur de EVENTSTORE_URL' : 'un serveur de remplacement, pas un vrai serveur';
    return {
      lines: [
        ...figureTable(titles, rows),
        '',
        `Serveur : ${server}. L’adaptateur attend en plus la copie dans PostgreSQL, qui donne la position.`,
      ],
      figures: paces
        .filter(({ callers }) => callers === 32)
        .map(({ bare, adapter }) => ({
          name: 'EventStoreDB : adaptateur à 32 appelants, contre le client seul',
          value: ratio(adapter.perSecond / bare.perSecond),
          asked: 'pour comparer',
        })),
    };
  },
};
