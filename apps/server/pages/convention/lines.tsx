import type { ConventionAnswer } from '../../answers/convention.answer.js';
import type { SchemeVersion } from '#ledger';
import { percent, quantity, TRANCHE_STATUSES } from '#wording';
import { Amount, Code, Figure } from '../components/figures.js';
import { Table, type TableColumn } from '../components/table.js';

type LineOf = ConventionAnswer['lines'][number];
type TrancheOf = LineOf['tranches'][number];

const BALANCES = [
  ['maximum', 'Maximum'],
  ['committed', 'Engagé'],
  ['released', 'Retiré'],
  ['accepted', 'Accepté'],
  ['due', 'Dû'],
  ['pending', 'Demandé'],
  ['paid', 'Payé'],
  ['repaid', 'Reversé'],
  ['payable', 'Payable'],
  ['toOrder', 'À faire reverser'],
  ['outstanding', 'Reste à payer'],
] as const satisfies readonly (readonly [keyof LineOf['balances'], string])[];

const balanceColumns = <Row extends { readonly balances: LineOf['balances'] }>(
  total: LineOf['balances'] | undefined,
  names: readonly string[] = BALANCES.map(([name]) => name),
): readonly TableColumn<Row>[] =>
  BALANCES.filter(([name]) => names.includes(name)).map(([name, title]) => ({
    title,
    figure: true,
    show: ({ balances }) => <Figure of={balances[name]} />,
    ...(total ? { total: <Figure of={total[name]} /> } : {}),
  }));

interface TranchesProps {
  readonly line: LineOf;
  /** Tells it from the other lines. */
  readonly name: string;
}

export function Tranches({ line, name }: TranchesProps) {
  const many = line.tranches.length > 1;
  return (
    <Table<TrancheOf>
      caption={`Tranches, en euros : ${name}`}
      empty="Aucune tranche."
      rows={line.tranches}
      columns={[
        {
          title: 'Tranche (€)',
          show: ({ label, status, postes, final }) => (
            <>
              {label}
              {status !== 'firm' && <small>{TRANCHE_STATUSES[status]}</small>}
              {final && status !== 'abandoned' && <small>service fait final</small>}
              {postes?.map(({ ej, poste }) => (
                <small>
                  EJ <Code>{ej}</Code> poste {poste}
                </small>
              ))}
            </>
          ),
          ...(many ? { total: 'Volet' } : {}),
        },
        ...balanceColumns<TrancheOf>(many ? line.balances : undefined),
      ]}
    />
  );
}

interface SchoolRow {
  readonly name: string;
  readonly tranche: string;
  readonly of: TrancheOf['schools'][number];
  readonly balances: LineOf['balances'];
}

const ACCEPTED: TableColumn<SchoolRow> = {
  title: 'Acceptés',
  figure: true,
  show: ({ of: { acceptedQuantity } }) => quantity(acceptedQuantity),
};

/** What was planned in kind, and where it is. */
const MOVED: readonly TableColumn<SchoolRow>[] = [
  { title: 'Livrés', figure: true, show: ({ of: { delivered } }) => quantity(delivered) },
  { title: 'Prêtés', figure: true, show: ({ of: { lent } }) => quantity(lent) },
  { title: 'Restitués', figure: true, show: ({ of: { returned } }) => quantity(returned) },
];

interface SchoolsProps extends TranchesProps {
  readonly of: ConventionAnswer;
  readonly scheme: Pick<SchemeVersion, 'flows'>;
}

/** What each school gets and got. */
export function Schools({ of, line, name: ofLine, scheme }: SchoolsProps) {
  const flow = scheme.flows.find(known => known.flow === line.flow);
  const unitName = (unit: string) => flow?.units.find(known => known.unit === unit)?.label ?? unit;
  const kind = line.kind === 'in_kind';
  const money = balanceColumns<SchoolRow>(line.balances, [
    'maximum',
    'accepted',
    'due',
    'paid',
    'repaid',
    'payable',
    'toOrder',
  ]);
  const names = new Map(
    of.schools.map(({ uai, name, commune }) => [uai, commune ? `${name}, ${commune}` : name]),
  );
  const rows = line.tranches.flatMap(({ label, schools }) =>
    schools.map((school): SchoolRow => ({
      of: school,
      name: names.get(school.uai) ?? '',
      tranche: label,
      balances: school.balances,
    })),
  );
  return (
    <Table<SchoolRow>
      caption={`Établissements${kind ? '' : ', en euros'} : ${ofLine}`}
      empty="Aucun établissement."
      rows={rows}
      columns={[
        {
          title: kind ? 'Établissement' : 'Établissement (€)',
          show: ({ of: { uai }, name, tranche }) => (
            <>
              <Code>{uai}</Code>
              <small>
                {name}
                {line.tranches.length > 1 && `, ${tranche}`}
              </small>
            </>
          ),
          ...(kind ? {} : { total: 'Volet' }),
        },
        {
          title: 'Convenu',
          figure: true,
          show: ({ of: { quantity: units, unitCeiling, rate, unit } }) => (
            <>
              {quantity(units)}
              {!kind && (
                <>
                  {' '}
                  × <Amount of={unitCeiling} /> × {percent(rate)}
                </>
              )}
              <small>{unitName(unit)}</small>
            </>
          ),
        },
        ...(kind ? MOVED : [ACCEPTED]),
        ...(kind ? [] : money),
      ]}
    />
  );
}
