-- The limits of quantities are rules now: those of every installation are added at the start, others are entered as rules.
drop table quantity_band;
