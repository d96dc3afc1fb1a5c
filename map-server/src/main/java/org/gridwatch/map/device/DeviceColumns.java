package org.gridwatch.map.device;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.ArrayList;
import java.util.List;

/** Seven columns of the same length; the n-th of each belongs to the n-th device. */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
final class DeviceColumns {
  final List<Integer> ids = new ArrayList<>();
  final List<String> names = new ArrayList<>();
  final List<Integer> kinds = new ArrayList<>();
  final List<Double> lons = new ArrayList<>();
  final List<Double> lats = new ArrayList<>();
  final List<Integer> leaves = new ArrayList<>();
  final List<String> labels = new ArrayList<>();
}
