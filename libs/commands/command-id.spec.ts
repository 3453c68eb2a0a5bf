import { bodyHashOf, commandIdOf, eventIdOf, newStreamOf } from './command-id.js';
import { sealPersonal } from './personal.js';

describe('ids derive from what was asked', () => {
  test('the same actor, stream and key give the same command, written here once for all', () => {
    expect(commandIdOf('a-1', 'convention-1', 'k')).toBe('49652ccc-bb1a-5423-ba2e-d581d090593c');
    expect(eventIdOf(commandIdOf('a-1', 'convention-1', 'k'), 0)).toBe(
      '06edf96b-126d-5e41-b573-d2b06b3f8009',
    );
    expect(newStreamOf('convention', 'a-1', 'k')).toBe('convention-70d0c235-ab36-572e-b3c2-0844da22765e');
  });

  test('another actor, stream or key is another command', () => {
    const ids = [
      commandIdOf('a', 's', 'k'),
      commandIdOf('b', 's', 'k'),
      commandIdOf('a', 't', 'k'),
      commandIdOf('a', 's', 'l'),
    ];
    expect(new Set(ids).size).toBe(4);
  });

  test('the bounds of the fields count', () => {
    expect(commandIdOf('a', 'b","c', 'd')).not.toBe(commandIdOf('a', 'b', 'c","d'));
    expect(commandIdOf('ab', 'c', 'd')).not.toBe(commandIdOf('a', 'bc', 'd'));
    expect(newStreamOf('event', 'a', '1')).not.toBe(`event-${eventIdOf('a', 1)}`);
  });

  test('the body hash forgets the order of the fields, not the type of the command', () => {
    expect(bodyHashOf('resume', { a: '1', b: '2' })).toBe(bodyHashOf('resume', { b: '2', a: '1' }));
    expect(bodyHashOf('resume', {})).not.toBe(bodyHashOf('suspend', {}));
    expect(bodyHashOf('resume', { a: '1' })).not.toBe(bodyHashOf('resume', { a: 1 }));
  });
});

describe('a personal value is sealed', () => {
  test('by SHA-256 of salt and value', () => {
    const salt = new Uint8Array(32).fill(7);
    expect(sealPersonal('Élodie Martin', salt)).toEqual({
      commitment: 'bf772c6790289479f397ac61f17c61c86c688e71fc0e400e08f3d0bdfc528214',
      salt: '07'.repeat(32),
      value: 'Élodie Martin',
    });
  });

  test('differently each time, so that equal names cannot be told from the record', () => {
    expect(sealPersonal('x').commitment).not.toBe(sealPersonal('x').commitment);
  });

  test('never with a short salt', () => {
    expect(() => sealPersonal('x', new Uint8Array(31))).toThrow(RangeError);
  });
});
