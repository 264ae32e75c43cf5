/** Mailchimp writes instants to the second, with an offset: `2026-02-01T08:30:00+00:00`. */
export function wireInstant(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}+00:00`;
}

/** The one link that each answer needs to look real. */
export function selfLink(path: string): { rel: string; href: string; method: string }[] {
  return [{ rel: 'self', href: `https://us1.api.mailchimp.com/3.0${path}`, method: 'GET' }];
}
