import { answerWith, Refusal } from '@/lib/indexer/answer';
import { openEventStream } from '@/lib/indexer/event-stream';
import { indexServer } from '@/lib/indexer/index-server';
import { clientOf } from '@/lib/relay/client-of';

export const dynamic = 'force-dynamic';

const topicForm = /^(market|class:\d{1,5}|(lease|renter|provider):[1-9A-HJ-NP-Za-km-z]{32,44})$/;
const topicsPerStream = 32;

/** Server-sent events about `?topic=…`, any number of times: `streamEvents` of `lib/index-api/shapes.ts`. */
export function GET(request: Request): Promise<Response> {
  return answerWith((index) => {
    const { searchParams } = new URL(request.url);
    const stream = openEventStream(index, {
      topics: topicsIn(searchParams),
      after: request.headers.get('last-event-id') ?? searchParams.get('after'),
      reader: clientOf(request),
      signal: request.signal,
      onReplaced: (listener) => indexServer().onReplaced(listener),
    });
    if (stream !== null) {
      const headers = {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      };
      return new Response(stream, { headers });
    }
    throw new Refusal(
      429,
      'too_many_streams',
      'Too many streams are open.',
      'Close some, or try again later.',
    );
  });
}

function topicsIn(searchParams: URLSearchParams): ReadonlySet<string> {
  const topics = searchParams.getAll('topic');
  if (topics.length > 0 && topics.length <= topicsPerStream && topics.every((topic) => topicForm.test(topic)))
    return new Set(topics);
  throw new Refusal(
    400,
    'bad_topic',
    'There is no such topic, or too many are asked for.',
    `Ask for 1 to ${topicsPerStream} of market, class:, lease:, renter: and provider:.`,
  );
}
