const shared = {
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^#([^/]+)$': '<rootDir>/libs/$1/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
          target: 'es2023',
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
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
