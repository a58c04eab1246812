import { PlaceUnknown } from '@/components/primitives/PlaceUnknown';

export default function ProviderUnknown() {
  return (
    <PlaceUnknown title="No such provider">
      The chain has none at this address. The link may have been cut, or be from another network.
    </PlaceUnknown>
  );
}
