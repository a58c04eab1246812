'use client';

import { useEffect, useRef, useState } from 'react';

import { Slider } from '@/components/ui/Slider';
import { onThemeChange, themeColours } from '@/components/ui/theme-colours';
import { formatCount } from '@/lib/domain/quantity';
import { type SimulationJob } from '@/lib/engine/simulation-job';
import { type Frame } from '@/lib/engine/simulation-output';

import { drawAtoms, mostAtomsDrawn, type ViewAngle } from './draw-atoms';

export interface AtomsPanelProps {
  readonly job: SimulationJob;
  readonly frames: readonly Frame[];
}

const canvasPx = 720;
const firstAngle: ViewAngle = { turn: 0.5, tilt: 0.35 };
const radiansPerPx = 0.01;

/** The box of atoms, one frame at a time; drag to turn it. Shows the newest frame until another is chosen. */
export function AtomsPanel({ job, frames }: AtomsPanelProps) {
  const place = useRef<HTMLCanvasElement>(null);
  const [angle, setAngle] = useState(firstAngle);
  const [chosen, setChosen] = useState<number | null>(null);
  const at = chosen ?? frames.length - 1;
  const frame = frames[at];
  useEffect(() => {
    const canvas = place.current;
    const context = canvas?.getContext('2d') ?? null;
    if (canvas === null || context === null || frame === undefined) return undefined;
    const draw = () =>
      drawAtoms(context, { job, positions: frame.positions, angle, colours: themeColours(document.body) });
    draw();
    return onThemeChange(draw);
  }, [job, frame, angle]);
  if (job.frameInterval === 0) return null;
  const step = formatCount(frame?.step ?? 0n);
  return (
    <div className="flex flex-col border-b border-line bg-raised">
      <canvas
        ref={place}
        width={canvasPx}
        height={canvasPx}
        role="img"
        aria-label={`Positions of ${formatCount(job.atoms)} atoms after step ${step}`}
        className="mx-auto block aspect-square w-[min(100%,52dvh)] cursor-grab touch-pan-y active:cursor-grabbing"
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          if (event.buttons === 0) return;
          const { movementX, movementY } = event;
          setAngle(({ turn, tilt }) => ({
            turn: turn + movementX * radiansPerPx,
            tilt: Math.max(-1.5, Math.min(1.5, tilt + movementY * radiansPerPx)),
          }));
        }}
      />
      {frames.length > 1 && (
        <label className="flex items-center gap-3 px-4 pb-3 text-xs text-dim sm:px-5">
          <span className="figures w-28 shrink-0">Step {step}</span>
          <Slider
            valueText={`Step ${step}`}
            min={0}
            max={frames.length - 1}
            value={at}
            onChange={(event) => {
              const next = Number(event.target.value);
              setChosen(next === frames.length - 1 ? null : next);
            }}
          />
        </label>
      )}
      {job.atoms > mostAtomsDrawn && (
        <p className="px-4 pb-3 text-xs text-dim sm:px-5">
          {formatCount(mostAtomsDrawn)} of {formatCount(job.atoms)} atoms are drawn.
        </p>
      )}
    </div>
  );
}
