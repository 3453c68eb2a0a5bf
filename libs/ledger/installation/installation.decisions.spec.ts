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
