/** The face of figures on a canvas. */
export const chartFont = '11px ui-monospace, "SF Mono", "Liberation Mono", monospace';

/** Colours of the present theme as a canvas needs them: resolved, not as tokens. */
export interface ThemeColours {
  readonly ember: string;
  readonly dim: string;
  readonly line: string;
  readonly ink: string;
  readonly gauge: string;
}

/** Reads the colours that hold inside an element. Browser only. */
export function themeColours(inside: HTMLElement): ThemeColours {
  const probe = document.createElement('span');
  inside.append(probe);
  const resolved = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    ember: resolved('--ember'),
    dim: resolved('--dim'),
    line: resolved('--line'),
    ink: resolved('--ink'),
    gauge: resolved('--gauge'),
  };
  probe.remove();
  return colours;
}

/** Calls back when the theme changes, by the visitor's choice or by the system's. Returns how to stop. */
export function onThemeChange(changed: () => void): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const chosen = new MutationObserver(changed);
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['class'] });
  system.addEventListener('change', changed);
  return () => {
    chosen.disconnect();
    system.removeEventListener('change', changed);
  };
}
