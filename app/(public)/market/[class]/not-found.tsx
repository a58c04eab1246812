import { PlaceUnknown } from '@/components/primitives/PlaceUnknown';

export default function ClassUnknown() {
  return (
    <PlaceUnknown title="No such GPU model">
      Models are added by the network’s votes, each with a number of its own. The market lists all of them.
    </PlaceUnknown>
  );
}
