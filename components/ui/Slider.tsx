import { type ComponentProps } from 'react';

export interface SliderProps extends Omit<ComponentProps<'input'>, 'type' | 'className' | 'aria-valuetext'> {
  /** What the position means, with its unit; spoken instead of the bare number. */
  readonly valueText: string;
}

/** The browser's own range input in our colours. The caller shows the value beside it. */
export function Slider({ valueText, ...rest }: SliderProps) {
  return <input type="range" aria-valuetext={valueText} className="h-7 w-full accent-ember" {...rest} />;
}
