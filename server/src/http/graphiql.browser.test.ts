import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { GRAPHIQL_DIRECTORY } from './graphiql.js';
import { runServer } from './running-server.fixture.js';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const possible = existsSync(CHROMIUM) && existsSync(join(GRAPHIQL_DIRECTORY, 'index.html'));

it.skipIf(!possible)(
  'runs a query, completes fields and needs nothing from elsewhere',
  async () => {
    await using server = await runServer({ loopbackOnly: true });
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      const complaints: string[] = [];
      const foreign: string[] = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on(
        'request',
        (request) => /^(data:|blob:)/.test(request.url()) || foreign.push(new URL(request.url()).origin),
      );

      const schemaRead = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.goto(`${server.url}/v2/graphql`);
      await schemaRead;
      await page.locator('.graphiql-logo', { hasText: 'Selvedge v2' }).waitFor();
      await page.locator('.graphiql-tab', { hasText: 'Performance' }).waitFor();
      await page.locator('.graphiql-tab-add').click();
      await page.locator('.graphiql-query-editor .view-lines').first().click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type('{ hel');
      await suggested(page, 'hello');
      await page.keyboard.press('Escape');
      await page.keyboard.press('ControlOrMeta+A');
      // As pasted: typed, it would be completed on the way.
      await page.keyboard.insertText('query Hello { hello(name: "Ada") }');
      await page.locator('.graphiql-query-editor .view-lines', { hasText: 'Ada' }).waitFor();
      // What it executes it reads from the text a moment later, and then names the tab by it.
      await page.locator('.graphiql-tab', { hasText: 'Hello' }).waitFor();
      await page.locator('.graphiql-execute-button').click();
      await page.locator('.graphiql-response', { hasText: 'Hello Ada' }).waitFor();

      expect(complaints).toEqual([]);
      expect(new Set(foreign)).toEqual(new Set([server.url]));
    } finally {
      await browser.close();
    }
  },
  120_000,
);

/** The language service starts in a worker of its own; an editor that was typed into before asks it again. */
async function suggested(page: Page, text: string): Promise<void> {
  const suggestion = page.locator('.suggest-widget .monaco-list-row', { hasText: text }).first();
  const appears = (timeout: number) =>
    suggestion.waitFor({ timeout }).then(
      () => true,
      () => false,
    );
  let shown = await appears(1_000);
  for (let attempt = 0; !shown && attempt < 20; attempt += 1) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Space');
    shown = await appears(2_000);
  }
  expect(shown).toBe(true);
}
