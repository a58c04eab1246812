import { fileResponse } from '@/lib/models/model-response';

export const dynamic = 'force-dynamic';

interface Context {
  readonly params: Promise<{ readonly sha256: string }>;
}

/** A model's whole file. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  return fileResponse((await params).sha256);
}
