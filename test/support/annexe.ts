/** A draft, as the examples hold it. */
export interface Asked {
  readonly [name: string]: unknown;
  readonly on: string;
  readonly reference: string;
  readonly scheme: { readonly code: string };
  readonly parties: readonly Readonly<Record<string, string>>[];
  readonly validity: Readonly<Record<string, number>>;
  readonly deployment?: Readonly<Record<string, string>>;
  readonly schools: readonly Readonly<Record<string, string>>[];
  readonly lines: readonly {
    readonly flow: string;
    readonly payee: Readonly<Record<string, string>>;
    readonly axes: Readonly<Record<string, string>>;
    readonly tranches: readonly Tranche[];
    readonly [stated: string]: unknown;
  }[];
  readonly observations: readonly string[];
}

export interface Tranche {
  readonly id: string;
  readonly label: string;
  readonly conditional?: boolean;
  readonly allocations: readonly { uai: string; unit: string; quantity: number; count?: number }[];
}

/** Rows of a spreadsheet: one per school and tranche. */
export function annexe({ schools, lines }: Asked): string {
  const units = [
    ...new Set(
      lines
        .flatMap(({ tranches }) => tranches)
        .flatMap(({ allocations }) => allocations.map(({ unit }) => unit)),
    ),
  ];
  const titles = {
    uai: 'UAI',
    name: 'Établissement',
    commune: 'Commune',
    inseeCode: 'Code INSEE',
    departement: 'Département',
    referenceCollegeUai: 'Collège de référence',
    address: 'Adresse',
  };
  const cohorts = new Map(
    lines.flatMap(({ tranches }) => tranches.map(tranche => [tranche.id, tranche] as const)),
  );
  const own = (school: Readonly<Record<string, string>>, tranche: string) =>
    lines
      .flatMap(line => line.tranches.filter(({ id }) => id === tranche))
      .flatMap(({ allocations }) => allocations.filter(({ uai }) => uai === school['uai']));
  const body = schools.flatMap(school => {
    const told = Object.keys(titles).map(key => school[key] ?? '');
    if (cohorts.size === 0) return [told];
    return [...cohorts.keys()]
      .filter(tranche => own(school, tranche).length > 0)
      .map(tranche => {
        const granted = own(school, tranche);
        const cells = units.flatMap(unit => {
          const found = granted.find(of => of.unit === unit);
          return [String(found?.quantity ?? ''), String(found?.count ?? '')];
        });
        return [...told, tranche, ...cells];
      });
  });
  const heads = [
    ...Object.values(titles),
    'Tranche',
    ...units.flatMap(unit => [`Nombre : ${unit}`, `Décompte : ${unit}`]),
  ];
  return [heads, ...body].map(row => row.join('\t')).join('\n');
}
