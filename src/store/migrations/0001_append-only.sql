-- What was recorded is never changed in place: the database itself says no, whoever asks.
CREATE FUNCTION "assay"."refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'assay.% is append-only: % refused', TG_TABLE_NAME, TG_OP;
END $$;--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE ON "assay"."runs" FOR EACH STATEMENT EXECUTE FUNCTION "assay"."refuse_change"();--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE ON "assay"."check_results" FOR EACH STATEMENT EXECUTE FUNCTION "assay"."refuse_change"();--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE ON "assay"."suites" FOR EACH STATEMENT EXECUTE FUNCTION "assay"."refuse_change"();--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE ON "assay"."contract_versions" FOR EACH STATEMENT EXECUTE FUNCTION "assay"."refuse_change"();--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "assay"."decisions" FOR EACH STATEMENT EXECUTE FUNCTION "assay"."refuse_change"();--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "assay"."breaker_transitions" FOR EACH STATEMENT EXECUTE FUNCTION "assay"."refuse_change"();--> statement-breakpoint
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "assay"."audit_log" FOR EACH STATEMENT EXECUTE FUNCTION "assay"."refuse_change"();
