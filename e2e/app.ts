import { type BrowserContext, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';

import { waitUntil } from '@/scripts/start/ready';

import { openBrowser } from './browser';
import { CuttableLine } from './faulty-carrier';
import { TestNetwork, type Spawned } from './network';
import { PageWatch } from './page-watch';
import { desktop } from './page-check';
import { freePort } from './ports';

const patienceMs = 120_000;

/** How long a network may take to come up on a machine that is busy with something else. */
export const startLimitMs = 300_000;

/** Everything that pages, and the app's server, reach the rest through; each can be cut. */
export interface Lines {
  readonly app: CuttableLine;
  readonly rpc: CuttableLine;
  readonly ws: CuttableLine;
}

/** A page that is watched from its first byte on. */
export interface WatchedPage {
  readonly page: Page;
  readonly watch: PageWatch;
}

/** The built app on a free port over a network of its own, and a browser to look at it. */
export class TestApp {
  private constructor(
    readonly network: TestNetwork,
    readonly browser: Browser,
    /** Where browsers reach the app. */
    readonly url: string,
    readonly lines: Lines,
    private readonly server: Spawned,
  ) {}

  /** Starts chain, app and machines, in that order; resolves when there is something to rent. */
  static async start(machines: Machines = smallFleet): Promise<TestApp> {
    const port = await freePort();
    const network = await TestNetwork.startChain();
    const lines = await layLines(port, network);
    const url = `http://127.0.0.1:${lines.app.port}`;
    const server = network.spawn(['scripts/start/app-server.js', String(port)], {
      PYRONET_NETWORK: 'localnet',
      PYRONET_RPC_URLS: `http://127.0.0.1:${lines.rpc.port}`,
      PYRONET_WS_URLS: `ws://127.0.0.1:${lines.ws.port}`,
      PYRONET_DATA_DIR: network.path('app'),
      PYRONET_APP_URL: url,
    });
    const browser = await openBrowser();
    const app = new TestApp(network, browser, url, lines, server);
    await waitUntil(
      async () => (await fetch(`${url}/icon.svg`)).ok,
      patienceMs,
      `no app: ${server.output()}`,
    );
    await machines(app);
    return app;
  }

  /** A browser of one person: nothing is shared with other contexts. */
  async person(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    return this.browser.newContext({ viewport: desktop, colorScheme: 'dark', ...options });
  }

  /** Opens `path` in a new tab of `context`. */
  async open(context: BrowserContext, path: string): Promise<WatchedPage> {
    const tab = await this.tab(context);
    await tab.page.goto(`${this.url}${path}`);
    return tab;
  }

  /** A new empty tab; requests anywhere but to the parts of this network are complaints. */
  async tab(context: BrowserContext): Promise<WatchedPage> {
    const page = await context.newPage();
    return { page, watch: new PageWatch(page, this.origins) };
  }

  get origins(): readonly string[] {
    const { app, rpc, ws } = this.lines;
    return [...[app, rpc, ws].map(({ port }) => `http://127.0.0.1:${port}`), ...this.network.machineUrls];
  }

  /** What the app's server has written. */
  serverOutput(): string {
    return this.server.output();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await Promise.all(Object.values(this.lines).map((line) => line.close()));
    await this.network.close();
  }
}

async function layLines(appPort: number, { rpcUrl, wsUrl }: TestNetwork): Promise<Lines> {
  return {
    app: await CuttableLine.to(appPort),
    rpc: await CuttableLine.to(Number(new URL(rpcUrl).port)),
    ws: await CuttableLine.to(Number(new URL(wsUrl).port)),
  };
}

/** Brings machines to the network of an app. */
export type Machines = (app: TestApp) => Promise<void>;

/** No machine at all: an empty market. */
export const noMachines: Machines = () => Promise.resolve();

/** One machine, run by a worker of its own. */
export const oneMachine: Machines = async ({ network, url }) => {
  network.startWorker(['--relay', url]);
  await network.offer();
};

/** Three machines of different kinds, the cheapest with three seats, and one that waits for each local persona. */
export const smallFleet: Machines = async ({ network, url }) => {
  network.startFleet('e2e/fixtures/machines.json', url);
  await network.offer(undefined, 3);
};
