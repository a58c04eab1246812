import { buildApp } from '@/scripts/setup/build-app.js';

/** Runs once before the files of this folder: they look at the app that a newcomer's `npm start` serves. */
export function setup(): void {
  buildApp();
}
