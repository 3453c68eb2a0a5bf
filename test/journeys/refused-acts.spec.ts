import { Agreement, type Asked, equipment } from '../support/agreement.js';
import { type ConventionView, figures } from '../support/reports.js';
import { COLLEGE, CRETS_SIRET, PATIENCE, type Recorded, World } from '../support/world.js';

/* What may not be done to a convention: each refused with its code and figures, and nothing recorded. */

let world: World;
beforeAll(async () => {
  world = await World.open();
  world.on('2017-03-31');
}, PATIENCE);
afterAll(() => world.close());

let nth = 0;
async function agreement(committed: string | undefined, more: Partial<Asked> = {}): Promise<Agreement> {
  nth += 1;
  const crets = new Agreement(world, { reference: `ACTS-${nth}`, ...more });
  await crets.signs();
  if (committed !== undefined) await crets.commits(committed);
  return crets;
}
async function advanced(): Promise<Agreement> {
  const crets = await agreement('4000.00');
  await crets.pays('advance', '2016-10-20', '2016-10-27');
  return crets;
}
async function certified(expense: string): Promise<Agreement> {
  const crets = await advanced();
  await crets.certifies('2017-03-10', await crets.submits('2017-03-10', { amount: expense }));
  return crets;
}

/** Refused as a rule refuses: 422, this code, these figures in the sentence. */
async function refuses(
  { path }: Agreement,
  rest: string,
  body: object,
  code: string,
  says: readonly string[] = [],
  person = 'gestionnaire',
): Promise<void> {
  const problem = await world.refused(person, `${path}${rest}`, body);
  expect([problem.status, problem.code]).toStrictEqual([422, code]);
  for (const figure of says) expect(problem.says).toContain(figure);
}

describe('before a payment', () => {
  test('an advance before the signature, and an execution dated before it', async () => {
    const draft = new Agreement(world, { reference: 'UNSIGNED' });
    await draft.drafts();
    draft.account = '0193a1de-0000-5000-8000-000000000001';
    const names = ['14/10/2016', 'Académie de Grenoble', 'Commune de Crêts en Belledonne'];
    await refuses(draft, '/payments', draft.request('advance', '2016-10-14'), 'not_signed', names);

    const signed = await agreement('4000.00');
    const observed = { on: '2016-10-13', ...equipment, ...signed.poste(1), dp: '188888888', amount: '1.00' };
    await refuses(signed, '/observed-payments', observed, 'executed_before_signature', [
      '13/10/2016',
      '14/10/2016',
    ]);
  });

  test('an IBAN valid by mod 97 with a wrong RIB key, one that is not, and a wrong BIC', async () => {
    const crets = await agreement(undefined);
    const account = { on: '2016-10-14', payee: CRETS_SIRET, holder: 'Trésorerie', validFrom: '2016-10-14' };
    const asked = (iban: string, bic?: string) => ({ ...account, iban, ...(bic ? { bic } : {}) });
    const wrongKey = 'FR49 3000 1004 19C3 8400 0000 037';
    await refuses(crets, '/bank-accounts', asked(wrongKey), 'iban_wrong_rib_key', ['RIB', wrongKey]);
    await refuses(crets, '/bank-accounts', asked('FR75 3000 1004 19C3 8400 0000 036'), 'iban_malformed');
    const right = 'FR76 3000 1004 19C3 8400 0000 036';
    await refuses(crets, '/bank-accounts', asked(right, 'BDFEFRP'), 'bic_malformed', ['BDFEFRP']);
    await refuses(crets, '/bank-accounts', { ...asked(right), payee: '99777777600011' }, 'party_unknown');
    await crets.does('gestionnaire', '/bank-accounts', asked(right, 'BDFEFRPPCCT'));
  });

  test('an advance twice, or at another rate; the last cent counts', async () => {
    const crets = await agreement('4000.00');
    const asked = (amount: string) => crets.request('advance', '2016-10-20', amount);
    const says = ['2 000,00 €', '50 %'];
    await refuses(crets, '/payments', asked('1200.00'), 'advance_differs', ['1 200,00 €', ...says]);
    await refuses(crets, '/payments', asked('2000.01'), 'advance_differs', ['2 000,01 €', ...says]);
    await crets.does('gestionnaire', '/payments', asked('2000.00'));
    await refuses(crets, '/payments', crets.request('advance', '2016-10-21'), 'advance_already_requested');
  });

  test('a balance before the service fait', async () => {
    const crets = await advanced();
    await refuses(crets, '/payments', crets.request('balance', '2017-03-14'), 'service_fait_missing');
  });

  test('a balance one cent above what is due', async () => {
    const crets = await certified('7500.00');
    const asked = (amount: string) => crets.request('balance', '2017-03-14', amount);
    await refuses(crets, '/payments', asked('1750.01'), 'above_payable', ['1 750,01 €', '1 750,00 €']);
    await crets.does('gestionnaire', '/payments', asked('1750.00'));
    await refuses(crets, '/payments', asked('0.01'), 'above_payable', ['0,01 €', '0,00 €']);
  });

  test('a payment to the account of the other payee, or on one not yet valid', async () => {
    const crets = await agreement('4000.00', { resources: true });
    const asked = crets.request('advance', '2016-10-20');
    const says = [CRETS_SIRET, '20/10/2016'];
    await refuses(
      crets,
      '/payments',
      { ...asked, account: crets.grantAccount },
      'account_not_of_payee',
      says,
    );
    const grant = { ...crets.request('grant', '2016-10-20'), account: crets.account };
    await refuses(crets, '/payments', grant, 'account_not_of_payee', [COLLEGE]);
    const early = { ...asked, on: '2016-10-13' };
    await refuses(crets, '/payments', early, 'not_signed');
  });

  test('a payment above its commitment', async () => {
    const crets = await agreement('1999.99');
    const says = ['2 000,00 €', '1 999,99 €'];
    await refuses(crets, '/payments', crets.request('advance', '2016-10-20'), 'above_commitment', says);
    await refuses(
      crets,
      '/commitments/raises',
      { on: '2016-10-20', ...equipment, ...crets.poste(1), amount: '2000.02' },
      'commitment_above_maximum',
      ['2 000,02 €', '2 000,01 €', '4 000,00 €'],
    );
  });

  test('a payment while the convention is suspended', async () => {
    const crets = await certified('8000.00');
    await crets.does('ordonnateur', '/suspensions', {
      on: '2017-03-12',
      cause: 'change_of_use',
      reason: 'Non affecté',
      decidedBy: 'Ministère',
    });
    const asked = crets.request('balance', '2017-03-14');
    await refuses(crets, '/payments', asked, 'convention_suspended', ['12/03/2017']);
    await crets.does('ordonnateur', '/resumptions', { on: '2017-03-20', reason: 'Rétabli' });
    await crets.does('gestionnaire', '/payments', { ...asked, on: '2017-03-20' });
  });
});

test('what the Treasury paid during a suspension is recorded, and flagged', async () => {
  const crets = await certified('8000.00');
  const balance = await crets.requests('balance', '2017-03-11');
  await crets.does('ordonnateur', '/suspensions', {
    on: '2017-03-12',
    cause: 'force_majeure',
    reason: 'Inondation',
  });
  await crets.executes(balance, '2017-03-14');
  const { anomalies, balances } = await world.sees<
    ConventionView & { anomalies: readonly { code: string }[] }
  >('demo-auditeur', crets.path);
  expect(anomalies.map(({ code }) => code)).toStrictEqual(['executed_while_suspended']);
  expect(figures(balances, 'paid pending')).toBe('4000.00 0.00');
});

test('a release one cent above what is left of the poste', async () => {
  const crets = await advanced();
  const release = (amount: string) => ({ on: '2017-03-28', ...equipment, ...crets.poste(1), amount });
  const says = ['2 000,01 €', '2 000,00 €'];
  await refuses(crets, '/releases', release('2000.01'), 'release_above_left', says);
  await crets.does('gestionnaire', '/releases', release('2000.00'));
});

test('four eyes, on persons: certifier and registrar record no execution', async () => {
  const crets = await certified('7500.00');
  const balance = await crets.requests('balance', '2017-03-14');
  const execution = `/payments/${balance}/execution`;
  await refuses(crets, execution, { on: '2017-03-21' }, 'certifier_executes', ['gestionnaire']);
  const other = await agreement('4000.00');
  const advance = await other.requests('advance', '2016-10-20');
  await refuses(other, `/payments/${advance}/execution`, { on: '2016-10-27' }, 'registrar_executes');
  await crets.executes(balance, '2017-03-21');
});

test('a repayment one cent above its order', async () => {
  const crets = await certified('3000.00');
  const order = { on: '2017-03-14', ...equipment, reason: 'Trop-perçu' };
  const { entry } = await crets.does('ordonnateur', '/repayment-orders', order);
  const part = (amount: string) => ({ on: '2017-03-20', order: entry, amount });
  const says = ['500,01 €', '500,00 €'];
  await refuses(crets, '/repayments', part('500.01'), 'repayment_above_order', says);
  await refuses(crets, '/repayments', part('500.00'), 'orderer_receives', ['ordonnateur'], 'ordonnateur');
  await crets.does('gestionnaire', '/repayments', part('500.00'));
  await refuses(crets, '/repayments', part('0.01'), 'repayment_above_order', ['0,01 €', '0,00 €']);
});

test('a second reversal, a reversal of a reversal, of what carries payments, of what is no entry', async () => {
  const crets = await agreement(undefined);
  const commitment = { on: '2016-10-14', ...equipment, ...crets.poste(1), amount: '4000.00' };
  const recorded = await crets.does('gestionnaire', '/commitments', commitment);
  const advance = await crets.requests('advance', '2016-10-20');
  const { events } = await crets.executes(advance, '2016-10-27');
  const reversal = (of: Recorded['events'][number]) => ({ entry: of.eventId, motive: 'Faute de frappe' });
  await refuses(crets, '/reversals', reversal(recorded.events[0]!), 'commitment_carries_payments', [
    crets.ej,
  ]);
  const reversed = await crets.does('gestionnaire', '/reversals', reversal(events[0]!));
  await refuses(crets, '/reversals', reversal(events[0]!), 'already_reversed', [events[0]!.eventId]);
  await refuses(crets, '/reversals', reversal(reversed.events[0]!), 'reversal_of_reversal');
  const none = { eventId: '0193a1de-0000-5000-8000-000000000001', type: '' };
  await refuses(crets, '/reversals', reversal(none), 'entry_unknown');
});

test('a Chorus key that stands in another convention, whose name is not told', async () => {
  const first = await advanced();
  const other = await agreement('4000.00');
  const taken = { on: '2016-10-20', ...equipment, ...first.poste(1), amount: '1.00' };
  const committing = await world.refused('gestionnaire', `${other.path}/commitments`, taken);
  expect([committing.status, committing.code]).toStrictEqual([422, 'commitment_above_maximum']);

  const third = await agreement(undefined);
  const ej = await world.refused('gestionnaire', `${third.path}/commitments`, taken);
  expect([ej.status, ej.code]).toStrictEqual([409, 'claim_taken']);
  expect(ej.says).toContain(`L’engagement juridique « ${first.ej} », poste « 1 »`);

  const { payments } = await world.sees<{ payments: readonly { dp: string }[] }>('demo-auditeur', first.path);
  const observed = {
    on: '2016-10-27',
    ...equipment,
    ...first.poste(1),
    dp: payments[0]!.dp,
    amount: '2000.00',
  };
  const dp = await world.refused('autre-gestionnaire', `${other.path}/observed-payments`, observed);
  expect([dp.status, dp.code]).toStrictEqual([409, 'claim_taken']);
  expect(dp.says).toContain(`La demande de paiement « ${payments[0]!.dp} »`);
  for (const { detail, errors } of [ej, dp]) {
    expect(JSON.stringify([detail, errors])).not.toMatch(new RegExp(`${first.id}|ACTS-`));
  }
});

test('an invoice is accepted once over all conventions', async () => {
  const invoice = { supplierSiret: '99777777600011', number: 'F-2017-018', total: '8000.00' };
  const first = await advanced();
  await first.certifies('2017-03-10', await first.submits('2017-03-10', { amount: '8000.00', invoice }));
  const other = await advanced();
  const statement = await other.submits('2017-03-10', { amount: '8000.00', invoice });
  const body = { on: '2017-03-10', ...equipment, statement, final: true, cuts: [], quantities: [] };
  const problem = await world.refused('gestionnaire', `${other.path}/service-fait`, body);
  expect([problem.status, problem.code]).toStrictEqual([409, 'claim_taken']);
  expect(problem.says).toContain('F-2017-018');
});

test('a document that nobody uploaded', async () => {
  const crets = await advanced();
  const body = { on: '2017-03-10', document: 'a'.repeat(64) };
  const { errors } = await world.refused('gestionnaire', `${crets.path}/financial-report`, body);
  expect(errors).toMatchObject([{ pointer: '/document', code: 'document_not_uploaded' }]);
});

describe('dates', () => {
  test('a date in the future', async () => {
    const crets = await agreement(undefined);
    const body = { on: '2017-04-01', ...equipment, ...crets.poste(1), amount: '4000.00' };
    await refuses(crets, '/commitments', body, 'date_in_future', ['01/04/2017', '31/03/2017']);
    await refuses(crets, '/commitments', { ...body, on: '2016-10-13' }, 'not_signed');
    await refuses(
      crets,
      '/commitments',
      { ...body, on: '2017-03-31', fiscalYear: 2016 },
      'fiscal_year_of_another_date',
    );
    await crets.does('gestionnaire', '/commitments', { ...body, on: '2017-03-31' });
  });

  test('a closing year, then a closed one, for every act of money', async () => {
    const crets = await advanced();
    const body = { on: '2016-12-15', ...equipment, ...crets.poste(1), amount: '100.00' };
    await world.does('administrateur', '/fiscal-years/2016/closing');
    await refuses(crets, '/releases', body, 'fiscal_year_not_open', ['2016']);
    const early = await world.refused('administrateur', '/fiscal-years/2016/closure');
    expect(early.code).toBe('fiscal_year_closing_recent');
    world.waits(60);
    await world.does('administrateur', '/fiscal-years/2016/closure');
    await refuses(crets, '/releases', body, 'fiscal_year_not_open', ['2016', 'clos']);
    await refuses(
      crets,
      '/releases',
      { ...body, on: '2017-01-15', fiscalYear: 2016 },
      'fiscal_year_not_open',
    );
    const observed = { ...body, dp: '177777777' };
    await refuses(crets, '/observed-payments', observed, 'fiscal_year_not_open', [], 'autre-gestionnaire');
    await crets.does('gestionnaire', '/releases', { ...body, on: '2017-01-15' });
  });
});

test('what is read is what the events say', async () => {
  expect(await world.difference()).toBeNull();
});
