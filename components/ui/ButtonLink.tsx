import Link from 'next/link';
import { type ComponentProps } from 'react';

import { type ButtonSize, type ButtonTone, buttonLook } from './button-look';
import { joinClasses } from './join-classes';

export interface ButtonLinkProps extends ComponentProps<typeof Link> {
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
}

/** A link that looks like a button: it goes somewhere, a `Button` does something. */
export function ButtonLink({ tone = 'secondary', size = 'medium', className, ...rest }: ButtonLinkProps) {
  return <Link className={joinClasses(buttonLook(tone, size), className)} {...rest} />;
}
