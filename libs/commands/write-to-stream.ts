import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Refusal } from '#kernel';
import type { Envelope, Written } from './envelope.js';
import { StreamWriter } from './stream-writer.js';

/** The CommandBus's envelope: every command of every stream travels in it. */
export class WriteToStream extends Command<Written | Refusal> {
  constructor(readonly envelope: Envelope) {
    super();
  }
}

@CommandHandler(WriteToStream)
export class WriteToStreamHandler implements ICommandHandler<WriteToStream> {
  constructor(private readonly writer: StreamWriter) {}

  execute({ envelope }: WriteToStream): Promise<Written | Refusal> {
    return this.writer.write(envelope);
  }
}
