import { answer, Refusal } from '@/lib/indexer/answer';

export const dynamic = 'force-dynamic';

/** `?class_id=3`: asking prices of a class over time, `priceHistory` of `lib/index-api/shapes.ts`. */
export function GET(request: Request): Promise<Response> {
  return answer(request, (index, url) => {
    const text = url.searchParams.get('class_id') ?? '';
    const classId = /^\d{1,5}$/.test(text) ? Number(text) : null;
    if (classId !== null && index.knowsClass(classId)) return index.prices(classId);
    const status = classId === null ? 400 : 404;
    throw new Refusal(
      status,
      'unknown_class',
      'There is no such GPU class.',
      'Take a number from /api/market.',
    );
  });
}
