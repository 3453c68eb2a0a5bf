import 'reflect-metadata';
import { waitFor, writeToken } from './after.js';
import { parseKnownAt } from './question.dto.js';

test('knownAt is a day, which stands for its end in Paris, or a moment, and nothing else', () => {
  expect(parseKnownAt('2016-11-03')).toBe('2016-11-03T22:59:59.999Z');
  expect(parseKnownAt('2016-11-03T09:12:44.120Z')).toBe('2016-11-03T09:12:44.120Z');
  expect(parseKnownAt('2016-11-03T09:12:44Z')).toMatchObject({ code: 'known_at_malformed' });
  expect(parseKnownAt('2016-13-45T09:12:44.120Z')).toMatchObject({ code: 'known_at_malformed' });
  expect(parseKnownAt(['2016-11-03'])).toMatchObject({ code: 'known_at_malformed' });
});

test('a question waits for the write of its token, and no longer than it may', async () => {
  let position = 0n;
  const reached = async () => ++position;
  await waitFor(writeToken(3n), reached);
  expect(position).toBe(3n);
  await expect(waitFor(writeToken(9n), async () => 8n, 0)).rejects.toThrow('read_model_behind');
  await expect(waitFor('not a token', reached)).rejects.toThrow('after_malformed');
});
