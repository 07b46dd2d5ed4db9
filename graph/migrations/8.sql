-- What a deadline or a target means that was missed.
ALTER TABLE correction ADD COLUMN rrule TEXT;
ALTER TABLE correction ADD COLUMN indicator TEXT;
ALTER TABLE correction ADD COLUMN comparison TEXT;
ALTER TABLE correction ADD COLUMN measure TEXT;
DROP TRIGGER correction_unchanged;
CREATE TRIGGER correction_unchanged BEFORE UPDATE ON correction
WHEN NEW.task || NEW.quote || NEW.preceding || NEW.following || NEW.words || COALESCE (NEW.read, '') != ''
  OR COALESCE (NEW.rrule, '') || COALESCE (NEW.indicator, '') || COALESCE (NEW.measure, '') != ''
  OR (NEW.number, NEW.at, NEW.who, NEW.doc, NEW.change, NEW.nth, NEW.telling, NEW.counted_in, NEW.word, NEW.implied, NEW.role, NEW.unit, NEW.name, NEW.first_day, NEW.last_day, NEW.value, NEW.note, NEW.undoes, NEW.comparison)
  IS NOT (OLD.number, OLD.at, OLD.who, OLD.doc, OLD.change, OLD.nth, OLD.telling, OLD.counted_in, OLD.word, OLD.implied, OLD.role, OLD.unit, OLD.name, OLD.first_day, OLD.last_day, OLD.value, OLD.note, OLD.undoes, OLD.comparison)
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
