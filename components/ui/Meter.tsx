import { joinClasses } from './join-classes';

export type MeterTone = 'gauge' | 'ember' | 'warn' | 'danger';

const fills: Readonly<Record<MeterTone, string>> = {
  gauge: 'bg-gauge',
  ember: 'bg-ember',
  warn: 'bg-warn',
  danger: 'bg-danger',
};

export interface MeterProps {
  readonly label: string;
  /** 0 to 1; beyond is cut. */
  readonly share: number;
  /** What the share means, with units. */
  readonly valueText: string;
  readonly tone?: MeterTone;
}

/** How full something is, over a scale of tenths. */
export function Meter({ label, share, valueText, tone = 'gauge' }: MeterProps) {
  const percent = Math.max(0, Math.min(1, share)) * 100;
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      aria-valuetext={valueText}
      className="relative h-2 overflow-hidden rounded-[2px] bg-raised"
    >
      <div
        className={joinClasses('h-full transition-[width] duration-300', fills[tone])}
        style={{ width: `${percent}%` }}
      />
      <div
        aria-hidden
        className="absolute inset-0"
        style={{
          backgroundImage:
            'repeating-linear-gradient(to right, transparent 0 calc(10% - 1px), var(--panel) calc(10% - 1px) 10%)',
        }}
      />
    </div>
  );
}
