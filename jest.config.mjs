const compiled = jsx => [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', decorators: true, tsx: jsx },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        react: { runtime: 'automatic', importSource: 'preact' },
      },
      keepClassNames: true,
      target: 'es2023',
      experimental: { keepImportAttributes: true },
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  },
];

const shared = {
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    '^#([^/]+)$': '<rootDir>/libs/$1/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '^.+\\.ts$': compiled(false), '^.+\\.tsx$': compiled(true) },
  modulePathIgnorePatterns: ['<rootDir>/dist'],
};

const onDatabase = {
  ...shared,
  globalSetup: '<rootDir>/test/support/start-database.ts',
  globalTeardown: '<rootDir>/test/support/stop-database.ts',
};

export default {
  maxWorkers: 2,
  // On a busy machine a test may be slow; one that hangs is found a minute later.
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'pure',
      testMatch: ['<rootDir>/{libs,apps}/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.database\\.spec\\.ts$'],
    },
    {
      ...onDatabase,
      displayName: 'database',
      testMatch: ['<rootDir>/{libs,apps}/**/*.database.spec.ts', '<rootDir>/test/**/*.spec.ts'],
    },
    {
      ...onDatabase,
      displayName: 'faults',
      testMatch: ['<rootDir>/test/faults/kill.spec.ts', '<rootDir>/test/faults/*.faults.ts'],
    },
  ],
};
