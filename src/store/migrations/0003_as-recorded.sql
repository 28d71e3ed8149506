CREATE INDEX "decisions_as_recorded" ON "assay"."decisions" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "runs_as_recorded" ON "assay"."runs" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "runs_as_recorded_by_dataset" ON "assay"."runs" USING btree ("dataset","seq");