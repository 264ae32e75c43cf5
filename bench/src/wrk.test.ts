import { describe, expect, it } from 'vitest';
import { parseWrk } from './wrk.ts';

const REPORT = `Running 3s test @ http://127.0.0.1:5001/
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.68ms  402.17us  12.31ms   92.05%
    Req/Sec    19.10k     1.02k   20.41k    80.00%
  Latency Distribution
     50%  812.00us
     75%    1.75ms
     90%    1.99ms
     99%    1.02s
  57034 requests in 3.00s, 12.24MB read
Requests/sec:  19005.25
Transfer/sec:      4.08MB
`;

describe('a report of wrk', () => {
  it('is read with its times in milliseconds, whatever unit wrk chose', () => {
    expect(parseWrk(REPORT)).toEqual({
      requests: 57_034,
      requestsPerSecond: 19_005.25,
      p50: 0.812,
      p99: 1020,
      refused: 0,
      wrong: 0,
      firstWrong: null,
      socketErrors: 0,
      writes: 0,
      stale: 0,
    });
  });

  it('tells of answers that were refused and of sockets that failed', () => {
    const troubled = REPORT.replace(
      'Requests/sec',
      '  Socket errors: connect 1, read 2, write 0, timeout 4\n  Non-2xx or 3xx responses: 17\nRequests/sec',
    );
    expect(parseWrk(troubled)).toMatchObject({ refused: 17, socketErrors: 7 });
  });

  it('tells of answers that were not what the script expects, and how the first begins', () => {
    expect(parseWrk(`${REPORT}Wrong answers: 3\nFirst wrong answer: {"errors":[]}\n`)).toMatchObject({
      wrong: 3,
      firstWrong: '{"errors":[]}',
    });
  });

  it('is not made of anything else', () => {
    expect(() => parseWrk('unable to connect to 127.0.0.1:5001 Connection refused')).toThrow(
      /Expected a report of wrk/,
    );
    expect(() => parseWrk(REPORT.replace('812.00us', '812.00ks'))).toThrow(/Expected a time of wrk/);
  });
});
