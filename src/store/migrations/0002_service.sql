CREATE TABLE "assay"."api_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assay"."asks" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"dataset" text NOT NULL,
	"source" text NOT NULL,
	"share_key" text NOT NULL,
	"state" text NOT NULL,
	"turn" bigint NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"worker" text,
	"leased_until" timestamp with time zone,
	"decision_id" text,
	"problem" json,
	"cancel_requested" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assay"."deliveries" (
	"message" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt" timestamp with time zone NOT NULL,
	"worker" text,
	"leased_until" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"error" text,
	"receipt" json
);
--> statement-breakpoint
CREATE TABLE "assay"."events" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"event" text NOT NULL,
	"dataset" text,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assay"."idempotency_keys" (
	"principal" text NOT NULL,
	"key" text NOT NULL,
	"request_digest" text NOT NULL,
	"ask_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_principal_key_pk" PRIMARY KEY("principal","key")
);
--> statement-breakpoint
CREATE TABLE "assay"."incident_events" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"incident" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assay"."incidents" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"dataset" text NOT NULL,
	"state" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assay"."messages" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"key" text NOT NULL,
	"channel" text NOT NULL,
	"thread" text NOT NULL,
	"incident" text,
	"created_at" timestamp with time zone NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assay"."sessions" (
	"hash" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assay"."signing_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
ALTER TABLE "assay"."deliveries" ADD CONSTRAINT "deliveries_message_messages_id_fk" FOREIGN KEY ("message") REFERENCES "assay"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assay"."incident_events" ADD CONSTRAINT "incident_events_incident_incidents_id_fk" FOREIGN KEY ("incident") REFERENCES "assay"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_tokens_by_hash" ON "assay"."api_tokens" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "asks_shared" ON "assay"."asks" USING btree ("share_key") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "asks_working" ON "assay"."asks" USING btree ("share_key") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "asks_waiting" ON "assay"."asks" USING btree ("source","turn","seq") WHERE state in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "asks_by_dataset" ON "assay"."asks" USING btree ("dataset","seq");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "assay"."deliveries" USING btree ("next_attempt") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "events_by_dataset" ON "assay"."events" USING btree ("dataset","seq");--> statement-breakpoint
CREATE INDEX "idempotency_keys_by_age" ON "assay"."idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "incident_events_by_incident" ON "assay"."incident_events" USING btree ("incident","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_one_unresolved" ON "assay"."incidents" USING btree ("dataset") WHERE state <> 'resolved';--> statement-breakpoint
CREATE INDEX "incidents_by_dataset" ON "assay"."incidents" USING btree ("dataset","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_once" ON "assay"."messages" USING btree ("key");--> statement-breakpoint
CREATE INDEX "messages_by_thread" ON "assay"."messages" USING btree ("channel","thread","seq");--> statement-breakpoint
CREATE INDEX "messages_by_incident" ON "assay"."messages" USING btree ("incident","seq");--> statement-breakpoint
CREATE INDEX "sessions_by_end" ON "assay"."sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "assay"."incident_events" FOR EACH STATEMENT EXECUTE FUNCTION "assay"."refuse_change"();--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "assay"."messages" FOR EACH STATEMENT EXECUTE FUNCTION "assay"."refuse_change"();
