import { day, Euros } from '#kernel';
import { type EquipmentMovement, type PublishScheme, schemeStream } from '#ledger';
import { ADMINISTRATEUR, GESTIONNAIRE, ORDONNATEUR } from './cast.js';
import { type Example, readExample } from './examples.js';
import { dpOf, ejOf, fictitiousIban } from './identifiers.js';
import { at, daysAfter, type Step, Story } from './story.js';

/* The source agreements without a subsidy of the State: framework, tablets of a département, plan of a commune. */

const DIJON_OF_2010 = 'DIJON-2010';

/** Their stories, and the schemes that these need, published first. */
export function plans(): { readonly stories: readonly Story[]; readonly schemes: readonly Step[] } {
  const framework = readExample('cadre-2025.json');
  const isere = readExample('isere-2016.json');
  const dijon = readExample('dijon-2018.json');
  const later = dijonStory(dijon, 203);
  return {
    stories: [
      frameworkStory(framework, 201),
      isereStory(isere, 202),
      later,
      dijonBefore(dijon, later.stream, 204),
    ],
    schemes: [framework, isere, dijon].map(({ scheme }, index) => published(scheme, index)),
  };
}

function published(command: PublishScheme, index: number): Step {
  return {
    at: at('2016-01-05', 8 * 60 + index),
    stream: schemeStream(command.code),
    person: ADMINISTRATEUR,
    key: `demonstration:scheme:${command.code}`,
    command,
    personal: [],
  };
}

function drafted({ draft }: Example, key: string, nth: number): Story {
  const story = new Story(key, nth, GESTIONNAIRE);
  const { on, ...asked } = draft;
  story.ask(GESTIONNAIRE, on, asked);
  return story;
}

/**
 * Framework 2025: credits notified to two collèges, the split voted twice by one board, its use accepted; the rest
 * is repaid, carried over and given another use. Renewed tacitly on 1 September 2026.
 */
function frameworkStory(example: Example, nth: number): Story {
  const story = drafted(example, 'cadre-2025', nth);
  story.ask(ORDONNATEUR, '2025-09-22', { type: 'SignConvention', party: 'departement' });
  const renewal = { tacit: true, years: 1, most: 3 };
  story.ask(ORDONNATEUR, '2025-10-01', { type: 'SignConvention', party: 'academie', renewal });
  const [first, second] = example.draft.schools.map(({ uai }) => uai);
  const tilleuls = notified(story, first!, '2025-10-13', '1200.00');
  notified(story, second!, '2025-11-03', '900.00');
  const vote = (on: string, manuels: string, ressources: string) =>
    story.ask(GESTIONNAIRE, on, {
      type: 'VoteSplit',
      ...tilleuls,
      shares: [
        { post: 'manuels', amount: Euros.of(manuels) },
        { post: 'ressources', amount: Euros.of(ressources) },
      ],
    });
  vote('2025-11-25', '700.00', '500.00');
  vote('2026-02-10', '500.00', '700.00');
  story.ask(GESTIONNAIRE, '2026-03-12', { type: 'RecordCommitteeMeeting', committee: 'Comité de suivi' });
  const use = story.ask(GESTIONNAIRE, '2026-06-30', {
    type: 'DeclareUse',
    ...tilleuls,
    final: true,
    used: [{ allocation: `${first!}-credits_globalises`, amount: Euros.of('1050.00') }],
    posts: [
      { post: 'manuels', amount: Euros.of('480.00') },
      { post: 'ressources', amount: Euros.of('570.00') },
    ],
    documents: [],
  });
  story.ask(GESTIONNAIRE, '2026-07-06', { type: 'AcceptUse', use });
  const reason = 'Décision du recteur du 8 juillet 2026';
  const carried = { ...tilleuls, amount: Euros.of('50.00'), reason };
  story.ask(ORDONNATEUR, '2026-07-08', { type: 'AuthoriseCarryOver', ...carried });
  const to = 'Licences de langues vivantes de la classe de 5e';
  story.ask(ORDONNATEUR, '2026-07-08', { type: 'ReassignGrant', ...carried, to });
  story.ask(ORDONNATEUR, '2026-07-09', {
    type: 'OrderReversement',
    ...tilleuls,
    reason: 'Crédits notifiés restés inemployés',
  });
  return story;
}

/** Notified, committed and paid in full to the collège. */
function notified(story: Story, uai: string, on: string, amount: string) {
  const rank = story.steps.length;
  const after = (days: number) => daysAfter(on, days);
  const place = { line: `resources-${uai}`, tranche: '2025' };
  story.ask(ORDONNATEUR, on, {
    type: 'NotifyGrant',
    flow: 'resources',
    uai,
    tranche: '2025',
    label: 'Crédits globalisés 2025',
    amount: Euros.of(amount),
    posts: [
      { post: 'manuels', label: 'Compléments de collection de manuels scolaires' },
      { post: 'ressources', label: 'Ressources pédagogiques numériques' },
      { post: 'autres', label: 'Autres dépenses pédagogiques' },
    ],
    axes: { programme: '0214', titre: '6', categorie: '63', action: '08', sousAction: '02' },
  });
  const poste = { ej: ejOf(story.nth), poste: String(rank) };
  const account = story.ask(GESTIONNAIRE, after(1), {
    type: 'RegisterAccount',
    payee: uai,
    iban: fictitiousIban(story.nth * 100 + rank),
    holder: 'Agent comptable du collège',
    validFrom: day('2025-10-01'),
  });
  story.ask(ORDONNATEUR, after(1), { type: 'ConfirmAccount', account });
  story.ask(GESTIONNAIRE, after(2), {
    type: 'RecordCommitment',
    ...place,
    ...poste,
    amount: Euros.of(amount),
  });
  const asked = { ...place, ...poste, dp: dpOf(story.nth, rank), account };
  const payment = story.ask(GESTIONNAIRE, after(3), { type: 'RequestPayment', kind: 'grant', ...asked });
  story.ask(ORDONNATEUR, after(14), { type: 'ExecutePayment', payment });
  return place;
}

type Moved = readonly [on: string, tranche: string, allocation: string, EquipmentMovement, quantity: number];

function move(story: Story, moves: readonly Moved[]): void {
  for (const [on, tranche, allocation, movement, quantity] of moves) {
    const place = { line: 'equipment', tranche, allocation };
    story.ask(GESTIONNAIRE, on, { type: 'MoveEquipment', ...place, movement, quantity });
  }
}

/** Isère: tablets delivered and lent by cohort; some come back in the year, the first cohort’s at its end. */
function isereStory(example: Example, nth: number): Story {
  const story = drafted(example, 'isere-2016', nth);
  story.ask(ORDONNATEUR, '2016-12-05', { type: 'SignConvention', party: 'departement' });
  story.ask(ORDONNATEUR, '2016-12-05', { type: 'SignConvention', party: 'college' });
  const { uai } = example.draft.schools[0]!;
  const pupils = `${uai}-tablette_eleve`;
  const teachers = `${uai}-tablette_enseignant`;
  move(story, [
    ['2017-01-09', '5e-2016', teachers, 'delivered', 8],
    ['2017-01-10', '5e-2016', teachers, 'lent', 8],
    ['2017-02-06', '5e-2016', pupils, 'delivered', 96],
    ['2017-02-07', '5e-2016', pupils, 'lent', 95],
    ['2017-04-21', '5e-2016', pupils, 'given_back', 1],
  ]);
  story.ask(GESTIONNAIRE, '2017-09-11', {
    type: 'SignAvenant',
    subject: 'Effectifs constatés à la rentrée 2017',
    allocations: [
      { line: 'equipment', tranche: '5e-2017', uai, unit: 'tablette_eleve', quantity: 103, count: 103 },
    ],
    schools: [],
  });
  move(story, [
    ['2017-10-02', '5e-2017', pupils, 'delivered', 103],
    ['2017-10-03', '5e-2017', pupils, 'lent', 103],
    ['2019-07-05', '5e-2016', pupils, 'given_back', 94],
    ['2019-07-08', '5e-2016', pupils, 'returned', 96],
  ]);
  return story;
}

/** Dijon: replaces the convention of 2010; ends when its equipment is in place. */
function dijonStory(example: Example, nth: number): Story {
  const story = drafted(example, 'dijon-2018', nth);
  story.ask(ORDONNATEUR, '2018-09-03', { type: 'SignConvention', party: 'academie' });
  story.ask(ORDONNATEUR, '2018-09-03', { type: 'SignConvention', party: 'ville' });
  for (const { id, allocations } of example.draft.lines[0]!.tranches) {
    const on = id === 'elementaires-2018' || id === 'rased' ? '2018-11-12' : '2018-09-10';
    move(
      story,
      allocations.map(
        ({ uai, unit, quantity }) => [on, id, `${uai}-${unit}`, 'delivered', quantity] as const,
      ),
    );
  }
  story.ask(GESTIONNAIRE, '2019-06-17', { type: 'RecordCommitteeMeeting' });
  story.ask(ORDONNATEUR, '2019-12-20', { type: 'CompleteDeployment' });
  return story;
}

/** The convention of 18 February 2010, told in 2016 and replaced in 2018. */
function dijonBefore({ draft }: Example, successor: string, nth: number): Story {
  const story = new Story('dijon-2010', nth, GESTIONNAIRE);
  const { on: _, lines, ...asked } = draft;
  const recordedOn = '2016-01-11';
  const title = 'Convention TICE des écoles dijonnaises du 18 février 2010 (données fictives)';
  const [line] = lines;
  const tranches = line!.tranches.filter(({ id }) => id === 'impression-2013');
  const former = { ...asked, reference: DIJON_OF_2010, title, lines: [{ ...line!, tranches }] };
  story.ask(GESTIONNAIRE, '2010-02-01', former, { recordedOn });
  story.ask(ORDONNATEUR, '2010-02-18', { type: 'SignConvention', party: 'academie' }, { recordedOn });
  story.ask(ORDONNATEUR, '2010-02-18', { type: 'SignConvention', party: 'ville' }, { recordedOn });
  const by = successor.slice(successor.indexOf('-') + 1);
  story.ask(ORDONNATEUR, '2018-09-03', { type: 'SupersedeConvention', by }, { recordedOn: '2018-09-04' });
  return story;
}
