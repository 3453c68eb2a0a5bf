import shared from '@eventstore/db-client/generated/shared_pb.js';
import services from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq, AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import {
  Server,
  ServerCredentials,
  type sendUnaryData,
  type ServerReadableStream,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';

interface Kept {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly metadata: readonly (readonly [string, string])[];
  readonly custom: Uint8Array;
  readonly data: Uint8Array;
  /** Neither dense nor from 1, as on a real server. */
  readonly commit: number;
}

/**
 * What speaks the protocol of EventStoreDB well enough for the contract: the classic Append, Read, and
 * subscriptions to $all. Not BatchAppend, which the adapter must not use.
 */
export interface StandIn {
  /** An `esdb://` connection string. */
  readonly connection: string;
  /** Ends every subscription, without an error. */
  endSubscriptions(): void;
  close(): void;
}

export async function startStandIn(): Promise<StandIn> {
  const log: Kept[] = [];
  const subscribers = new Set<{ send: (event: Kept) => void; end: () => void }>();

  const streamOf = (name: string) => log.filter(event => event.stream === name);
  const keep = (event: Omit<Kept, 'commit'>) => {
    const kept = { ...event, commit: (log.at(-1)?.commit ?? 900) + 100 + event.data.length };
    log.push(kept);
    for (const { send } of subscribers) send(kept);
  };
  const system = (revision: number) =>
    keep({
      stream: '$settings',
      revision,
      id: randomUUID(),
      metadata: [['type', '$UserUpdated']],
      custom: new Uint8Array(),
      data: Buffer.from('{}'),
    });
  system(0);

  const answerAppend = (messages: readonly AppendReq[]): AppendResp => {
    const options = messages[0]!.getOptions()!;
    const stream = Buffer.from(options.getStreamIdentifier()!.getStreamName_asU8()).toString();
    const standing = streamOf(stream);
    const proposed = messages.slice(1).map(message => message.getProposedMessage()!);
    const next = options.hasNoStream() ? 0 : Number(options.getRevision()) + 1;
    const response = new streams.AppendResp();
    const repeated =
      next < standing.length &&
      proposed.every((message, index) => standing[next + index]?.id === message.getId()!.getString());
    if (next !== standing.length && !repeated) {
      const wrong = new streams.AppendResp.WrongExpectedVersion();
      if (standing.length === 0) wrong.setCurrentNoStream(new shared.Empty());
      else wrong.setCurrentRevision(String(standing.length - 1));
      if (next === 0) wrong.setExpectedNoStream(new shared.Empty());
      else wrong.setExpectedRevision(String(next - 1));
      return response.setWrongExpectedVersion(wrong);
    }
    for (const [index, message] of proposed.entries()) {
      if (repeated) break;
      const metadata = [...message.getMetadataMap().entries()] as [string, string][];
      keep({
        stream,
        revision: next + index,
        id: message.getId()!.getString(),
        metadata: [...metadata, ['created', String(BigInt(Date.now()) * 10_000n)]],
        custom: message.getCustomMetadata_asU8(),
        data: message.getData_asU8(),
      });
    }
    const success = new streams.AppendResp.Success();
    success.setCurrentRevision(String(next + proposed.length - 1));
    success.setNoPosition(new shared.Empty());
    return response.setSuccess(success);
  };

  const subscribe = (call: ServerWritableStream<ReadReq, ReadResp>, options: ReadReq.Options) => {
    const prefixes = options.getFilter()?.getEventType()?.getPrefixList() ?? [''];
    const all = options.getAll()!;
    const after = all.hasPosition() ? Number(all.getPosition()!.getCommitPosition()) : 0;
    const confirmation = new streams.ReadResp.SubscriptionConfirmation();
    call.write(new streams.ReadResp().setConfirmation(confirmation.setSubscriptionId(randomUUID())));
    const send = (event: Kept) => {
      const type = event.metadata.find(([key]) => key === 'type')?.[1] ?? '';
      if (event.commit > after && prefixes.some(prefix => type.startsWith(prefix))) call.write(told(event));
    };
    const subscriber = { send, end: () => call.end() };
    for (const event of log) send(event);
    subscribers.add(subscriber);
    call.on('cancelled', () => subscribers.delete(subscriber));
  };

  const readStream = (call: ServerWritableStream<ReadReq, ReadResp>, options: ReadReq.Options) => {
    const asked = options.getStream()!;
    const identifier = asked.getStreamIdentifier()!;
    const standing = streamOf(Buffer.from(identifier.getStreamName_asU8()).toString());
    if (standing.length === 0) {
      const missing = new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier);
      call.write(new streams.ReadResp().setStreamNotFound(missing));
    }
    const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
    const from = asked.hasEnd() ? standing.length - 1 : Number(asked.getRevision() || 0);
    const found = backwards ? standing.slice(0, from + 1).reverse() : standing.slice(from);
    for (const event of found.slice(0, Number(options.getCount()))) call.write(told(event));
    call.end();
  };

  const server = new Server();
  const { append, read } = services.StreamsService;
  server.addService(
    { append, read },
    {
      append: (call: ServerReadableStream<AppendReq, AppendResp>, callback: sendUnaryData<AppendResp>) => {
        const messages: AppendReq[] = [];
        call.on('data', (message: AppendReq) => messages.push(message));
        call.on('end', () => callback(null, answerAppend(messages)));
      },
      read: (call: ServerWritableStream<ReadReq, ReadResp>) => {
        const options = call.request.getOptions()!;
        if (options.hasSubscription()) subscribe(call, options);
        else readStream(call, options);
      },
    },
  );
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return {
    connection: `esdb://127.0.0.1:${port}?tls=false`,
    endSubscriptions: () => {
      for (const subscriber of subscribers) subscriber.end();
      subscribers.clear();
    },
    close: () => server.forceShutdown(),
  };
}

function told(event: Kept): ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(new shared.UUID().setString(event.id));
  recorded.setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(event.stream)));
  recorded.setStreamRevision(String(event.revision));
  recorded.setCommitPosition(String(event.commit));
  recorded.setPreparePosition(String(event.commit));
  for (const [key, value] of event.metadata) recorded.getMetadataMap().set(key, value);
  recorded.setCustomMetadata(event.custom);
  recorded.setData(event.data);
  const read = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(event.commit));
  return new streams.ReadResp().setEvent(read);
}
