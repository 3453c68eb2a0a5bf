import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { Euros } from '#kernel';
import { Refused } from '../problem/refused.js';
import { plain } from './command.js';
import { readDto } from './dto.pipe.js';
import {
  Amount,
  Bic,
  Flag,
  Iban,
  Id,
  OneOf,
  OnDay,
  Part,
  Parts,
  Sha256List,
  Text,
  Uai,
  Uuid,
  Whole,
} from './fields.js';

class Inner {
  @Text(5) name!: string;
}

class Everything {
  @Amount({ optional: true }) amount?: Euros;
  @OnDay({ optional: true }) on?: string;
  @Uai({ optional: true }) uai?: string;
  @Iban({ optional: true }) iban?: string;
  @Bic({ optional: true }) bic?: string;
  @Id({ optional: true }) id?: string;
  @Uuid({ optional: true }) uuid?: string;
  @Text(5, { optional: true }) text?: string;
  @Whole(0, 10, { optional: true }) whole?: number;
  @Flag({ optional: true }) flag?: boolean;
  @OneOf(['a', 'b'], { optional: true }) choice?: string;
  @Sha256List(0, 2, { optional: true }) documents?: string[];
  @Part(() => Inner, { optional: true }) part?: Inner;
  @Parts(() => Inner, 1, 2, { optional: true }) parts?: Inner[];
}

function faults(given: unknown, type: Type<object> = Everything): Record<string, string> {
  try {
    readDto(type, given);
    return {};
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return Object.fromEntries(error.refusals.map(({ pointer, code }) => [pointer ?? '', code]));
  }
}

test('what is right is read into the types of the ledger, absent fields left out', () => {
  const dto = readDto(Everything, { amount: '2000.00', part: { name: 'x' } });
  expect(plain(dto)).toStrictEqual({ amount: Euros.of('2000.00'), part: { name: 'x' } });
});

test.each([
  ['amount', '1e3', 'amount_malformed'],
  ['amount', 0x10, 'amount_malformed'],
  ['on', '2017-02-29', 'day_malformed'],
  ['on', '01/02/2017', 'day_malformed'],
  ['uai', '0382460A', 'uai_wrong_letter'],
  ['uai', 382460, 'uai_malformed'],
  ['iban', 'FR76 3000 1004 19C3 8400 0000 037', 'iban_malformed'],
  ['bic', 'XX', 'bic_malformed'],
  ['id', 'constructor', 'id_malformed'],
  ['id', '__proto__', 'id_malformed'],
  ['id', 'a/b', 'id_malformed'],
  ['uuid', 'payment', 'id_malformed'],
  ['text', '', 'text_malformed'],
  ['text', '   ', 'text_malformed'],
  ['text', 'abcdef', 'text_malformed'],
  ['text', 'a\u0000', 'text_malformed'],
  ['text', '\ud800', 'text_malformed'],
  ['whole', 1.5, 'number_out_of_range'],
  ['whole', -0, 'number_out_of_range'],
  ['whole', 11, 'number_out_of_range'],
  ['whole', '1', 'number_out_of_range'],
  ['flag', 'true', 'flag_malformed'],
  ['choice', 'c', 'choice_unknown'],
  ['documents', 'a', 'list_expected'],
  ['part', [{ name: 'x' }], 'object_expected'],
  ['part', 'x', 'object_expected'],
  ['parts', {}, 'list_expected'],
  ['parts', [], 'list_too_short'],
  ['parts', [{ name: 'x' }, { name: 'x' }, { name: 'x' }], 'list_too_long'],
  ['nowhere', 1, 'field_unknown'],
])('%s: %j is refused with %s', (field, value, code) => {
  const given = `{"${field}":${Object.is(value, -0) ? '-0' : JSON.stringify(value)}}`;
  expect(faults(JSON.parse(given))).toStrictEqual({ [`/${field}`]: code });
});

test('null is not the same as absent', () => {
  expect(faults({ amount: null, part: null })).toStrictEqual({
    '/amount': 'amount_malformed',
    '/part': 'field_missing',
  });
});

test('the item at fault in a list is pointed at (RFC 6901)', () => {
  expect(faults({ documents: ['a'.repeat(64), 'b'] })).toStrictEqual({ '/documents/1': 'sha256_malformed' });
  expect(faults({ parts: [{ name: 'ok' }, { name: 'too long', more: 1 }] })).toStrictEqual({
    '/parts/1/name': 'text_malformed',
    '/parts/1/more': 'field_unknown',
  });
  expect(faults({ 'a/b~c': 1 })).toStrictEqual({ '/a~1b~0c': 'field_unknown' });
});

test('a body that looks like a refusal is not taken for one', () => {
  const forged = { refused: true, code: 'forged', details: {} };
  expect(faults({ text: forged, nowhere: forged })).toStrictEqual({
    '/text': 'text_malformed',
    '/nowhere': 'field_unknown',
  });
});

test('a required field that is absent is named', () => {
  expect(faults({}, Inner)).toStrictEqual({ '/name': 'field_missing' });
});
