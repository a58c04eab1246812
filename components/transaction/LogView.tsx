import { CopyButton } from '@/components/primitives/CopyButton';
import { SectionHeading } from '@/components/ui/SectionHeading';
import { readableText } from '@/lib/domain/stranger-text';

const longestLine = 400;

/** What the programs wrote while they ran. Any program may write anything: it is shown as text, line by line. */
export function LogView({ logs }: { readonly logs: readonly string[] }) {
  if (logs.length === 0) return null;
  return (
    <div className="flex flex-col gap-4">
      <SectionHeading
        title="Logs"
        lead="What the programs wrote while they ran."
        aside={<CopyButton text={logs.join('\n')} what="logs" />}
      />
      <div
        role="region"
        aria-label="Logs"
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-panel border border-line bg-panel px-4 py-3 focus-visible:-outline-offset-2"
      >
        <ol className="font-mono text-xs leading-5">
          {logs.map((line, index) => (
            <li key={index} className="break-all">
              {readableText(line, longestLine)}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
