import { day } from '#kernel';
import { given } from '../../kernel/given.testing.js';
import { installationDecider, type InstallationMode } from './index.js';

const installed = (mode: InstallationMode) =>
  ({ fact: { type: 'Installed', data: { mode, epoch: 1 } }, effectiveOn: day('2016-01-04') }) as const;
const install = (mode: InstallationMode, epoch = 1) => ({ type: 'Install', mode, epoch }) as const;

describe.each([
  ['demonstration', 'production'],
  ['production', 'demonstration'],
] as const)('a ledger in %s', (mode, other) => {
  test('is installed on an empty log', () => {
    given(installationDecider)
      .when(install(mode), { today: day('2016-01-04') })
      .records(installed(mode));
  });

  test('starts again and records nothing', () => {
    given(installationDecider, installed(mode)).when(install(mode)).records();
  });

  test(`is refused in ${other}`, () => {
    given(installationDecider, installed(mode))
      .when(install(other))
      .refuses('installation_other_mode', { installed: mode, asked: other }, '/mode');
  });

  test('is refused in another epoch', () => {
    given(installationDecider, installed(mode))
      .when(install(mode, 2))
      .refuses('installation_other_epoch', { installed: 1, asked: 2 }, '/epoch');
  });
});

describe('a demonstration', () => {
  const complete = { type: 'CompleteDemonstration', conventions: 40 } as const;
  const loaded = {
    fact: { type: 'DemonstrationLoaded', data: { conventions: 40 } },
    effectiveOn: day('2026-10-30'),
  } as const;

  test('is marked as loaded in full, once', () => {
    given(installationDecider, installed('demonstration'))
      .when(complete, { today: day('2026-10-30') })
      .records(loaded);
    given(installationDecider, installed('demonstration'), loaded).when(complete).records();
  });

  test('leaves the mode of the installation as it was', () => {
    given(installationDecider, installed('demonstration'), loaded).when(install('demonstration')).records();
  });

  test('is never loaded in production', () => {
    given(installationDecider, installed('production'))
      .when(complete)
      .refuses('installation_other_mode', { installed: 'production', asked: 'demonstration' }, '/mode');
  });
});
