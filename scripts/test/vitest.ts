import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { z } from 'zod';

import { runCommand, type SuiteCount } from './suite';

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

/** Runs every TypeScript test; `filters` narrows to files whose path contains one of them. */
export async function vitestSuite(root: string, filters: readonly string[]): Promise<SuiteCount> {
  const name = 'vitest';
  const reportDir = mkdtempSync(path.join(os.tmpdir(), 'pyronet-test-'));
  const report = path.join(reportDir, 'report.json');
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const args = [
    vitest,
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...filters,
  ];
  const { status } = await runCommand(process.execPath, args, root, { NO_COLOR: '1' });
  const count = existsSync(report)
    ? countVitest(name, status, JSON.parse(readFileSync(report, 'utf8')))
    : { name, passed: 0, failed: 1, skipped: 0, skips: [] };
  rmSync(reportDir, { recursive: true, force: true });
  return count;
}

/** Reads vitest's JSON report; a file that failed to load counts as one failure. */
export function countVitest(name: string, status: number, json: unknown): SuiteCount {
  const report = reportSchema.parse(json);
  const skips = report.testResults
    .flatMap((file) => file.assertionResults)
    .filter((test) => test.status !== 'passed' && test.status !== 'failed')
    .map((test) => test.fullName);
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    name,
    passed: report.numPassedTests,
    failed: status !== 0 && failed === 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    skips,
  };
}
