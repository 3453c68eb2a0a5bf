import { leafHash, newPrivateKey, openCheckpoint, signCheckpoint, signerOf } from '#proof';
import { balanceText } from './balance-leaf.js';
import { openBalances, signBalances } from './balance-note.js';

const none = {
  opening: '0.00',
  releasedOfYear: '0.00',
  releasedOfPrior: '0.00',
  commitmentCorrections: '0.00',
  paymentCorrections: '0.00',
  charges: '0.00',
  pending: '0.00',
  recovered: '0.00',
  recoveredCorrections: '0.00',
  ofWhichCreditsRestored: '0.00',
};

/* What was signed once is signed for ever: these bytes are never changed (docs/adr/2026-11-21-balance-root.md). */
test('the bytes of a balance, and its leaf', () => {
  const text = balanceText(2016, {
    convention: '7933bdd4-97e5-52fe-9430-83d1d94a9dfa',
    line: 'equipment',
    imputation: '0214/6/63/08/02/021404DI0205/653123/10.03.01/06.1.2.442/////',
    figures: { ...none, committed: '4000.00', paid: '2000.00', closing: '2000.00', ofWhichNotDue: '2000.00' },
  });
  expect(text).toBe(
    '{"convention":"7933bdd4-97e5-52fe-9430-83d1d94a9dfa","figures":{"charges":"0.00","closing":"2000.00",' +
      '"commitmentCorrections":"0.00","committed":"4000.00","ofWhichCreditsRestored":"0.00",' +
      '"ofWhichNotDue":"2000.00","opening":"0.00","paid":"2000.00","paymentCorrections":"0.00","pending":"0.00",' +
      '"recovered":"0.00","recoveredCorrections":"0.00","releasedOfPrior":"0.00","releasedOfYear":"0.00"},' +
      '"form":1,"imputation":"0214/6/63/08/02/021404DI0205/653123/10.03.01/06.1.2.442/////","kind":"balance",' +
      '"line":"equipment","year":2016}',
  );
  expect(leafHash(text).toString('hex')).toBe(
    '667b1ce55c4104dc4ef3cce05f5f4b0523fce6e105f6457658a0624f9dc6c601',
  );
});

describe('the note over the balances of a year', () => {
  const origin = 'pia-ledger/essai';
  const signer = signerOf(origin, newPrivateKey());
  const balances = { year: 2016, position: 153, size: 17, root: leafHash('balances') };
  const note = signBalances(balances, signer);

  test('says log and year, how many balances, their root, and the event that closed the year', () => {
    const root = balances.root.toString('base64');
    expect(note.split('\n').slice(0, 5)).toEqual([`${origin}/balances/2016`, '17', root, 'position 153', '']);
    expect(openBalances(note, { origin, year: 2016 }, [signer])).toEqual(balances);
  });

  test('is not that of another year, of another log, by another key, nor a checkpoint of the log', () => {
    expect(openBalances(note, { origin, year: 2017 }, [signer])).toBeUndefined();
    expect(openBalances(note, { origin: 'pia-ledger/autre', year: 2016 }, [signer])).toBeUndefined();
    expect(openBalances(note, { origin, year: 2016 }, [signerOf(origin, newPrivateKey())])).toBeUndefined();
    expect(openCheckpoint(note, [signer])).toBeUndefined();
    const ofLog = signCheckpoint({ origin, size: 17, root: balances.root }, signer);
    expect(openBalances(ofLog, { origin, year: 2016 }, [signer])).toBeUndefined();
  });
});
