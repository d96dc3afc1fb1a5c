-- Where a value is unsafe unless an installation says otherwise.
insert into quantity_band (quantity, warn_low, warn_high, alarm_low, alarm_high, source) values
  ('ch4_lel', null, 10, null, 25, 'GB/T 50493-2019 5.5.2 sets the first level at 25 %LEL or less; verify locally'),
  ('gas_pressure', 1.5, 3.0, 1.0, 5.0, 'appliance band 0.75 to 1.5 of 2 kPa; verify locally'),
  ('pressure', 0.10, 0.45, 0.05, null, 'usual at the entry of a dwelling; verify locally'),
  ('residual_chlorine', 0.05, 2, null, null, 'GB 5749, at the end of the network; verify locally'),
  ('turbidity', null, 1, null, null, 'GB 5749-2022; verify locally'),
  ('ph', 6.5, 8.5, null, null, 'GB 5749-2022; verify locally'),
  ('leak', null, null, null, 1, 'verify locally'),
  ('voltage_a', 198.0, 235.4, 187, 242, 'GB/T 12325-2008, 220 V +7/-10 %; alarm: verify locally'),
  ('voltage_b', 198.0, 235.4, 187, 242, 'GB/T 12325-2008, 220 V +7/-10 %; alarm: verify locally'),
  ('voltage_c', 198.0, 235.4, 187, 242, 'GB/T 12325-2008, 220 V +7/-10 %; alarm: verify locally'),
  ('residual_current', null, 300, null, 500, 'GB 50116 9.2.3 sets 300 to 500 mA; verify locally'),
  ('temp', null, 70, null, 90, 'cable temperature; verify locally'),
  ('load_rate', null, 80, null, 100, 'verify locally'),
  ('phase_loss', null, null, null, 1, 'verify locally'),
  ('arc', null, null, null, 1, 'verify locally'),
  ('battery_pct', 15, null, null, null, 'verify locally'),
  ('fault', null, 1, null, null, 'the device says so itself');
