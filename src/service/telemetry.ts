/** Traces for OpenTelemetry, sent where the standard `OTEL_*` variables say; without them nothing is loaded and nothing is sent. */
import { context, propagation, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';

type Variables = Readonly<Record<string, string | undefined>>;

/** True where the environment names a collector or asks for traces. */
export function wantsTraces(variables: Variables): boolean {
  if (variables['OTEL_SDK_DISABLED'] === 'true' || variables['OTEL_TRACES_EXPORTER'] === 'none') return false;
  return ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_TRACES_EXPORTER'].some(
    (name) => (variables[name] ?? '') !== '',
  );
}

/** Starts to send traces where that is wanted. @returns what ends it: spans that wait are sent */
export async function startTelemetry(
  version: string,
  variables: Variables = process.env,
): Promise<() => Promise<void>> {
  if (!wantsTraces(variables)) return () => Promise.resolve();
  const [sdk, { OTLPTraceExporter }, { AsyncLocalStorageContextManager }, { resourceFromAttributes }, core] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/core'),
    ]);
  const provider = new sdk.BasicTracerProvider({
    resource: resourceFromAttributes({
      'service.name': variables['OTEL_SERVICE_NAME'] ?? 'assay',
      'service.version': version,
    }),
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter())],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new core.W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return () => provider.shutdown();
}

/** Work as a span: what throws marks it as failed, by the error's name alone. */
export function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return trace.getTracer('assay').startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
      throw error;
    } finally {
      span.end();
    }
  });
}
