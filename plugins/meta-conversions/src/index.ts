import { defineConnector } from '@selvedge/connector-api';
import { classify } from './classify.js';
import { conversionSend } from './conversion-send.js';
import { conversionSettings } from './settings.js';

/** Meta Conversions API v25.0: tells a pixel what happened, with hashed identifiers. */
export default defineConnector({
  id: 'meta-conversions',
  baseUrl: 'https://graph.facebook.com',
  credential: { type: 'bearer' },
  settings: conversionSettings,
  // Whoever the pixel is shared with may send to it.
  scopes: [],
  personalData: [
    'ConversionEvent.email',
    'ConversionEvent.phone',
    'ConversionEvent.externalId',
    'ConversionEvent.clientIp',
    'ConversionEvent.clientUserAgent',
    'ConversionEvent.clickIds',
  ],
  classify,
  capabilities: { 'conversion.send': conversionSend() },
});
