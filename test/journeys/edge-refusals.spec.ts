import type { EventStore } from '#event-store';
import { Agreement, equipment, UNIT } from '../support/agreement.js';
import { PATIENCE, type Problem, World } from '../support/world.js';

/* What the edge refuses for itself: each is told in French with its code, records nothing and hides what is ours. */

let world: World;
let crets: Agreement;
beforeAll(async () => {
  world = await World.open();
  world.on('2017-02-20');
  crets = new Agreement(world, { reference: 'BORDS', resources: false });
  await crets.signs();
}, PATIENCE);
afterAll(() => world.close());

/** The longest statement, in letters of one byte or of three. */
const statement = (letter: string) => ({
  on: '2017-02-20',
  ...equipment,
  certifiedExactOn: '2017-02-15',
  documents: [],
  expenses: Array.from({ length: 400 }, () => ({
    label: letter.repeat(200),
    allocations: [UNIT],
    amount: '1.00',
    quantity: 0,
    deliveredOn: '2017-01-15',
  })),
});

test('a file is sent as one: JSON in its place is refused', async () => {
  const { status, body } = await world.post('tresorier-crets', '/documents', { file: 'facture.pdf' });
  const problem = body as Problem;
  expect([status, problem.code]).toStrictEqual([400, 'multipart_expected']);
  expect(problem.detail).toMatch(/^Un fichier est attendu\. Envoyez-le en multipart/);
});

test('an act that makes a record of more than 256 KiB is refused; one that fits is recorded', async () => {
  const path = `${crets.path}/expense-statements`;
  const { status, code, says } = await world.refused('gestionnaire', path, statement('€'));
  expect([status, code]).toStrictEqual([413, 'record_too_large']);
  expect(says).toBe('L’acte dépasse 256 Kio une fois écrit. Joignez le détail en pièce justificative.');
  await world.does('gestionnaire', path, statement('e'));
});

describe('where the store answers otherwise than it should', () => {
  const path = () => `${crets.path}/reminders`;
  const reminder = { on: '2017-02-20', subject: 'Relance' };
  /** How often it was asked. */
  const answering = async (answer: EventStore['append'], work: () => Promise<void>) => {
    const { store } = world.ledger;
    const append = store.append.bind(store);
    let asked = 0;
    store.append = request => {
      asked += 1;
      return answer(request);
    };
    await work().finally(() => (store.append = append));
    return asked;
  };

  test('a convention that moves at each attempt: one comes again, with the same key', async () => {
    const moved = () => Promise.resolve({ outcome: 'version-conflict', actual: 1 } as const);
    const asked = await answering(moved, async () => {
      const { status, code, says } = await world.refused('gestionnaire', path(), reminder, { key: 'encore' });
      expect([status, code]).toStrictEqual([503, 'too_busy']);
      expect(says).toMatch(/^Ce dossier reçoit trop d’écritures à la fois\. .* même clé d’idempotence\.$/);
    });
    expect(asked).toBeGreaterThan(3);
    await world.does('gestionnaire', path(), reminder, { key: 'encore' });
  });

  test('a fault of ours: told without what it was, under the number by which it is found', async () => {
    const fault = () => Promise.reject(new Error('secret of the house'));
    await answering(fault, async () => {
      const { status, code, says, correlationId } = await world.refused('gestionnaire', path(), reminder);
      expect([status, code]).toStrictEqual([500, 'internal_error']);
      expect(says).toBe(
        'Une erreur interne est survenue. Signalez-la avec le numéro de corrélation de la réponse.',
      );
      expect(correlationId).toMatch(/^\S{8,}$/);
    });
  });
});

test('a journal is not written of half a convention; it names the one that could not be read', async () => {
  const whole = await world.ask('auditeur', '/reports/journal');
  expect(whole.status).toBe(200);
  await world.owner("update read.convention set incomplete = true where reference = 'BORDS'");
  const { status, body } = await world.ask('auditeur', '/reports/journal');
  expect([status, (body as Problem).code]).toStrictEqual([503, 'journal_incomplete']);
  expect((body as Problem).detail).toMatch(/ des faits de BORDS n’ont pas pu être lus\. .*pia verify/);
  await world.owner("update read.convention set incomplete = false where reference = 'BORDS'");
  expect((await world.ask('auditeur', '/reports/journal')).status).toBe(200);
});
