import { Agreement, draftOf, ECOLE, equipment, resources, UNIT } from '../support/agreement.js';
import { type ConventionView, figures } from '../support/reports.js';
import { COLLEGE, CRETS_SIRET, PATIENCE, type Recorded, World } from '../support/world.js';

/* One agreement from draft to closure, each act on its day: the tests follow one another, as life does. */

let world: World;
let crets: Agreement;
let advance = '';
let statement = '';
beforeAll(async () => {
  world = await World.open();
  crets = new Agreement(world, { reference: 'VIE-2016', resources: true });
}, PATIENCE);
afterAll(() => world.close());

const path = (rest = '') => `${crets.path}${rest}`;
const stage = async () => (await world.sees<ConventionView>('demo-auditeur', path())).stage;
const balances = async (names: string) => {
  const { lines } = await world.sees<ConventionView>('demo-auditeur', path());
  return figures(lines.find(({ line }) => line === 'equipment')!.balances, names);
};
const does = (person: string, rest: string, body: object) => crets.does(person, rest, body);

test('drafted, redrafted, and seen by the list', async () => {
  world.on('2016-10-03');
  const asked = { ...draftOf(crets.asked), visaRequired: true };
  const { id, version } = await world.does('gestionnaire', '/conventions', asked);
  crets.id = id;
  expect(version).toBe(1);
  const again = { ...asked, title: 'Collèges numériques, projet corrigé' };
  await world.does('gestionnaire', path(), again, { method: 'put', ifMatch: '"1"' });
  const { conventions } = await world.sees<{ conventions: readonly Record<string, string>[] }>(
    'demo-auditeur',
    '/conventions?search=corrigé',
  );
  expect(conventions).toMatchObject([
    { id, reference: 'VIE-2016', stage: 'drafted', title: 'Collèges numériques, projet corrigé' },
  ]);
  expect(await balances('maximum committed payable')).toBe('0.00 0.00 0.00');
});

test('signed by both, and nothing is committed before the visa', async () => {
  world.on('2016-10-14');
  const on = '2016-10-14';
  const ground = { document: await crets.uploads('convention-signee.pdf', 'Signée') };
  await does('ordonnateur', '/signatures', { on, party: 'academie', ground });
  const commitment = { on, ...equipment, ...crets.poste(1), amount: '4000.00' };
  const early = await world.refused('gestionnaire', path('/commitments'), commitment);
  expect(early.code).toBe('not_signed');
  expect(early.says).toContain('Commune de Crêts en Belledonne');
  await does('ordonnateur', '/signatures', { on, party: 'commune', signatory: 'Camille Exemple', ground });
  expect((await world.refused('gestionnaire', path('/commitments'), commitment)).code).toBe('visa_missing');
  await does('ordonnateur', '/visa', { on, given: true });
  await does('gestionnaire', '/commitments', commitment);
  await does('gestionnaire', '/commitments', { on, ...resources, ...crets.poste(2), amount: '500.00' });
  expect(await stage()).toBe('signed');
  expect(await balances('maximum committed outstanding payable')).toBe('4000.00 4000.00 4000.00 2000.00');
});

test('a bank account is confirmed by a second person, before it is paid on', async () => {
  world.on('2016-10-18');
  const on = '2016-10-18';
  const account = {
    on,
    payee: CRETS_SIRET,
    iban: 'FR76 3000 1004 19C3 8400 0000 036',
    holder: 'Trésorerie',
    validFrom: on,
  };
  const { entry } = await does('gestionnaire', '/bank-accounts', account);
  crets.account = entry;
  const own = await world.refused('gestionnaire', path(`/bank-accounts/${entry}/confirmation`), { on });
  expect(own.code).toBe('registrar_confirms');
  const early = await world.refused('gestionnaire', path('/payments'), crets.request('advance', on));
  expect(early.code).toBe('account_not_confirmed');
  await does('ordonnateur', `/bank-accounts/${entry}/confirmation`, { on });
  crets.grantAccount = await crets.confirmed(COLLEGE, 'FR7699999000010000000000018', on);
});

test('the advance is rejected, asked for again and paid; the grant is paid to the collège', async () => {
  world.on('2016-10-27');
  const rejected = await crets.requests('advance', '2016-10-20');
  expect(await balances('pending payable')).toBe('2000.00 0.00');
  await does('autre-gestionnaire', `/payments/${rejected}/rejection`, {
    on: '2016-10-24',
    reason: 'Pièce manquante',
  });
  expect(await balances('pending payable')).toBe('0.00 2000.00');
  advance = await crets.pays('advance', '2016-10-25', '2016-10-27');
  await crets.pays('grant', '2016-10-25', '2016-10-27');
  expect(await balances('pending payable paid outstanding')).toBe('0.00 0.00 2000.00 2000.00');
});

test('a payment that the bank returns is pending again, CP unchanged, and is paid once more', async () => {
  world.on('2016-11-07');
  await does('autre-gestionnaire', `/payments/${advance}/return`, {
    on: '2016-11-02',
    reason: 'Compte clos',
  });
  expect(await balances('pending paid outstanding')).toBe('2000.00 0.00 2000.00');
  await does('autre-gestionnaire', `/payments/${advance}/reissue`, { on: '2016-11-07' });
  expect(await balances('pending paid outstanding')).toBe('0.00 2000.00 2000.00');
});

test('an amendment adds a classe mobile and its commitment; the advance stays what it was', async () => {
  world.on('2016-11-20');
  const on = '2016-11-20';
  await does('ordonnateur', '/amendments', {
    on,
    subject: 'Une classe mobile de plus',
    allocations: [{ ...equipment, uai: ECOLE, unit: 'classe_mobile', quantity: 2 }],
    schools: [],
  });
  await does('gestionnaire', '/commitments/raises', {
    on,
    ...equipment,
    ...crets.poste(1),
    amount: '4000.00',
  });
  expect(await balances('maximum committed paid payable')).toBe('8000.00 8000.00 2000.00 0.00');
});

test('suspended by the ministry, resumed: no request in between', async () => {
  world.on('2016-12-01');
  const suspension = { on: '2016-12-01', cause: 'change_of_use', reason: 'Matériel non affecté' };
  const nobody = await world.refused('ordonnateur', path('/suspensions'), suspension);
  expect(nobody.code).toBe('authority_missing');
  await does('ordonnateur', '/suspensions', { ...suspension, decidedBy: 'Ministère' });
  expect(await stage()).toBe('suspended');
  world.on('2016-12-20');
  await does('ordonnateur', '/resumptions', { on: '2016-12-20', reason: 'Usage rétabli' });
  expect(await stage()).toBe('signed');
});

test('the commune’s treasurer submits the statement with a proof of their own; certifying is not theirs', async () => {
  world.on('2017-02-20');
  const proof = await crets.uploads('facture.pdf', 'Facture 8 200,00 €', 'tresorier-crets');
  const body = {
    on: '2017-02-20',
    ...equipment,
    certifiedExactOn: '2017-02-15',
    documents: [proof],
    expenses: [
      {
        label: 'Classe mobile',
        allocations: [UNIT],
        amount: '8200.00',
        quantity: 1,
        deliveredOn: '2017-01-12',
      },
    ],
  };
  statement = (await does('tresorier-crets', '/expense-statements', body)).entry;
  const certificate = { on: '2017-02-20', ...equipment, statement, final: true, cuts: [], quantities: [] };
  const own = await world.refused('tresorier-crets', path('/service-fait'), certificate);
  expect([own.status, own.code]).toStrictEqual([403, 'permission_missing']);
});

test('service fait with a cut; the balance is paid by someone else', async () => {
  world.on('2017-03-21');
  const on = '2017-03-10';
  await crets.certifies(on, statement, {
    cuts: [{ expense: 1, amount: '700.00', reason: 'Hors convention' }],
  });
  expect(await balances('accepted due payable')).toBe('7500.00 3750.00 1750.00');
  const balance = await crets.requests('balance', '2017-03-14');
  const own = await world.refused('gestionnaire', path(`/payments/${balance}/execution`), {
    on: '2017-03-21',
  });
  expect(own.code).toBe('certifier_executes');
  await crets.executes(balance, '2017-03-21');
  expect(await balances('paid payable outstanding')).toBe('3750.00 0.00 4250.00');
});

test('reduced by the ministry: 750.00 are ordered back, and come in two parts', async () => {
  world.on('2017-05-31');
  const allocations = [{ id: UNIT, ...equipment, maximum: '3000.00' }];
  await does('ordonnateur', '/reductions', {
    on: '2017-04-03',
    reason: 'Matériel réaffecté',
    allocations,
    decidedBy: 'Ministère',
  });
  expect(await balances('maximum due toOrder')).toBe('3000.00 3000.00 750.00');
  const order = { on: '2017-04-10', ...equipment, title: 'TP-1', reason: 'Art. 7.2' };
  const { entry } = await does('ordonnateur', '/repayment-orders', order);
  const part = (amount: string, on: string) => ({ on, order: entry, amount });
  const own = await world.refused('ordonnateur', path('/repayments'), part('750.00', '2017-05-02'));
  expect(own.code).toBe('orderer_receives');
  await does('autre-gestionnaire', '/repayments', part('300.00', '2017-05-02'));
  expect(await balances('orderOpen repaid toOrder')).toBe('450.00 300.00 0.00');
  await does('autre-gestionnaire', '/repayments', part('450.00', '2017-05-31'));
  expect(await balances('orderOpen repaid toOrder outstanding')).toBe('0.00 750.00 0.00 4250.00');
});

test('terminated with three months’ notice, and not closed while anything is open', async () => {
  world.on('2017-06-10');
  await does('ordonnateur', '/terminations', { on: '2017-06-10', party: 'commune', reason: 'Lettre' });
  expect(await stage()).toBe('in_notice');
  const { endOfNotice, endOfValidity } = await world.sees<Record<string, string>>(
    'demo-auditeur',
    path('/deadlines'),
  );
  expect([endOfNotice, endOfValidity]).toStrictEqual(['2017-09-10', '2017-10-14']);
  world.on('2017-09-11');
  expect(await stage()).toBe('terminated');
  const { code, status, says } = await world.refused('ordonnateur', path('/closure'), { on: '2017-09-11' });
  expect([code, status]).toStrictEqual(['closure_open', 422]);
  expect(says).toContain('à justifier 500,00 €');
  expect(says).toContain('reste à payer 4 250,00 €');
  expect(says).toContain('bilan financier manquant');
});

test('released, proven, reported, closed: and then nothing more is written', async () => {
  world.on('2017-10-02');
  const on = '2017-10-02';
  const release = { on, ...equipment, ...crets.poste(1), amount: '4250.00' };
  await does('gestionnaire', '/releases', release);
  const used = [{ allocation: `${ECOLE}-ecole`, amount: '500.00' }];
  const { entry } = await does('tresorier-college', '/resource-uses', {
    on,
    ...resources,
    final: true,
    used,
    documents: [],
  });
  await does('gestionnaire', `/resource-uses/${entry}/acceptance`, { on });
  const document = await crets.uploads('bilan.pdf', 'Bilan financier');
  await does('gestionnaire', '/financial-report', { on, document, totalExpense: '8200.00' });
  await does('ordonnateur', '/closure', { on });
  expect(await stage()).toBe('closed');
  const late = await world.refused('gestionnaire', path('/reminders'), { on, subject: 'Relance' });
  expect([late.status, late.code]).toStrictEqual([409, 'convention_closed']);
  const deadlines = await world.sees<Record<string, string>>('demo-auditeur', path('/deadlines'));
  expect(deadlines['documentsKeptUntil']).toBe('2022-12-31');
});

const STORY = `
  ConventionDrafted ConventionDrafted ConventionSigned ConventionSigned VisaGiven
  CommitmentRecorded CommitmentRecorded BankAccountRegistered BankAccountConfirmed
  BankAccountRegistered BankAccountConfirmed PaymentRequested PaymentRejected PaymentRequested
  PaymentExecuted PaymentRequested PaymentExecuted PaymentReturned PaymentReissued AvenantSigned
  CommitmentRaised ConventionSuspended ConventionResumed ExpenseStatementSubmitted
  ServiceFaitCertified PaymentRequested PaymentExecuted ConventionReduced ReversementOrdered
  RepaymentReceived RepaymentReceived TerminationNotified CommitmentReleased ResourceUseDeclared
  ResourceUseAccepted FinancialReportReceived ConventionClosed`
  .trim()
  .split(/\s+/);

test('its history names every act, who did it and on what ground; the commune’s shows its line', async () => {
  interface Told {
    readonly events: readonly {
      type: string;
      actor?: string;
      ground?: object;
      line?: string;
      data?: object;
    }[];
  }
  const { events } = await world.sees<Told>('demo-auditeur', path('/events'));
  expect(events.map(({ type }) => type)).toStrictEqual(STORY);
  expect(events[2]).toMatchObject({ actor: 'ordonnateur', ground: { document: expect.any(String) } });
  // The name stands beside its record, from which it can be erased.
  expect(JSON.stringify(events.map(({ data }) => data))).not.toContain('Camille');
  expect(JSON.stringify(events)).toContain('Camille');

  const own = await world.sees<Told>('tresorier-crets', path('/events'));
  expect(JSON.stringify(own)).not.toContain('Camille');
  expect(new Set(own.events.map(({ line }) => line))).toStrictEqual(new Set(['equipment', undefined]));
  expect(own.events.filter(({ type }) => type === 'PaymentExecuted').length).toBe(2);
  expect(JSON.stringify(own)).not.toMatch(/gestionnaire|ordonnateur|ResourceUse/);
});

test('a late fact of the Treasury is recorded on the closed convention all the same', async () => {
  world.on('2017-11-06');
  const { events }: Recorded = await does('autre-gestionnaire', '/observed-payments', {
    on: '2017-11-02',
    ...equipment,
    ...crets.poste(1),
    dp: '199999999',
    amount: '12.34',
  });
  expect(events.map(({ type }) => type)).toStrictEqual(['PaymentObserved']);
  const { anomalies } = await world.sees<{ anomalies: readonly { code: string }[] }>('demo-auditeur', path());
  expect(anomalies.map(({ code }) => code)).toContain('executed_without_request');
});

test('what is read is what the events say', async () => {
  expect(await world.difference()).toBeNull();
});
