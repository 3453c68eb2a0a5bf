import { readConfiguration } from '../configuration.js';
import { launch, stopOnSignal } from '../process.js';
import { openDatabase } from '../start-embedded.js';

/** The smallest program of ours: it opens the database of its settings, prints its address, waits for a signal or for its parent's end. */
await launch(async () => {
  const configuration = readConfiguration(process.env);
  const opening = openDatabase(
    configuration,
    process.env['USE'] === 'shared' ? 'shared' : 'sole',
    console.error,
  );
  stopOnSignal(async () => (await opening).close());
  console.log((await opening).ownerUrl);
  process.stdin.resume().once('end', () => process.kill(process.pid, 'SIGTERM'));
});
