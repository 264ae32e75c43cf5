/** An access token of the simulated Marketo, as its identity service gives it. */
export async function sandboxToken(baseUrl: string, account = 'default'): Promise<string> {
  const query = `grant_type=client_credentials&client_id=sandbox-${account}&client_secret=secret-sandbox-${account}`;
  const answer = await fetch(`${baseUrl}/identity/oauth/token?${query}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}
