import { fetchModels } from '@/lib/models/models-client';

/** The models that this site offers. */
export const modelsQuery = {
  queryKey: ['models'],
  queryFn: fetchModels,
  staleTime: 60_000,
} as const;
