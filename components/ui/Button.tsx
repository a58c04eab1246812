import { type ComponentProps } from 'react';

import { type ButtonSize, type ButtonTone, buttonLook } from './button-look';
import { joinClasses } from './join-classes';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  /** Shows that its work runs, and takes no further click. The label stays: say in it what runs. */
  readonly busy?: boolean;
}

export function Button({
  tone = 'secondary',
  size = 'medium',
  busy = false,
  type = 'button',
  className,
  disabled,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={joinClasses(buttonLook(tone, size), className)}
      {...rest}
    >
      {busy && (
        <span
          aria-hidden
          className="size-3.5 animate-spin rounded-full border-2 border-current border-r-transparent"
        />
      )}
      {children}
    </button>
  );
}
