import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { StreamWriter } from './stream-writer.js';
import { asking, newStore, newWriter } from './stream-writer.testing.js';
import { WriteToStream, WriteToStreamHandler } from './write-to-stream.js';

test('the command bus carries an envelope to its stream and answers with what was written', async () => {
  const writer = { provide: StreamWriter, useValue: newWriter(newStore()) };
  const module = await Test.createTestingModule({
    imports: [CqrsModule],
    providers: [writer, WriteToStreamHandler],
  }).compile();
  await module.init();
  const bus = module.get(CommandBus);
  const answer = await bus.execute(new WriteToStream(asking('a', { type: 'fill', amount: 3 })));
  expect(answer).toMatchObject({ stream: 'purse-1', version: 2, repeated: false });
  await module.close();
});
