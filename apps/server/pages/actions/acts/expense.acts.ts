import { day, euros, EXPENSE_CATEGORIES, STATEMENT_STATUSES } from '#wording';
import {
  AcceptUse,
  AuthoriseCarryOver,
  CertifyServiceFait,
  DeclareUse,
  ReturnStatement,
  SubmitStatement,
} from '../../../conventions/expense.dto.js';
import { act, type Act, type ActField, type Situation, type Target } from '../action.js';
import { rowsIn } from '../body.js';
import { statementSheet } from '../sheets/statement.sheet.js';
import {
  amount,
  GROUND,
  GROUND_FILE,
  inPlace,
  on,
  placeName,
  placesOf,
  reason,
  trancheAt,
  YEAR,
} from './common.js';
import { choices } from './rows.js';

const statements = ({ of }: Situation): readonly Target[] =>
  of.statements.map(({ id, submittedOn, status, ...place }) => ({
    id,
    text: `état du ${day(submittedOn)}, ${placeName(of, place)} (${STATEMENT_STATUSES[status]})`,
  }));

/** A certificate is of a statement; the place that it is for follows from it. */
const certifiable = ({ of }: Situation): readonly Target[] =>
  of.statements
    .filter(({ status }) => status === 'submitted')
    .map(({ id, submittedOn, line, tranche }) => ({
      id: `${line}|${tranche}|${id}`,
      text: `état du ${day(submittedOn)}, ${placeName(of, { line, tranche })}`,
    }));

const uses = ({ of }: Situation): readonly Target[] =>
  of.resourceUses.map(({ id, final, ...place }) => ({
    id,
    text: `${placeName(of, place)}${final ? ', emploi final' : ''}`,
  }));

const FINAL: ActField = {
  name: 'final',
  label: 'Final',
  kind: 'flag',
  value: 'oui',
  hint: 'Oui : rien d’autre ne viendra pour cette tranche.',
};

/** Rows of a statement that can be typed at once; a longer one is filled in a spreadsheet. */
const ROWS = 12;

const expenseRow = (row: number, allocations: NonNullable<ActField['choices']>): readonly ActField[] => {
  const group = `Dépense ${row + 1}`;
  const at = `expenses.${row}`;
  const only = row === 0 ? {} : { optional: true as const };
  return [
    { name: `${at}.label`, label: 'Ce qui est acheté', kind: 'text', group, probe: 'Dépense', ...only },
    {
      name: `${at}.allocations`,
      label: 'Ligne d’annexe',
      kind: 'choice',
      choices: allocations,
      list: true,
      group,
    },
    { ...amount('Montant'), name: `${at}.amount`, group, ...only },
    {
      name: `${at}.quantity`,
      label: 'Unités',
      kind: 'whole',
      hint: '0 pour une dépense commune à plusieurs lignes.',
      group,
      probe: '0',
      ...only,
    },
    { name: `${at}.deliveredOn`, label: 'Livrée le', kind: 'day', group, probe: '2000-01-01', ...only },
    {
      name: `${at}.invoice.supplierSiret`,
      label: 'SIRET du fournisseur',
      kind: 'text',
      optional: true,
      check: 'siret',
      group,
    },
    { name: `${at}.invoice.number`, label: 'Numéro de facture', kind: 'text', optional: true, group },
    { ...amount('Total de la facture', { optional: true }), name: `${at}.invoice.total`, group },
    {
      name: `${at}.category`,
      label: 'Nature de la dépense',
      kind: 'choice',
      optional: true,
      choices: choices(EXPENSE_CATEGORIES),
      hint: 'Par défaut celle du volet.',
      group,
    },
  ];
};

function allocationsOf(at: Situation, target: Target) {
  const ids = (trancheAt(at, target)?.schools ?? []).map(({ allocation }) => allocation);
  const each = ids.map(id => ({ value: id, text: id }));
  return ids.length < 2 ? each : [...each, { value: ids.join('|'), text: 'Commune à toutes les lignes' }];
}

function certificateFields(at: Situation, target: Target): readonly ActField[] {
  const statement = at.of.statements.find(({ id }) => id === target.id.split('|')[2]);
  const cuts = (statement?.expenses ?? []).flatMap(
    ({ number, label, amount: claimed }, row): readonly ActField[] => {
      const group = `N° ${number}, ${label} : ${euros(claimed)}`;
      return [
        { name: `cuts.${row}.expense`, label: 'N°', kind: 'fixed', value: String(number), group },
        { ...amount('Montant écarté', { optional: true }), name: `cuts.${row}.amount`, group },
        { name: `cuts.${row}.reason`, label: 'Motif du rejet', kind: 'text', optional: true, group },
      ];
    },
  );
  const quantities = (statement?.claimed ?? []).flatMap(({ allocation }, row): readonly ActField[] => [
    {
      name: `quantities.${row}.allocation`,
      label: 'Ligne',
      kind: 'fixed',
      value: allocation,
      group: 'Unités acceptées',
    },
    {
      name: `quantities.${row}.quantity`,
      label: `Unités acceptées, ${allocation}`,
      kind: 'whole',
      optional: true,
      hint: 'Par défaut, celles que l’état déclare.',
      group: 'Unités acceptées',
    },
  ]);
  return [on(at.today, 'Constaté le'), FINAL, ...cuts, ...quantities, GROUND, YEAR];
}

function useFields(at: Situation, target: Target): readonly ActField[] {
  const { schools = [], posts = [] } = trancheAt(at, target) ?? {};
  const byPost = 'Le même emploi, poste par poste';
  return [
    ...schools.flatMap(({ allocation }, row): readonly ActField[] => [
      { name: `used.${row}.allocation`, label: 'Ligne', kind: 'fixed', value: allocation, group: allocation },
      { ...amount('Emploi cumulé depuis le début'), name: `used.${row}.amount`, group: allocation },
    ]),
    ...posts.flatMap(({ post, label }, row): readonly ActField[] => [
      { name: `posts.${row}.post`, label: 'Poste', kind: 'fixed', value: post, group: byPost },
      {
        ...amount(label, { optional: true }),
        name: `posts.${row}.amount`,
        group: byPost,
        ...(row === 0 ? { probe: '0,01' } : {}),
      },
    ]),
  ];
}

/** What was declared may be accepted in part. */
function acceptedFields({ of }: Situation, { id }: Target): readonly ActField[] {
  const used = of.resourceUses.find(use => use.id === id)?.used ?? [];
  const group = 'Accepté, si ce n’est pas tout ce qui est déclaré';
  return used.flatMap(({ allocation, amount: declared }, row): readonly ActField[] => [
    { name: `accepted.${row}.allocation`, label: 'Ligne', kind: 'fixed', value: allocation, group },
    {
      ...amount(allocation, { optional: true, hint: `Déclaré : ${euros(declared)}.` }),
      name: `accepted.${row}.amount`,
      group,
    },
  ]);
}

/** Expense, service fait, use of grants. */
export const expenseActs: readonly Act[] = [
  act({
    key: 'etat',
    title: 'Déposer un état récapitulatif des dépenses',
    permission: 'statement.submit',
    targets: placesOf('on_expense'),
    none: 'Aucun volet n’est payé sur dépenses justifiées.',
    dto: SubmitStatement,
    fixed: target => ({ ...inPlace(target), documents: [] }),
    sheet: statementSheet,
    fields: (at, target, values = {}) => [
      {
        name: statementSheet.field,
        label: 'État rempli dans un tableur',
        kind: 'sheet',
        optional: true,
        hint: 'XLSX, ODS ou CSV, d’après le modèle ci-dessus : ses lignes remplissent celles d’en bas, et il est gardé avec l’état.',
      },
      on(at.today, 'Déposé le'),
      {
        name: 'certifiedExactOn',
        label: 'Certifié exact par le bénéficiaire le',
        kind: 'day',
        value: at.today,
      },
      ...[1, 2, 3].map((rank): ActField => ({
        name: `documents.${rank}`,
        label: rank === 1 ? 'Pièce justificative' : `Pièce justificative ${rank}`,
        kind: 'file',
        optional: true,
        hint: 'Factures, état signé : PDF, PNG, JPEG, XLSX, ODS ou CSV.',
      })),
      ...Array.from({ length: rowsIn(values, 'expenses', ROWS) }, (_, row) =>
        expenseRow(row, allocationsOf(at, target)),
      ).flat(),
      { name: 'expenses', label: 'Ajouter des dépenses', kind: 'more' },
    ],
    by: ({ expense }, { writing, id }, body) => expense.submit(writing, id, body),
  }),
  act({
    key: 'etat-renvoi',
    title: 'Renvoyer un état à compléter',
    permission: 'statement.return',
    targets: statements,
    none: 'Aucun état n’est déposé.',
    dto: ReturnStatement,
    fields: ({ today }) => [on(today), reason()],
    by: ({ expense }, { writing, id, target }, body) => expense.sendBack(writing, id, target, body),
  }),
  act({
    key: 'service-fait',
    title: 'Constater le service fait',
    permission: 'service_fait.certify',
    targets: certifiable,
    none: 'Aucun état récapitulatif n’attend d’être examiné.',
    dto: CertifyServiceFait,
    fixed: target => ({ ...inPlace(target), statement: target.id.split('|')[2], cuts: [], quantities: [] }),
    live: true,
    fields: certificateFields,
    by: ({ expense }, { writing, id }, body) => expense.certify(writing, id, body),
  }),
  act({
    key: 'abandon',
    title: 'Constater l’abandon du projet',
    permission: 'service_fait.certify',
    targets: placesOf('on_expense'),
    none: 'Aucun volet n’est payé sur dépenses justifiées.',
    dto: CertifyServiceFait,
    fixed: target => ({ ...inPlace(target), final: true, cuts: [], quantities: [] }),
    fields: ({ today }) => [
      on(today),
      { ...GROUND_FILE, label: 'Courrier par lequel le bénéficiaire renonce' },
      { ...GROUND, probe: 'Courrier' },
      YEAR,
    ],
    by: ({ expense }, { writing, id }, body) => expense.certify(writing, id, body),
  }),
  act({
    key: 'emploi',
    title: 'Déclarer l’emploi d’une dotation',
    permission: 'resource_use.declare',
    targets: placesOf('flat_grant'),
    none: 'La convention n’a pas de dotation.',
    dto: DeclareUse,
    fixed: target => ({ ...inPlace(target), documents: [] }),
    fields: (at, target) => [
      on(at.today),
      FINAL,
      ...useFields(at, target),
      { name: 'documents', label: 'Pièce justificative', kind: 'file', optional: true, list: true },
    ],
    by: ({ expense }, { writing, id }, body) => expense.declareUse(writing, id, body),
  }),
  act({
    key: 'emploi-acceptation',
    title: 'Accepter l’emploi final d’une dotation',
    permission: 'resource_use.accept',
    targets: uses,
    none: 'Aucun emploi de dotation n’est déclaré.',
    dto: AcceptUse,
    live: true,
    fields: (at, target) => [on(at.today), ...acceptedFields(at, target), YEAR],
    by: ({ expense }, { writing, id, target }, body) => expense.acceptUse(writing, id, target, body),
  }),
  act({
    key: 'report',
    title: 'Autoriser le report d’une dotation inemployée',
    permission: 'carry_over.authorise',
    targets: placesOf('flat_grant'),
    none: 'La convention n’a pas de dotation.',
    dto: AuthoriseCarryOver,
    fixed: inPlace,
    fields: ({ today }) => [on(today), amount('Montant reporté'), reason()],
    by: ({ expense }, { writing, id }, body) => expense.carryOver(writing, id, body),
  }),
];
