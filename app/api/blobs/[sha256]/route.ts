import { errorResponse } from '@/lib/blobs/data-plane-error';
import { dataPlaneServer } from '@/lib/data-plane-server/server';

export const dynamic = 'force-dynamic';

async function handle(
  request: Request,
  { params }: { readonly params: Promise<{ readonly sha256: string }> },
): Promise<Response> {
  try {
    const { keeper } = await dataPlaneServer();
    return await keeper.handle(request, (await params).sha256);
  } catch (error) {
    return errorResponse(error);
  }
}

export { handle as GET, handle as HEAD, handle as OPTIONS, handle as PUT };
