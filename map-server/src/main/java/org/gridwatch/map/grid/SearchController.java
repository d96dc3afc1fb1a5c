package org.gridwatch.map.grid;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.gridwatch.map.account.Rights;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The search box. */
@RestController
class SearchController {
  private static final int LONGEST_QUERY = 100;
  private static final int MOST = 50;

  private final Search search;

  SearchController(Search search) {
    this.search = search;
  }

  /**
   * @param type device, address, grid or leader
   * @param ref a device's name, a grid's code, a building's id; empty: only a place
   */
  record Result(String type, String title, String detail, double lon, double lat, String ref) {}

  @Operation(summary = "Find devices, addresses, grids and leaders by a few letters")
  @GetMapping("/api/v1/search")
  List<Result> find(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "12") int limit,
      Rights rights) {
    String query = q.length() <= LONGEST_QUERY ? q : q.substring(0, LONGEST_QUERY);
    return search.find(query, Math.clamp(limit, 1, MOST), rights).stream()
        .map(
            entry ->
                new Result(
                    entry.type().word(),
                    entry.title(),
                    entry.detail(),
                    entry.lon(),
                    entry.lat(),
                    entry.ref()))
        .toList();
  }
}
