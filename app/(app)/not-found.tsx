import { PlaceUnknown } from '@/components/primitives/PlaceUnknown';

/** An address in the product that names nothing; the frame around it is the layout's. */
export default function PlaceNotFound() {
  return <PlaceUnknown />;
}
