import { PlaceUnknown } from '@/components/primitives/PlaceUnknown';
import { SiteFrame } from '@/components/primitives/SiteFrame';
import { serverEnvironment } from '@/lib/env/server-environment';

export const dynamic = 'force-dynamic';

export default function NotFound() {
  return (
    <SiteFrame network={serverEnvironment().network}>
      <PlaceUnknown />
    </SiteFrame>
  );
}
