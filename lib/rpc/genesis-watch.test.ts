import { expect, test } from 'vitest';

import { untilNewGenesis } from './genesis-watch';

function chainThatAnswers(...answers: readonly (string | Error)[]) {
  let asked = 0;
  return {
    asked: () => asked,
    clock: { now: () => 0, sleep: async () => undefined },
    request: async () => {
      const answer = answers[Math.min(asked, answers.length - 1)];
      asked += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

test('a new genesis is noticed, and a chain that cannot be asked is not a new one', async () => {
  const chain = chainThatAnswers('old', new Error('gone'), 'old', 'new');
  await untilNewGenesis(chain, 'old');
  expect(chain.asked()).toBe(4);
});

test('the watch ends when it is told to', async () => {
  const stop = new AbortController();
  const chain = chainThatAnswers('old');
  const watching = untilNewGenesis(chain, 'old', stop.signal);
  stop.abort();
  await watching;
});
