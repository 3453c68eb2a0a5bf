import type { Day, Instant } from '#kernel';
import { day, instant } from '#wording';
import type { Problem } from '../../problem/problem.js';
import { faultOf, type Query } from '../query.js';
import { Input } from './field.js';
import { Banner } from './messages.js';

interface AsOfProps {
  readonly effectiveOn: Day | null;
  readonly knownAt: Instant | null;
  /** The same page, now. */
  readonly now: string;
}

/** Says that what is shown is not the present. */
export function AsOfBanner({ effectiveOn, knownAt, now }: AsOfProps) {
  if (effectiveOn === null && knownAt === null) return null;
  return (
    <Banner kind="warning">
      <strong>Ce n’est pas la situation d’aujourd’hui.</strong>{' '}
      {effectiveOn !== null && `Faits effectifs au ${day(effectiveOn)}. `}
      {knownAt !== null && `Tels qu’ils étaient connus le ${instant(knownAt)}. `}
      <a href={now}>Revenir à aujourd’hui</a>
    </Banner>
  );
}

/** The two dates of a question, in a form of filters. */
export function AsOfFields({
  query,
  problem,
}: {
  readonly query: Query;
  readonly problem?: Problem | undefined;
}) {
  return (
    <>
      <Input
        name="effectiveOn"
        label="Effectif au"
        type="date"
        value={query['effectiveOn']}
        fault={faultOf(problem, 'effectiveOn')}
      />
      <Input
        name="knownAt"
        label="Connu le"
        type="date"
        value={query['knownAt']?.slice(0, 10)}
        fault={faultOf(problem, 'knownAt')}
      />
    </>
  );
}
