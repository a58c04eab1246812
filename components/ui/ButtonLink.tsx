import { type ComponentProps } from 'react';

import { type ButtonSize, type ButtonTone, buttonLook } from './button-look';
import { joinClasses } from './join-classes';
import { PageLink } from './PageLink';

export interface ButtonLinkProps extends ComponentProps<typeof PageLink> {
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
}

/** A link that looks like a button: it goes somewhere, a `Button` does something. */
export function ButtonLink({ tone = 'secondary', size = 'medium', className, ...rest }: ButtonLinkProps) {
  return <PageLink className={joinClasses(buttonLook(tone, size), className)} {...rest} />;
}
