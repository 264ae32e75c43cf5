import { z } from 'zod';

const RESERVED_HEADERS = new Set(['authorization', 'connection', 'content-length', 'content-type', 'cookie', 'host']);

/** What a vendor wants besides the token, e.g. Google Ads' developer token; the gateway alone puts it on requests. */
const secretHeaders = z
  .record(
    z
      .string()
      .regex(/^[A-Za-z0-9-]+$/, 'must be a header name: letters, digits and hyphens')
      .refine(
        (name) => !RESERVED_HEADERS.has(name.toLowerCase()),
        'must be a header that the gateway does not set itself',
      ),
    z.string().regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces'),
  )
  .optional()
  .describe('Further secret headers of each request, e.g. developer-token');

const tokenUrl = z.url().describe('Where access tokens are had, as the vendor documents');
const clientId = z.string().describe("Id of your app at the vendor's OAuth server");
const clientSecret = z.string().describe('Its secret');

/** How the gateway authenticates at a vendor. */
export const credential = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('token').describe('An API key or long-lived token, as it is'),
      token: z.string().min(1).describe('API key or long-lived token'),
      headers: secretHeaders,
    }),
    z.strictObject({
      type: z.literal('client-credentials').describe("OAuth with the app's own credentials"),
      tokenUrl,
      clientId,
      clientSecret,
      scope: z.string().optional().describe('Scopes to ask for, separated by spaces'),
      headers: secretHeaders,
    }),
    z.strictObject({
      type: z.literal('refresh-token').describe('OAuth with a refresh token that an account holder granted'),
      tokenUrl,
      clientId,
      clientSecret,
      refreshToken: z.string().describe('The refresh token'),
      headers: secretHeaders,
    }),
    z.strictObject({
      type: z.literal('jwt-bearer').describe('OAuth with an assertion that the gateway signs (RFC 7523)'),
      tokenUrl,
      clientId: z.string().describe('Issuer of the assertion, e.g. the consumer key of a Salesforce app'),
      subject: z.string().describe('Whom the token acts for, e.g. the name of an integration user'),
      audience: z.string().describe('Who is asked, e.g. https://login.salesforce.com'),
      privateKey: z.string().describe('RSA private key, PEM, whose certificate the vendor has'),
      scope: z.string().optional().describe('Scopes to ask for, separated by spaces; Google wants them'),
      headers: secretHeaders,
    }),
  ])
  .describe('How the gateway authenticates at the vendor; connectors never see it');
