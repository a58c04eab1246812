import { errorResponse } from '@/lib/blobs/data-plane-error';
import { dataPlaneServer } from '@/lib/data-plane-server/server';

export const dynamic = 'force-dynamic';

async function handle(
  request: Request,
  { params }: { readonly params: Promise<{ readonly path: string[] }> },
): Promise<Response> {
  try {
    const { relay } = await dataPlaneServer();
    return await relay.handle(request, (await params).path);
  } catch (error) {
    return errorResponse(error);
  }
}

export { handle as GET, handle as HEAD, handle as OPTIONS, handle as POST, handle as PUT };
