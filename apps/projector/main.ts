import 'reflect-metadata';
import {
  keepReadModels,
  launch,
  makeReadModels,
  openLedger,
  readConfiguration,
  stopOnSignal,
} from '#hosting';

/** The projector in a process of its own: follows the store and keeps the read models (PROJECTOR=none elsewhere). */
await launch(async () => {
  const say = (sentence: string) => console.log(sentence);
  const configuration = readConfiguration(process.env);
  const stopping = new AbortController();
  let stopped: Promise<void> | undefined;
  stopOnSignal(async () => {
    stopping.abort();
    await stopped;
  });
  const ledger = await openLedger(configuration, 'shared', say);
  await makeReadModels(ledger, (done, of) => say(`Vues en construction : ${done} faits sur ${of}.`));
  say('Le projecteur suit le journal.');
  stopped = keepReadModels(ledger, {
    signal: stopping.signal,
    onFailure: error => console.error(error),
  }).then(() => ledger.close());
  await stopped;
});
