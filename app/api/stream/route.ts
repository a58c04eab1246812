import { Refusal, refused, unavailable } from '@/lib/indexer/answer';
import { eventStream, mayOpenStream } from '@/lib/indexer/event-stream';
import { indexServer } from '@/lib/indexer/index-server';

export const dynamic = 'force-dynamic';

const topicForm = /^(market|class:\d{1,5}|(lease|renter|provider):[1-9A-HJ-NP-Za-km-z]{32,44})$/;
const topicsPerStream = 32;

/** Server-sent events about `?topic=…`, any number of times: `streamEvents` of `lib/index-api/shapes.ts`. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const topics = searchParams.getAll('topic');
  if (topics.length > topicsPerStream || !topics.every((topic) => topicForm.test(topic))) {
    return refused(
      new Refusal(
        400,
        'bad_topic',
        'There is no such topic.',
        'Use market, class:, lease:, renter: or provider:.',
      ),
    );
  }
  if (!mayOpenStream())
    return refused(new Refusal(429, 'too_many_streams', 'Too many streams are open.', 'Try again later.'));
  const server = indexServer();
  const index = await server.index();
  if (index === null) return unavailable();
  const after = request.headers.get('last-event-id') ?? searchParams.get('after');
  const stream = eventStream(index, new Set(topics), after, (listener) => server.onReplaced(listener));
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}
