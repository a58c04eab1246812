import { type ThemeColours } from '@/components/ui/theme-colours';
import { type SimulationJob } from '@/lib/engine/simulation-job';

/** From where the box is looked at, in radians. */
export interface ViewAngle {
  readonly turn: number;
  readonly tilt: number;
}

export interface AtomsDrawing {
  readonly job: Pick<SimulationJob, 'atoms' | 'boxEdges'>;
  /** x, y, z of each atom in shares of the box. */
  readonly positions: Float32Array;
  readonly angle: ViewAngle;
  readonly colours: ThemeColours;
}

/** Of more atoms, evenly spread ones are drawn. */
export const mostAtomsDrawn = 8_192;
/** Share of the canvas that the box's diagonal takes. */
const boxShare = 0.92;
/** Atoms are drawn at this share of their diameter, so that those behind show. */
const drawnDiameter = 0.7;

interface Point {
  readonly x: number;
  readonly y: number;
  /** Larger is nearer. */
  readonly depth: number;
}

/** Draws atoms and the edges of their box on a square canvas, far ones first and fainter. */
export function drawAtoms(context: CanvasRenderingContext2D, drawing: AtomsDrawing): void {
  const { job, positions, colours } = drawing;
  const size = context.canvas.width;
  const diagonal = Math.hypot(...job.boxEdges);
  const scale = (size * boxShare) / diagonal;
  const project = projection(drawing, scale, size / 2);
  context.clearRect(0, 0, size, size);
  context.globalAlpha = 1;
  drawBox(context, project, colours.dim);
  const every = Math.max(1, Math.ceil(job.atoms / mostAtomsDrawn));
  const points: Point[] = [];
  for (let atom = 0; atom < job.atoms; atom += every) {
    const [x = 0, y = 0, z = 0] = positions.subarray(3 * atom, 3 * atom + 3);
    points.push(project(x, y, z));
  }
  points.sort((one, other) => one.depth - other.depth);
  const radius = Math.max(1, (scale * drawnDiameter) / 2);
  context.fillStyle = colours.gauge;
  context.strokeStyle = colours.ink;
  context.lineWidth = Math.min(1, radius / 6);
  for (const { x, y, depth } of points) {
    context.globalAlpha = 0.25 + 0.7 * (depth / diagonal + 0.5);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
  context.globalAlpha = 1;
}

type Projection = (x: number, y: number, z: number) => Point;

/** Places in the box, in shares of it, as they are seen without perspective. */
function projection({ job, angle }: AtomsDrawing, scale: number, centre: number): Projection {
  const [width, height, length] = job.boxEdges;
  const [cosTurn, sinTurn] = [Math.cos(angle.turn), Math.sin(angle.turn)];
  const [cosTilt, sinTilt] = [Math.cos(angle.tilt), Math.sin(angle.tilt)];
  return (shareX, shareY, shareZ) => {
    const [x, y, z] = [(shareX - 0.5) * width, (shareY - 0.5) * height, (shareZ - 0.5) * length];
    const right = cosTurn * x + sinTurn * z;
    const back = cosTurn * z - sinTurn * x;
    return {
      x: centre + scale * right,
      y: centre - scale * (cosTilt * y - sinTilt * back),
      depth: cosTilt * back + sinTilt * y,
    };
  };
}

const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => [bits & 1, (bits >> 1) & 1, bits >> 2] as const);
/** Pairs of corners that differ in one coordinate. */
const edges = corners.flatMap((from, start) =>
  [1, 2, 4].filter((bit) => (start & bit) === 0).map((bit) => [from, corners[start | bit] ?? from] as const),
);

function drawBox(context: CanvasRenderingContext2D, project: Projection, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  for (const [from, to] of edges) {
    const [start, end] = [project(...from), project(...to)];
    context.moveTo(start.x, start.y);
    context.lineTo(end.x, end.y);
  }
  context.stroke();
}
