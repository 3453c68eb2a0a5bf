import { refuse } from '#kernel';
import { REFUSAL_CODES } from '#wording';
import { edge } from './edge.js';
import { problemOf } from './problem.js';

test('a rule that refuses is a 422 with the figures in French, and names the field at fault', () => {
  const refusal = refuse('above_payable', { asked: '2000.01', payable: '2000.00' }, '/amount');
  const problem = problemOf([refusal], 'request-1');
  expect(problem).toMatchObject({ status: 422, code: 'above_payable', correlationId: 'request-1' });
  expect(problem.detail).toContain('2\u202F000,01');
  expect(problem.errors).toStrictEqual([
    { pointer: '/amount', code: 'above_payable', detail: problem.detail },
  ]);
});

test.each([
  [edge('token_missing'), 401],
  [edge('permission_missing', { role: 'tresorier' }), 403],
  [refuse('convention_unknown', {}), 404],
  [refuse('claim_taken', { key: 'ej|2101234567|1', holder: 'event' }), 409],
  [refuse('version_mismatch', { expected: 1, actual: 2 }), 412],
  [edge('body_too_large'), 413],
  [refuse('idempotency_key_reused', {}), 422],
  [edge('read_model_behind'), 503],
  [edge('storage_unavailable'), 503],
  [edge('storage_full'), 503],
])('$code has its HTTP status', (refusal, status) => {
  expect(problemOf([refusal], '').status).toBe(status);
});

test('who holds a key that is taken is not said: it may stand outside the perimeter', () => {
  const problem = problemOf([refuse('claim_taken', { key: 'ej|2101234567|1', holder: 'the-event' })], '');
  expect(JSON.stringify(problem)).not.toContain('the-event');
});

test('the type of a problem leads to its code on the page of refusals', () => {
  const { type } = problemOf([refuse('above_payable', { asked: '2000.01', payable: '2000.00' })], '');
  const [path, code] = type.split('#');
  expect(path).toBe('/aide/refus');
  expect(REFUSAL_CODES).toContain(code);
});
