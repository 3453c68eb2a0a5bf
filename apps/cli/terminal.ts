import { SingleBar } from 'cli-progress';
import type { Io, Progress } from './io.js';

/** The terminal: answers on the standard output, everything else beside. */
export const terminal: Io = {
  environment: process.env,
  print: line => process.stdout.write(`${line}\n`),
  say: line => process.stderr.write(`${line}\n`),
  progress,
};

function progress(title: string): Progress {
  const bar = new SingleBar({
    format: `${title} {bar} {percentage} % ({value} sur {total})`,
    stream: process.stderr,
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
  });
  let started = false;
  return {
    at: (done, of) => {
      if (!started) bar.start(of, done);
      started = true;
      bar.setTotal(of);
      bar.update(done);
    },
    end: () => bar.stop(),
  };
}
