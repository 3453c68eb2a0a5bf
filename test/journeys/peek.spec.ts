import { World } from '../support/world.js';
test('peek', async () => {
  const world = await World.open({ loaded: true });
  world.on('2026-11-21');
  try {
  const { body: api } = await world.ask('demo-gestionnaire', '/api/openapi.json');
  console.log(Object.entries(api.paths).map(([p, m]) => `${Object.keys(m as object)} ${p}`).join('\n'));
  const { body: rep } = await world.ask('demo-gestionnaire', '/reports/chorus-imputations?year=2016&level=entry');
  console.log(JSON.stringify(rep.rows.slice(0, 2), null, 1), rep.rows.length);
  const { body: l } = await world.ask('demo-gestionnaire', '/conventions?limit=200');
  const stages: Record<string, number> = {}; for (const c of l.conventions) stages[c.stage] = (stages[c.stage] ?? 0) + 1;
  console.log(JSON.stringify(stages), l.conventions.length, l.conventions.map(c => c.reference).slice(0, 60).join(' '));
  console.log(await world.difference());
  } finally {
  await world.close(); }
}, 60000);
