import { isRefusal, refuse } from '#kernel';
import { Refused } from '../../../problem/refused.js';
import { SignAvenant } from '../../../conventions/agreement.dto.js';
import { namesOf, type TypedTranche } from '../../drafting/draft.body.js';
import { SCHOOLS, trancheFields } from '../../drafting/draft.fields.js';
import { pastedRows, readSchools, type ReadSchools } from '../../drafting/schools.js';
import { act, type ActField, type Situation, WHOLE, type Built } from '../action.js';
import { fixedIn, perAllocation } from './allocations.js';
import { bodies, GROUND_FILE, on } from './common.js';
import { deploymentFields, IBAN_HINT } from './rows.js';

interface Typed {
  readonly allocations: readonly object[];
  readonly tranches?: readonly TypedTranche[];
  readonly [SCHOOLS]?: string;
}

const ADDED = 'Tranches ajoutées';
const TABLE = 'Annexe de l’avenant';
const ACCOUNT = 'Nouveau compte bancaire';

/** The tranches of a line that wait for an amendment. */
function firmFields({ of }: Situation): readonly ActField[] {
  const waiting = of.lines.flatMap(({ line, label, tranches }) =>
    tranches
      .filter(({ status }) => status === 'conditional')
      .map(tranche => ({ line, tranche: tranche.tranche, text: `${label}, ${tranche.label}` })),
  );
  return waiting.flatMap(({ line, tranche, text }, row): readonly ActField[] => [
    ...fixedIn(`firm.${row}`, 'Tranches affermies', { line, tranche }),
    { name: `firm.${row}.meant`, label: `Affermir : ${text}`, kind: 'keep', group: 'Tranches affermies' },
  ]);
}

const accountFields = (at: Situation): readonly ActField[] =>
  [
    {
      name: 'account.payee',
      label: 'De qui',
      kind: 'choice' as const,
      choices: bodies(at).map(({ id, text }) => ({ value: id, text })),
    },
    { name: 'account.iban', label: 'IBAN', kind: 'text' as const, check: 'iban' as const, hint: IBAN_HINT },
    { name: 'account.bic', label: 'BIC', kind: 'text' as const, check: 'bic' as const },
    { name: 'account.holder', label: 'Titulaire', kind: 'text' as const },
    { name: 'account.validFrom', label: 'Premier jour', kind: 'day' as const },
  ].map(field => ({ ...field, optional: true as const, group: ACCOUNT }));

/** Rows of the table stand in an existing tranche, or in one that the amendment adds to the line. */
function withTable({ body, fieldAt }: Built, { of, flows }: Situation): Built {
  const { [SCHOOLS]: table = '', tranches = [], allocations, ...typed } = body as Typed;
  const added = namesOf(tranches);
  const known = of.lines.flatMap(line => line.tranches.map(({ tranche, label }) => ({ id: tranche, label })));
  const read = readSchools(pastedRows(table), flows, [...added, ...known]);
  if (isRefusal(read)) throw new Refused([{ ...read, pointer: `/${SCHOOLS}` }]);
  const granted = read.granted.flatMap(({ flow, ...asked }) => {
    const line = lineOf(of, flow, asked.uai, read.schools);
    if (!line) throw new Refused([refuse('line_unknown', { line: flow }, `/${SCHOOLS}`)]);
    return [{ ...asked, line }];
  });
  const isAdded = ({ tranche }: { readonly tranche: string }) => added.some(({ id }) => id === tranche);
  const lines = [...new Set(granted.filter(isAdded).map(({ line }) => line))];
  return {
    body: {
      ...typed,
      schools: read.schools,
      allocations: [...allocations, ...granted.filter(asked => !isAdded(asked))],
      tranches: added.flatMap(tranche =>
        lines.flatMap(line => {
          const own = granted.filter(asked => asked.tranche === tranche.id && asked.line === line);
          const asked = own.map(({ line: _line, tranche: _tranche, ...unit }) => unit);
          return asked.length === 0 ? [] : [{ ...tranche, line, allocations: asked }];
        }),
      ),
    },
    fieldAt: new Map([
      ...fieldAt,
      [`/${SCHOOLS}`, SCHOOLS],
      ['/schools', SCHOOLS],
      ['/allocations', SCHOOLS],
      ['/tranches', 'tranches.0.id'],
    ]),
  };
}

/** The line of a flow that pays the school, else its reference collège, else the first. */
function lineOf(
  { lines, schools }: Situation['of'],
  flow: string,
  uai: string,
  told: ReadSchools['schools'],
): string | undefined {
  const same = lines.filter(line => line.flow === flow);
  const of = told.find(school => school['uai'] === uai) ?? schools.find(school => school.uai === uai);
  const college = of?.referenceCollegeUai;
  const paid = (by: unknown) => same.find(({ payee }) => payee.uai !== undefined && payee.uai === by);
  return (paid(uai) ?? paid(college) ?? same[0])?.line;
}

/** Art. 10.1: quantities, schools, tranches of the year, dates, the bank account. */
export const avenant = act({
  key: 'avenant',
  title: 'Enregistrer un avenant signé',
  permission: 'convention.amend',
  targets: () => WHOLE,
  dto: SignAvenant,
  fixed: () => ({ allocations: [], schools: [] }),
  compose: withTable,
  live: true,
  fields: (at, _, values = {}) => [
    on(at.today, 'Signé le'),
    { name: 'subject', label: 'Objet', kind: 'text', probe: 'Objet' },
    {
      name: 'validUntil',
      label: 'Nouveau dernier jour de validité',
      kind: 'day',
      optional: true,
      ...(at.of.validUntil === undefined ? {} : { probe: at.of.validUntil }),
    },
    ...deploymentFields().map(field => ({
      ...field,
      label: `Nouveau ${field.label.toLowerCase()}`,
      ...(at.of.validUntil === undefined ? { probe: at.today } : {}),
    })),
    ...firmFields(at),
    ...perAllocation(at, (name, group, { line, tranche, allocation }) => [
      ...fixedIn(name, group, { line, tranche, uai: allocation.uai, unit: allocation.unit }),
      {
        name: `${name}.quantity`,
        label: `Nouvelle quantité (aujourd’hui ${allocation.quantity})`,
        kind: 'whole',
        optional: true,
        group,
      },
    ]),
    ...trancheFields(values, 1, '').map(field => ({ ...field, group: ADDED })),
    {
      name: SCHOOLS,
      label: 'Établissements nouveaux ou changés, lignes ajoutées',
      kind: 'long',
      optional: true,
      group: TABLE,
      hint: 'Collés depuis un tableur, titres compris : ceux du modèle de l’annexe. La colonne Tranche nomme une tranche de la convention ou une tranche ajoutée.',
    },
    ...accountFields(at),
    GROUND_FILE,
  ],
  by: ({ life }, { writing, id }, body) => life.amend(writing, id, body),
});
