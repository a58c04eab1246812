import { type Environment, readEnvironment } from './environment';

/** The settings of this server. @throws Error when one of them cannot be used */
export function serverEnvironment(): Environment {
  const reading = readEnvironment(process.env);
  if (!reading.ok) throw new Error(reading.problems.map(({ sentence }) => sentence).join(' '));
  return reading.environment;
}
