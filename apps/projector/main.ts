import 'reflect-metadata';
import {
  keepReadModels,
  keepSeals,
  launch,
  makeReadModels,
  openLedger,
  openVoice,
  readConfiguration,
  stopOnSignal,
} from '#hosting';

/** The projector in a process of its own: keeps the read models and the seals (PROJECTOR=none elsewhere). */
await launch(async () => {
  const configuration = readConfiguration(process.env);
  const { say, log } = openVoice(configuration);
  const stopping = new AbortController();
  let stopped: Promise<void> | undefined;
  stopOnSignal(async () => {
    stopping.abort();
    await stopped;
  });
  const ledger = await openLedger(configuration, 'shared', say);
  await makeReadModels(ledger, (done, of) => say(`Vues en construction : ${done} faits sur ${of}.`));
  say('Le projecteur suit le journal.');
  const onFailure = (error: unknown) => log.error({ err: error }, 'following failed; it is tried again');
  const keeping = { signal: stopping.signal, onFailure };
  stopped = Promise.all([keepReadModels(ledger, keeping), keepSeals(ledger, keeping)]).then(() =>
    ledger.close(),
  );
  await stopped;
});
