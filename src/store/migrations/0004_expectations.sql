CREATE TABLE "assay"."expectations" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"dataset" text NOT NULL,
	"check_id" text NOT NULL,
	"run_id" text NOT NULL,
	"expected" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
ALTER TABLE "assay"."expectations" ADD CONSTRAINT "expectations_run_id_runs_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "assay"."runs"("run_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "expectations_by_point" ON "assay"."expectations" USING btree ("check_id","run_id","seq");--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "assay"."expectations" FOR EACH STATEMENT EXECUTE FUNCTION "assay"."refuse_change"();
