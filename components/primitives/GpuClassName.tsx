export interface GpuClassNameProps {
  /** The class's name on chain, such as `NVIDIA RTX 4090`. */
  readonly name: string;
}

const maker = /^(NVIDIA|AMD|Intel)\s+(?=\S)/;

/** A GPU model: the maker steps back, the model stands out. */
export function GpuClassName({ name }: GpuClassNameProps) {
  const found = maker.exec(name);
  if (found === null) return <span className="font-medium whitespace-nowrap">{name}</span>;
  return (
    <span className="whitespace-nowrap">
      <span className="text-dim">{found[1]} </span>
      <span className="font-medium">{name.slice(found[0].length)}</span>
    </span>
  );
}
