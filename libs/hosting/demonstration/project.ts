import { type Day, day, Euros, type Rate } from '#kernel';
import {
  type Axes,
  type DraftConvention,
  type LineAsked,
  type Payee,
  referenceSchemes,
  type Renewal,
  type School,
  type UnitAsked,
} from '#ledger';

/** What a school is granted, in units of its scheme. */
export interface GrantedSchool extends School {
  readonly units: Readonly<Record<string, number>>;
}

/** An agreement to be told: who, where, which schools. */
export interface Project {
  readonly key: string;
  readonly reference: string;
  readonly title: string;
  readonly academie: string;
  readonly academieName: string;
  readonly payee: Payee & { readonly siret: string };
  readonly scheme: 'colleges_numeriques_2016_ecole' | 'colleges_numeriques_2016_college';
  readonly schools: readonly GrantedSchool[];
  /** Names of the établissements that are paid the resources, by UAI. */
  readonly colleges: Readonly<Record<string, string>>;
  readonly visaRequired: boolean;
  readonly renewal?: Renewal;
  readonly observations: readonly string[];
  readonly fictitious: boolean;
}

const AXES: Axes = {
  programme: '0214',
  titre: '6',
  categorie: '63',
  action: '08',
  sousAction: '02',
  fondsDeConcours: '06.1.2.442',
};

const EQUIPMENT = 'equipment';
const RESOURCES = 'resources';

/** Where the money of a line goes, and what each school gets of it. */
export interface GrantedLine {
  readonly id: string;
  readonly flow: 'equipment' | 'resources';
  readonly payee: Payee;
  readonly allocations: readonly GrantedAllocation[];
  readonly maximum: Euros;
}

interface GrantedAllocation extends UnitAsked {
  readonly id: string;
  readonly unitCeiling: Euros;
  readonly rate: Rate;
  readonly maximum: Euros;
}

/** The équipement of the collectivité, and the resources of each collège. */
export function linesOf(project: Project): readonly GrantedLine[] {
  const colleges = Object.entries(project.colleges);
  const paidTo = ({ uai, referenceCollegeUai }: School) => referenceCollegeUai ?? uai;
  return [
    lineOf(project, EQUIPMENT, EQUIPMENT, project.payee, project.schools),
    ...colleges.map(([uai, name]) =>
      lineOf(
        project,
        colleges.length === 1 ? RESOURCES : `${RESOURCES}-${uai}`,
        RESOURCES,
        { legalType: 'eple', uai, name },
        project.schools.filter(school => paidTo(school) === uai),
      ),
    ),
  ];
}

function lineOf(
  { scheme }: Project,
  id: string,
  flow: GrantedLine['flow'],
  payee: Payee,
  schools: readonly GrantedSchool[],
): GrantedLine {
  const units = referenceSchemes
    .find(({ code }) => code === scheme)!
    .flows.find(candidate => candidate.flow === flow)!.units;
  const allocations = schools.flatMap(school =>
    units.map(({ unit, ceiling, rate }): GrantedAllocation => {
      // One grant of resources per school, however many classes mobiles it has.
      const quantity = unit === 'ecole' ? 1 : (school.units[unit] ?? 0);
      const maximum = Euros.product([quantity, ceiling, rate], 'down');
      return {
        id: `${school.uai}-${unit}`,
        uai: school.uai,
        unit,
        quantity,
        unitCeiling: ceiling,
        rate,
        maximum,
      };
    }),
  );
  return { id, flow, payee, allocations, maximum: Euros.sum(allocations.map(({ maximum }) => maximum)) };
}

export function trancheOn(on: string): string {
  return on.slice(0, 4);
}

/** The draft of an agreement, with one tranche of the year of its signature. */
export function draftOf(project: Project, signedOn: Day): Omit<DraftConvention, 'on'> {
  const { reference, title, academie, academieName, payee, scheme, visaRequired, observations } = project;
  return {
    type: 'DraftConvention',
    reference,
    title,
    academie,
    scheme: { code: scheme },
    parties: [
      { id: 'academie', role: 'academie', name: academieName },
      {
        id: 'beneficiaire',
        role: 'beneficiary',
        name: payee.name,
        siret: payee.siret,
        legalType: payee.legalType,
      },
    ],
    visaRequired,
    validity: { years: 1 },
    noticeMonths: 3,
    ...(project.renewal === undefined ? {} : { renewal: project.renewal }),
    deployment: deploymentAfter(signedOn),
    schools: project.schools.map(({ units: _, ...school }) => school),
    lines: linesOf(project).map(({ id, flow, payee: paid, allocations }): LineAsked => ({
      id,
      flow,
      payee: paid,
      axes: AXES,
      tranches: [
        {
          id: trancheOn(signedOn),
          label: trancheOn(signedOn),
          allocations: allocations.map(({ uai, unit, quantity }) => ({ uai, unit, quantity })),
        },
      ],
    })),
    observations,
    fictitious: project.fictitious,
  };
}

/** As at Crêts: from the month after the signature, for three months. */
function deploymentAfter(signedOn: Day): { from: Day; until: Day } {
  const [year, month] = [Number(signedOn.slice(0, 4)), Number(signedOn.slice(5, 7))];
  const first = (months: number) => {
    const index = year * 12 + month - 1 + months;
    return day(`${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`);
  };
  return { from: first(1), until: first(4) };
}
