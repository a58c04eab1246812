import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { renderVisitor } from '@codama/renderers-js';
import { createFromJson, type ProgramNode } from 'codama';
import { format, resolveConfig } from 'prettier';

/**
 * Renders the TypeScript client of an IDL into a folder, which is replaced.
 *
 * Some of the renderer's output does not fit: accounts import types as if they were values, the program file ends in a client plugin that strict TypeScript
 * refuses and that nothing here uses; its error file drops the messages from production bundles, where users need them.
 */
export async function renderClient(idlPath: string, outputFolder: string): Promise<void> {
  const output = path.resolve(outputFolder);
  const codama = createFromJson(withSeedLists(readFileSync(idlPath, 'utf8')));
  const { program } = codama.getRoot();
  // The renderer wants a package to write into; its sources are moved out of a short-lived one.
  const workshop = mkdtempSync(path.join(path.dirname(output), '.client-'));
  try {
    const style = (await resolveConfig(path.join(output, 'index.ts'))) ?? {};
    await codama.accept(
      renderVisitor(workshop, {
        generatedFolder: 'client',
        kitImportStrategy: 'rootOnly',
        syncPackageJson: false,
      }),
    );
    const replaced = {
      'programs/pyronet.ts': programFile(program),
      'errors/pyronet.ts': errorsFile(program),
    };
    for (const [file, source] of Object.entries(replaced)) {
      const text = await format(source, { ...style, parser: 'typescript' });
      writeFileSync(path.join(workshop, 'client', file), text);
    }
    const accounts = path.join(workshop, 'client', 'accounts');
    for (const file of readdirSync(accounts)) withTypeOnlySeeds(path.join(accounts, file));
    rmSync(output, { recursive: true, force: true });
    renameSync(path.join(workshop, 'client'), output);
  } finally {
    rmSync(workshop, { recursive: true });
  }
}

/** An address without variable seeds comes without their list, which the renderer insists on. */
function withSeedLists(idl: string): string {
  const isSeedless = (value: unknown) =>
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'pdaValueNode' &&
    !('seeds' in value);
  return JSON.stringify(
    JSON.parse(idl, (_, value: unknown) => (isSeedless(value) ? Object.assign({ seeds: [] }, value) : value)),
  );
}

/** Account files import the seeds of their address, which are types. */
function withTypeOnlySeeds(file: string): void {
  const source = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    source.replace(/import \{([^}]*)\} from '\.\.\/pdas'/, (line) => line.replace(/\b\w+Seeds\b/, 'type $&')),
  );
}

function programFile(program: ProgramNode): string {
  return `${heading}
    import { type Address } from '@solana/kit';

    export const PYRONET_PROGRAM_ADDRESS =
      '${program.publicKey}' as Address<'${program.publicKey}'>;

    /** Instruction names by their first data byte. */
    export const pyronetInstructionNames: Readonly<Record<number, string>> = ${namesByDiscriminator(program.instructions.map(({ name, arguments: fields }) => ({ name, fields })))};

    /** Account names by their first data byte. */
    export const pyronetAccountNames: Readonly<Record<number, string>> = ${namesByDiscriminator(program.accounts.map(({ name, data }) => ({ name, fields: data.kind === 'structTypeNode' ? data.fields : [] })))};
  `;
}

function errorsFile(program: ProgramNode): string {
  const errors = [...program.errors].sort((left, right) => left.code - right.code);
  const entries = errors.map(({ code, name, message }) => `${code}: ${JSON.stringify({ name, message })},`);
  return `${heading}
    /** What each error code of the program means. Codes are never reused. */
    export const pyronetErrors = { ${entries.join('\n')} } as const;

    export type PyronetErrorCode = keyof typeof pyronetErrors;
    export type PyronetErrorName = (typeof pyronetErrors)[PyronetErrorCode]['name'];
  `;
}

interface Discriminated {
  readonly name: string;
  readonly fields: readonly {
    readonly name: string;
    readonly defaultValue?: { readonly kind: string } | undefined;
  }[];
}

function namesByDiscriminator(nodes: readonly Discriminated[]): string {
  const names = nodes.map(({ name, fields }) => {
    const value = fields.find((field) => field.name === 'discriminator')?.defaultValue;
    if (value === undefined || !('number' in value)) throw new Error(`${name} has no discriminator`);
    return [Number(value.number), name] as const;
  });
  return JSON.stringify(Object.fromEntries(names));
}

const heading = '/** Rendered from programs/idl/pyronet.json by `npm run generate`. Do not edit. */';

const [idlPath, outputFolder] = process.argv.slice(2);
if (idlPath !== undefined && outputFolder !== undefined) await renderClient(idlPath, outputFolder);
