CREATE SCHEMA IF NOT EXISTS "assay";
--> statement-breakpoint
CREATE TABLE "assay"."audit_log" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"dataset" text,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assay"."breaker_states" (
	"dataset" text PRIMARY KEY NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assay"."breaker_transitions" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"dataset" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assay"."check_results" (
	"run_id" text NOT NULL,
	"position" integer NOT NULL,
	"dataset" text NOT NULL,
	"check_id" text NOT NULL,
	"kind" text NOT NULL,
	"column_path" text,
	"as_of" timestamp with time zone NOT NULL,
	"seq" bigint NOT NULL,
	"verdict" text NOT NULL,
	"reason" text,
	"value" double precision,
	"document" json NOT NULL,
	CONSTRAINT "check_results_run_id_position_pk" PRIMARY KEY("run_id","position")
);
--> statement-breakpoint
CREATE TABLE "assay"."contract_versions" (
	"contract_id" text NOT NULL,
	"version" text NOT NULL,
	"digest" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"document" json NOT NULL,
	CONSTRAINT "contract_versions_contract_id_version_digest_pk" PRIMARY KEY("contract_id","version","digest")
);
--> statement-breakpoint
CREATE TABLE "assay"."decisions" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"dataset" text NOT NULL,
	"batch_key" text NOT NULL,
	"data_version" text,
	"suite_digest" text NOT NULL,
	"policy_digest" text NOT NULL,
	"supersedes" text NOT NULL,
	"scanned" boolean NOT NULL,
	"run_id" text,
	"outcome" text NOT NULL,
	"lifts_run" boolean NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assay"."overrides" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"dataset" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"approved_by" text,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assay"."runs" (
	"run_id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"dataset" text NOT NULL,
	"server" text NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	"batch_key" text NOT NULL,
	"verdict" text NOT NULL,
	"accepted" boolean NOT NULL,
	"partial" boolean NOT NULL,
	"contract_digest" text NOT NULL,
	"suite_digest" text NOT NULL,
	"data_version" text,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assay"."suites" (
	"digest" text PRIMARY KEY NOT NULL,
	"dataset" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
ALTER TABLE "assay"."check_results" ADD CONSTRAINT "check_results_run_id_runs_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "assay"."runs"("run_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "breaker_transitions_by_dataset" ON "assay"."breaker_transitions" USING btree ("dataset","seq");--> statement-breakpoint
CREATE INDEX "check_results_series" ON "assay"."check_results" USING btree ("check_id","as_of","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_one_chain" ON "assay"."decisions" USING btree ("dataset","batch_key","data_version","suite_digest","policy_digest","supersedes") WHERE scanned;--> statement-breakpoint
CREATE INDEX "decisions_by_dataset" ON "assay"."decisions" USING btree ("dataset","seq");--> statement-breakpoint
CREATE INDEX "decisions_by_run" ON "assay"."decisions" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "overrides_by_dataset" ON "assay"."overrides" USING btree ("dataset","until");--> statement-breakpoint
CREATE INDEX "runs_by_dataset" ON "assay"."runs" USING btree ("dataset","as_of","seq");