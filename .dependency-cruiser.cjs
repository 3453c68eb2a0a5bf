/** The doors of the house (docs/architecture.md): who may import whom. Checked by `npm run check`. */
const rooms = {
  kernel: [],
  ledger: ['kernel'],
  'event-store': ['kernel'],
  files: ['kernel'],
  proof: ['kernel'],
  access: ['kernel'],
  wording: ['kernel', 'ledger', 'access'],
  commands: ['kernel', 'ledger', 'event-store'],
  'read-models': ['kernel', 'ledger', 'access'],
  rendering: ['kernel', 'read-models', 'wording'],
};
const forApps = [
  'kernel',
  'ledger',
  'commands',
  'read-models',
  'rendering',
  'access',
  'wording',
  'files',
  'hosting',
];

const either = names => `(${names.join('|')})`;

const doors = Object.entries(rooms).map(([room, allowed]) => ({
  name: `${room}-door`,
  comment: `${room} may import ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^libs/${room}/` },
  to: { path: '^(libs|apps)/', pathNot: `^libs/${either([room, ...allowed])}/` },
}));

module.exports = {
  forbidden: [
    ...doors,
    {
      name: 'hosting-door',
      severity: 'error',
      from: { path: '^libs/hosting/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-door',
      comment: 'an app chooses modules of hosting and names what its routes, pages or commands need',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^(libs|apps)/', pathNot: [`^libs/${either(forApps)}/`, '^apps/$1/'] },
    },
    {
      name: 'front-door',
      comment: 'a lib is entered by its index.ts',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/', pathNot: '\\.(spec|testing)\\.ts$' },
      to: { path: '^libs/([^/]+)/', pathNot: ['^$1/$2/', '^libs/[^/]+/index\\.ts$'] },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure-rooms',
      comment: 'kernel and ledger import no framework, no database, no node module',
      severity: 'error',
      from: { path: '^libs/(kernel|ledger)/', pathNot: '\\.(spec|testing)\\.ts$' },
      to: { path: '(@nestjs|typeorm|(^|/)pg(/|$)|class-validator|class-transformer|rxjs)' },
    },
    {
      name: 'pure-rooms-no-node',
      severity: 'error',
      from: { path: '^libs/(kernel|ledger)/', pathNot: '\\.(spec|testing)\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'event-store-client-behind-its-adapter',
      severity: 'error',
      from: { pathNot: '^libs/event-store/eventstoredb/' },
      to: { path: '@eventstore/db-client' },
    },
    {
      name: 'one-event-store-client',
      comment: 'two client packages in one process corrupt both',
      severity: 'error',
      from: {},
      to: { path: '@kurrent/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^dist/|\\.(spec|testing)\\.ts$)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
