import { Euros } from '#kernel';
import type { Balances } from '#read-models';
import { euros } from '#wording';

interface Bar {
  readonly name: string;
  readonly amount: Euros;
  readonly tone: 1 | 2 | 3;
}

const LABEL = 150;
const WIDTH = 640;
const FIGURE = 110;
const STEP = 26;

/** How far the money of a convention has come, as bars on one scale; the same is read in its title. */
export function Picture({ balances }: { readonly balances: Balances }) {
  const bars: readonly Bar[] = [
    { name: 'Montant maximal', amount: Euros.of(balances.maximum), tone: 3 },
    { name: 'Engagé', amount: Euros.of(balances.committed), tone: 2 },
    { name: 'Justifié et dû', amount: Euros.of(balances.due), tone: 2 },
    { name: 'Payé', amount: Euros.of(balances.paid), tone: 1 },
    { name: 'Reversé', amount: Euros.of(balances.repaid), tone: 3 },
  ];
  const most = bars.reduce((largest, { amount }) => Euros.max(largest, amount), Euros.zero);
  if (most.isZero) return null;
  const scale = WIDTH - LABEL - FIGURE;
  const said = bars.map(({ name, amount }) => `${name} ${euros(amount)}`).join(', ');
  return (
    <svg class="picture" viewBox={`0 0 ${WIDTH} ${bars.length * STEP}`} role="img" aria-label={said}>
      {bars.map(({ name, amount, tone }, index) => {
        const top = index * STEP;
        const width = Number((amount.orZero().cents * BigInt(scale)) / most.cents);
        return (
          <g>
            <text x={LABEL - 8} y={top + 17} text-anchor="end">
              {name}
            </text>
            <rect class={`bar-${tone}`} x={LABEL} y={top + 4} width={Math.max(width, 1)} height={STEP - 8} />
            <text x={LABEL + width + 8} y={top + 17}>
              {euros(amount)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
