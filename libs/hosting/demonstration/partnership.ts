import { day, Euros } from '#kernel';
import { GESTIONNAIRE, ORDONNATEUR } from './cast.js';
import { readExample } from './examples.js';
import { dpOf, ejOf, fictitiousIban } from './identifiers.js';
import { Story } from './story.js';

const NTH = 206;
const FIRST = '5e-2016';
const SECOND = '5e-2017';

/**
 * Bouches-du-Rhône: the partnership of académie and département, and the convention of one collège that lasts as long
 * as it. The cohort of 2016 is paid on proof; that of 2017 is made firm by a financial amendment, the cohorts of 2018 are given up.
 */
export function partnershipStories(): readonly Story[] {
  const parent = new Story('bdr-cadre-2016', 205, GESTIONNAIRE);
  const { on: agreedOn, ...partnership } = readExample('bouches-du-rhone-cadre-2016.json').draft;
  parent.ask(GESTIONNAIRE, agreedOn, partnership);
  for (const party of ['academie', 'departement']) {
    parent.ask(ORDONNATEUR, agreedOn, { type: 'SignConvention', party });
  }
  return [parent, collegeStory(parent.stream.slice(parent.stream.indexOf('-') + 1))];
}

function collegeStory(parent: string): Story {
  const story = new Story('bdr-2017-001', NTH, GESTIONNAIRE);
  const { on, ...draft } = readExample('bouches-du-rhone-2017.json').draft;
  story.ask(GESTIONNAIRE, on, { ...draft, parent });
  for (const { id: party } of draft.parties) {
    story.ask(ORDONNATEUR, '2017-02-20', { type: 'SignConvention', party });
  }
  const { uai } = draft.schools[0]!;
  const observe = (when: string, tranche: string, pupils: number, teachers: number) =>
    story.ask(GESTIONNAIRE, when, {
      type: 'ObserveHeadCount',
      uai,
      tranche,
      certified: true,
      counts: [
        { unit: 'eleve', count: pupils },
        { unit: 'enseignant', count: teachers },
      ],
    });
  observe('2017-02-20', FIRST, 100, 12);
  const [equipment, resources] = draft.lines.map(({ id, payee }, index) => {
    const key = payee.siret ?? payee.uai ?? '';
    const account = story.ask(GESTIONNAIRE, '2017-02-21', {
      type: 'RegisterAccount',
      payee: key,
      iban: fictitiousIban(NTH * 100 + index),
      holder: payee.name,
      validFrom: day('2017-02-20'),
    });
    story.ask(ORDONNATEUR, '2017-02-21', { type: 'ConfirmAccount', account });
    return { line: id, account, poste: String(index + 1) };
  });
  let payments = 0;
  const pay = (
    { line, account, poste }: NonNullable<typeof equipment>,
    tranche: string,
    kind: 'advance' | 'balance' | 'grant',
    [asked, paid]: readonly [string, string],
  ) => {
    payments += 1;
    const place = { line, tranche, ej: ejOf(NTH), poste: `${poste}${tranche.slice(-1)}` };
    const dp = dpOf(NTH, payments);
    const payment = story.ask(GESTIONNAIRE, asked, { type: 'RequestPayment', ...place, kind, dp, account });
    story.ask(ORDONNATEUR, paid, { type: 'ExecutePayment', payment });
  };
  const commit = (
    { line, poste }: NonNullable<typeof equipment>,
    tranche: string,
    when: string,
    amount: string,
  ) =>
    story.ask(GESTIONNAIRE, when, {
      type: 'RecordCommitment',
      line,
      tranche,
      ej: ejOf(NTH),
      poste: `${poste}${tranche.slice(-1)}`,
      amount: Euros.of(amount),
    });
  // 100 pupils × 380 € at 50 % and 12 teachers × 380 € at 100 %; 112 × 30 € of resources.
  commit(equipment!, FIRST, '2017-02-24', '23560.00');
  commit(resources!, FIRST, '2017-02-24', '3360.00');
  pay(equipment!, FIRST, 'advance', ['2017-02-27', '2017-03-06']);
  pay(resources!, FIRST, 'grant', ['2017-03-07', '2017-03-14']);
  observe('2017-09-11', SECOND, 104, 3);
  story.ask(ORDONNATEUR, '2017-09-25', {
    type: 'SignAvenant',
    subject: 'Avenant financier : la tranche de la rentrée 2017 devient ferme',
    allocations: [],
    schools: [],
    firm: [equipment!, resources!].map(({ line }) => ({ line, tranche: SECOND })),
  });
  for (const tranche of ['5e-2018', '6e-2018']) {
    for (const { line } of [equipment!, resources!]) {
      const reason = 'Crédits non délégués pour la rentrée 2018';
      story.ask(ORDONNATEUR, '2018-10-15', { type: 'AbandonTranche', line, tranche, reason });
    }
  }
  return story;
}
