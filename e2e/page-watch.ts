import { type ConsoleMessage, type Page, type Request, type Response } from '@playwright/test';

const severe: ReadonlySet<string> = new Set(['error', 'warning', 'assert']);

/** Characters of a refusal that a complaint shows. */
const mostShown = 300;

/** Everything a page did that nobody should see: errors, warnings, failed requests, requests to strangers. */
export class PageWatch {
  readonly #complaints: string[] = [];
  readonly #origins: ReadonlySet<string>;
  #expected: readonly RegExp[] = [];

  /** Only requests to `origins` are allowed; `http` and `ws` count as one. */
  constructor(page: Page, origins: readonly string[]) {
    this.#origins = new Set(origins.map(hostOf));
    page.on('console', (message) => this.#console(message));
    page.on('pageerror', (error) => this.#complain(`uncaught: ${error.message}`));
    page.on('crash', () => this.#complain('the page crashed'));
    page.on('request', (request) => this.#request(request.url()));
    page.on('websocket', (socket) => this.#request(socket.url()));
    page.on('requestfailed', (request) => this.#failed(request));
    page.on('response', (response) => this.#response(response));
  }

  /** Complaints so far that no `expect` allows. */
  get complaints(): readonly string[] {
    return this.#complaints.filter((text) => !this.#expected.some((pattern) => pattern.test(text)));
  }

  /** From now on complaints that match are part of the test, such as refused connections to what it has broken. */
  expect(...patterns: readonly RegExp[]): void {
    this.#expected = [...this.#expected, ...patterns];
  }

  #complain(text: string): void {
    this.#complaints.push(text);
  }

  #console(message: ConsoleMessage): void {
    if (severe.has(message.type())) {
      this.#complain(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  }

  #request(url: string): void {
    const { protocol } = new URL(url);
    if (protocol === 'data:' || protocol === 'blob:') return;
    if (!this.#origins.has(hostOf(url))) this.#complain(`third party: ${url}`);
  }

  #failed(request: Request): void {
    const reason = request.failure()?.errorText ?? 'no reason';
    // A page that is left, or a stream that is closed, ends its own requests this way.
    if (reason === 'net::ERR_ABORTED') return;
    this.#complain(`failed: ${request.method()} ${request.url()}: ${reason}`);
  }

  #response(response: Response): void {
    if (response.status() < 400) return;
    const complaint = `answered ${response.status()}: ${response.request().method()} ${response.url()}`;
    const place = this.#complaints.push(complaint) - 1;
    // What it answered tells the reader why; a page that has been left cannot say it any more.
    void response.text().then(
      (body) => (this.#complaints[place] = `${complaint}: ${body.slice(0, mostShown)}`),
      () => undefined,
    );
  }
}

function hostOf(url: string): string {
  return new URL(url).host;
}
