import { headerResponse } from '@/lib/models/model-response';

export const dynamic = 'force-dynamic';

interface Context {
  readonly params: Promise<{ readonly sha256: string }>;
}

/** The beginning of a model's file. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  return headerResponse((await params).sha256);
}
