/** The points of a period: out of the whole series where that is at hand in full, else asked for. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, type Schema } from '../../api/client.js';
import type { SeriesMark } from '../../charts/series-point.js';
import { marksOf, pointsOf, within, type CheckPoint, type Period } from './series-of.js';

export interface ShownSeries {
  readonly series: Schema<'CheckSeries'>;
  readonly points: readonly CheckPoint[];
  readonly marks: readonly SeriesMark[];
}

export function useSeries(id: string, { since, until }: Period) {
  const period = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
  const select = useCallback(
    (series: Schema<'CheckSeries'>): ShownSeries => ({
      series,
      points: within(pointsOf(series), since, until),
      marks: marksOf(series),
    }),
    [since, until],
  );
  const whole = useQuery(
    api.queryOptions('get', '/v1/checks/{id}/series', { params: { path: { id } } }, { select }),
  );
  const isPart = since !== undefined || until !== undefined;
  const isAsked = isPart && whole.data?.series.thinned === true;
  const part = useQuery(
    api.queryOptions(
      'get',
      '/v1/checks/{id}/series',
      { params: { path: { id }, query: period } },
      { enabled: isAsked, placeholderData: keepPreviousData, select },
    ),
  );
  return isAsked && part.data !== undefined ? part : whole;
}
