import { ModelFolder } from '@/lib/models/model-folder';

export const dynamic = 'force-dynamic';

/** Models whose headers this server holds. */
export async function GET(): Promise<Response> {
  return Response.json({ models: await new ModelFolder().list() });
}
