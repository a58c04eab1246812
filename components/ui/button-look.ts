import { joinClasses } from './join-classes';

/** `primary` is the one thing a screen is for; `danger` destroys or costs and cannot be taken back. */
export type ButtonTone = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'small' | 'medium' | 'large';

const shared =
  'inline-flex items-center justify-center gap-2 rounded-control font-medium whitespace-nowrap select-none ' +
  'transition-[background-color,border-color,color,opacity] duration-100 ' +
  'disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50';

const tones: Readonly<Record<ButtonTone, string>> = {
  primary: 'bg-ember text-on-ember hover:bg-[color-mix(in_srgb,var(--ember)_88%,var(--ink))]',
  secondary: 'border border-edge/60 bg-panel text-ink hover:border-edge hover:bg-raised',
  quiet: 'text-dim hover:bg-raised hover:text-ink',
  danger: 'border border-danger/60 text-danger hover:bg-danger/10',
};

const sizes: Readonly<Record<ButtonSize, string>> = {
  small: 'min-h-8 px-2.5 text-[0.8125rem]',
  medium: 'min-h-10 px-4 text-sm',
  large: 'min-h-12 px-6 text-base',
};

/** Classes of a button or of a link that looks like one. */
export function buttonLook(tone: ButtonTone, size: ButtonSize): string {
  return joinClasses(shared, tones[tone], sizes[size]);
}
