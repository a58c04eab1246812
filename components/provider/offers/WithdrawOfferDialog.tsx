'use client';

import { type Address } from '@solana/kit';

import { TxButton } from '@/components/primitives/TxButton';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { rentExemptLamports } from '@/lib/domain/rent';
import { formatSol } from '@/lib/domain/sol';
import { type OfferRow } from '@/lib/index-api/shapes';

/** Bytes of an offer's account, whose rent comes back. */
const offerBytes = 304;

export interface WithdrawOfferDialogProps {
  readonly authority: Address;
  readonly offer: OfferRow;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onConfirmed: () => void;
}

/** Asks before an offer leaves the market, and says what becomes of the leases in it. */
export function WithdrawOfferDialog({
  authority,
  offer,
  open,
  onClose,
  onConfirmed,
}: WithdrawOfferDialogProps) {
  const used = offer.gpu_count - offer.gpu_free;
  const rent = `${formatSol(rentExemptLamports(offerBytes))} SOL of rent`;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="Withdraw the offer"
      description="Nobody can take it any more, at once. It cannot be brought back; you can list a new one."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <TxButton
            tone="danger"
            label="Withdraw the offer"
            title="Withdraw the offer"
            intentKey={`provider:withdraw-offer:${offer.address}`}
            plan={async (signer) =>
              (await import('../plans/plan-offers')).planWithdrawOffer(
                signer,
                authority,
                offer.address as Address,
              )
            }
            onConfirmed={() => {
              onClose();
              onConfirmed();
            }}
          />
        </>
      }
    >
      <p className="text-sm text-dim">
        {used > 0
          ? `Its ${used === 1 ? 'lease goes' : 'leases go'} on and must be served to the end. The account stays until then: withdraw once more afterwards to get ${rent} back.`
          : `No lease is in it: the account closes and ${rent} come back to who listed it.`}
      </p>
    </Dialog>
  );
}
