import { type Result } from '@/lib/domain/result';

import { type Material } from './read-job';

/** The bytes of what a draft chose, by the code that knows its kind. */
export async function openMaterial(material: Material): Promise<Result<Uint8Array>> {
  switch (material.kind) {
    case 'scene':
      return (await import('./rendering/open-scene')).openScene(material.choice);
    case 'model':
      return (await import('./generation/open-model')).openModel(material.model);
    case 'configuration':
      return (await import('./simulation/read-configuration')).openConfiguration(material.choice);
  }
}
