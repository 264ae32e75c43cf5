import { describe, expect, it } from 'vitest';
import { createMetrics } from './metrics.js';

describe('metrics', () => {
  it('keeps each gateway’s figures apart', async () => {
    const first = createMetrics();
    const second = createMetrics();
    first.retry({ connector: 'hubspot' });
    expect(await line(first, 'selvedge_vendor_retries_total{connector="hubspot"}')).toBe('1');
    expect((await second.render()).body).not.toContain('connector="hubspot"');
  });

  it('counts operations by major and outcome and times them in seconds', async () => {
    const metrics = createMetrics();
    metrics.operation({ major: 2, outcome: 'partial', durationMs: 250 });
    metrics.operation({ major: 2, outcome: 'partial', durationMs: 750 });
    expect(await line(metrics, 'selvedge_operations_total{major="2",outcome="partial"}')).toBe('2');
    expect(await line(metrics, 'selvedge_operation_duration_seconds_sum{major="2"}')).toBe('1');
  });

  it('shows one state per breaker and counts only changes as transitions', async () => {
    const metrics = createMetrics();
    const breaker = { connector: 'hubspot', version: '2.0.0', connection: 'default/hubspot' };
    for (const state of ['closed', 'open', 'open', 'half-open'] as const)
      metrics.breaker({ ...breaker, state, nextProbeAt: null });
    const labels = 'connector="hubspot",version="2.0.0",connection="default/hubspot"';
    expect(await line(metrics, `selvedge_breaker_state{${labels},state="half-open"}`)).toBe('1');
    expect(await line(metrics, `selvedge_breaker_state{${labels},state="open"}`)).toBe('0');
    expect(await line(metrics, `selvedge_breaker_transitions_total{${labels},state="open"}`)).toBe('1');
    expect(await line(metrics, `selvedge_breaker_transitions_total{${labels},state="closed"}`)).toBeUndefined();
  });

  it('tells an open breaker’s next probe while it is open, and its last failure by class', async () => {
    const metrics = createMetrics();
    const breaker = { connector: 'hubspot', version: '2.0.0', connection: 'default/hubspot' };
    const labels = 'connector="hubspot",version="2.0.0",connection="default/hubspot"';
    metrics.breakerFailure({ ...breaker, class: 'timeout', at: 1_000_500 });
    metrics.breaker({ ...breaker, state: 'open', nextProbeAt: 1_030_000 });
    const failed = `selvedge_breaker_last_failure_timestamp_seconds{${labels},class="timeout"}`;
    const probe = `selvedge_breaker_next_probe_timestamp_seconds{${labels}}`;
    expect([await line(metrics, failed), await line(metrics, probe)]).toEqual(['1000.5', '1030']);
    metrics.breaker({ ...breaker, state: 'half-open', nextProbeAt: null });
    expect([await line(metrics, failed), await line(metrics, probe)]).toEqual(['1000.5', undefined]);
  });

  it('shows each connection’s load as it is when asked', async () => {
    const metrics = createMetrics();
    let inFlight = 3;
    metrics.vendorLoad({ connector: 'hubspot', connection: 'acme/hubspot' }, () => ({ inFlight, limit: 10 }));
    const labels = '{connector="hubspot",connection="acme/hubspot"}';
    expect(await line(metrics, `selvedge_vendor_in_flight${labels}`)).toBe('3');
    expect(await line(metrics, `selvedge_vendor_concurrency_limit${labels}`)).toBe('10');
    inFlight = 0;
    expect(await line(metrics, `selvedge_vendor_in_flight${labels}`)).toBe('0');
  });

  it('stays bounded however many clients call', async () => {
    const metrics = createMetrics();
    for (let n = 0; n < 1000; n++) metrics.deprecatedUse({ coordinate: 'Contact.name', client: `client-${n}` });
    const { body } = await metrics.render();
    expect(body.match(/^selvedge_deprecated_uses_total\{/gm)).toHaveLength(201);
    expect(body).toContain('selvedge_deprecated_uses_total{coordinate="Contact.name",client="other"} 800');
  });

  it('reports cache, routing and vendor figures and the process', async () => {
    const metrics = createMetrics();
    metrics.cache({ connector: 'hubspot', capability: 'contact.byId', result: 'stale' });
    metrics.routed({ connector: 'hubspot', version: '2.0.0' });
    metrics.vendorCall({ connector: 'hubspot', version: '2.0.0', outcome: 'throttled', durationMs: 20 });
    metrics.vendorBatch({ connector: 'hubspot', version: '2.0.0', capability: 'contact.byId', durationMs: 20 });
    const { body, contentType } = await metrics.render();
    expect(contentType).toContain('text/plain');
    expect(body).toContain(
      'selvedge_cache_lookups_total{connector="hubspot",capability="contact.byId",result="stale"} 1',
    );
    expect(body).toContain('selvedge_routed_batches_total{connector="hubspot",version="2.0.0"} 1');
    expect(body).toContain(
      'selvedge_vendor_call_duration_seconds_count{connector="hubspot",version="2.0.0",outcome="throttled"} 1',
    );
    expect(body).toContain(
      'selvedge_vendor_batch_duration_seconds_count{connector="hubspot",version="2.0.0",capability="contact.byId"} 1',
    );
    expect(body).toContain('process_resident_memory_bytes');
  });
});

async function line(metrics: ReturnType<typeof createMetrics>, series: string): Promise<string | undefined> {
  const { body } = await metrics.render();
  const found = body.split('\n').find((each) => each.startsWith(`${series} `));
  return found?.slice(series.length + 1);
}
