import { startApp } from '../../support/built.js';
import { closeFirst } from '../ground.js';

/**
 * Starts a built program in a process of its own; what it says when it is ready. It is stopped with the ground.
 * Throws where it ends before.
 */
export async function startBuilt(
  app: 'server' | 'projector',
  environment: Record<string, string>,
  ready: RegExp,
): Promise<RegExpExecArray> {
  const started = startApp(app, environment);
  closeFirst(async () => {
    started.kill('SIGTERM');
    await started.ended;
  });
  return started.says(ready);
}
