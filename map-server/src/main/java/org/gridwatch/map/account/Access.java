package org.gridwatch.map.account;

import static org.gridwatch.map.account.Permission.*;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Every endpoint there is, and who may use it. What is not listed here answers 404, so a new
 * endpoint without a row cannot be reached; a test walks all of them.
 */
final class Access {
  static final String API = "/api/v1";
  static final long USUAL_BODY = 64 << 10;
  private static final String TAP = API + "/tap";
  private static final String LINK = "X-GridWatch-Link";
  private static final long PHOTO = 8 << 20;
  private static final long IMPORT = 20 << 20;
  private static final long GRID_IMPORT = 64 << 20;
  private static final long BASEMAP_IMPORT = 512 << 20;

  /**
   * One endpoint.
   *
   * @param maxBody most bytes its request body may have
   */
  record Row(String method, PathPattern path, Permission needs, long maxBody) {}

  private static final List<Row> ROWS =
      sorted(
          // sign-in and the own account
          row("POST /session", ANYONE),
          row("DELETE /session", SELF),
          row("GET /me", SEE),
          row("PUT /me", SELF),
          row("PUT /me/password", SELF),
          row("GET /tokens", SELF),
          row("POST /tokens", SELF),
          row("DELETE /tokens/{id}", SELF),
          // other people's accounts, and what everybody did
          row("GET /users", MANAGE_ACCOUNTS),
          row("POST /users", MANAGE_ACCOUNTS),
          row("PUT /users/{name}", MANAGE_ACCOUNTS),
          row("POST /users/{name}/password", MANAGE_ACCOUNTS),
          row("POST /users/{name}/unlock", MANAGE_ACCOUNTS),
          row("GET /listeners", OPERATE),
          row("POST /listeners", OPERATE),
          row("DELETE /listeners/{user}", OPERATE),
          row("GET /audit", OPERATE),
          // the installation
          row("GET /openapi.json", KNOWN),
          row("GET /place", SEE),
          row("GET /settings", INSPECT),
          row("PUT /settings", OPERATE),
          row("GET /status", INSPECT),
          // grids and what is drawn behind them
          row("GET /grids", SEE),
          row("GET /grids/{code}", SEE),
          row("PUT /grids/{code}", EDIT_GRIDS),
          row("GET /grids/export", OVERSEE),
          row("POST /grids/import", EDIT_GRIDS, GRID_IMPORT),
          row("GET /buildings/near", SEE),
          row("GET /search", SEE),
          row("GET /basemap/{z}/{x}/{y}.json", SEE),
          row("POST /basemap/import", EDIT_GRIDS, BASEMAP_IMPORT),
          // devices
          row("GET /devices/map", SEE),
          row("GET /devices", SEE),
          row("POST /devices", EDIT_DEVICES),
          row("GET /devices/export", OVERSEE),
          row("POST /devices/import", EDIT_DEVICES, IMPORT),
          row("POST /devices/retire", EDIT_DEVICES, IMPORT),
          row("GET /devices/{name}", SEE),
          row("PUT /devices/{name}", EDIT_DEVICES),
          row("POST /devices/{name}/retire", EDIT_DEVICES),
          row("POST /devices/{name}/restore", EDIT_DEVICES),
          row("POST /devices/{name}/replace", EDIT_DEVICES),
          row("POST /devices/{name}/token", EDIT_DEVICES),
          row("GET /devices/{name}/events", SEE),
          row("GET /devices/{name}/snapshots/latest", SEE),
          row("GET /devices/{name}/snapshots/{event}", SEE),
          row("GET /newcomers", OVERSEE),
          row("POST /newcomers/{name}/adopt", EDIT_DEVICES),
          row("DELETE /newcomers/{name}", EDIT_DEVICES),
          row("GET /rejects", OVERSEE),
          row("GET /rejects/counts", OVERSEE),
          row("GET /enrolment-key", OPERATE),
          row("POST /enrolment-key/rotate", OPERATE),
          // safety rules and what they go by
          row("GET /rules", SEE),
          row("POST /rules", EDIT_RULES),
          row("GET /rules/vocabulary", SEE),
          row("GET /rules/{id}", SEE),
          row("PUT /rules/{id}", EDIT_RULES),
          row("DELETE /rules/{id}", EDIT_RULES),
          row("GET /rules/{id}/versions", SEE),
          row("GET /planned-work", SEE),
          row("POST /planned-work", EDIT_RULES),
          row("POST /planned-work/{id}/end", EDIT_RULES),
          row("GET /holidays", SEE),
          row("PUT /holidays", EDIT_RULES),
          row("POST /trials", EDIT_RULES),
          row("GET /trials/{id}", EDIT_RULES),
          row("DELETE /trials/{id}", EDIT_RULES),
          // alerts and what is done about them
          row("GET /alerts", SEE),
          row("POST /alerts", ACT),
          row("POST /alerts/bulk", ACT),
          row("GET /alerts/report", SEE),
          row("GET /alerts/report.csv", SEE),
          row("GET /alerts.atom", SEE),
          row("GET /alerts/{id}", SEE),
          row("GET /alerts/{id}/cap.xml", SEE),
          row("POST /alerts/{id}/acknowledge", ACT),
          row("POST /alerts/{id}/assign", ACT),
          row("POST /alerts/{id}/comment", ACT),
          row("POST /alerts/{id}/shelve", ACT),
          row("POST /alerts/{id}/unshelve", ACT),
          row("POST /alerts/{id}/judge", ACT),
          row("POST /alerts/{id}/clear", ACT),
          row("GET /alerts/{id}/photos", SEE),
          row("GET /alerts/{id}/photos/{n}", SEE),
          row("GET /incidents", SEE),
          row("GET /incidents/{id}", SEE),
          // who answers for which grid
          row("GET /people", OVERSEE),
          row("POST /people", EDIT_DUTY),
          row("POST /people/import", EDIT_DUTY, IMPORT),
          row("PUT /people/{id}", EDIT_DUTY),
          row("POST /people/{id}/retire", EDIT_DUTY),
          row("POST /people/{id}/leaves", EDIT_DUTY),
          row("DELETE /people/{id}/leaves/{leave}", EDIT_DUTY),
          row("GET /duty/gaps", SEE),
          row("GET /duty/{grid}", SEE),
          row("GET /duty/{grid}/rota", SEE),
          row("PUT /duty/{grid}/rota", EDIT_DUTY),
          row("PUT /duty/{grid}/people", EDIT_DUTY),
          row("POST /duty/{grid}/swaps", EDIT_DUTY),
          row("DELETE /duty/{grid}/swaps/{id}", EDIT_DUTY),
          // who is told of alerts
          row("GET /routing", SEE),
          row("GET /routing/preview", SEE),
          row("PUT /routing/{severity}", EDIT_DUTY),
          row("DELETE /routing/{severity}", EDIT_DUTY),
          row("GET /alerts/{id}/notices", SEE),
          row("GET /alerts/waiting", SEE),
          row("GET /drills", SEE),
          row("GET /drills/{id}", SEE),
          row("POST /drills", EDIT_DUTY),
          row("POST /drills/{id}/end", EDIT_DUTY),
          row("GET /channels", INSPECT),
          row("POST /channels", OPERATE),
          row("PUT /channels/{id}", OPERATE),
          row("DELETE /channels/{id}", OPERATE),
          row("POST /channels/{id}/test", OPERATE),
          row("POST /channels/vapid-keys", OPERATE),
          row("GET /messages", OVERSEE),
          row("POST /messages/preview", OVERSEE),
          row("PUT /messages/language", EDIT_DUTY),
          row("PUT /messages/{use}/{language}", EDIT_DUTY),
          row("DELETE /messages/{use}/{language}", EDIT_DUTY),
          // the own browser as a way to be told
          row("GET /push", SELF),
          row("PUT /push", SELF),
          row("POST /push/seen", SELF),
          row("POST /push/off", SELF),
          // one alert for whoever holds a link to it: the link itself is looked at, not the asker
          row("GET /tap", ANYONE),
          row("GET /tap/basemap/{z}/{x}/{y}.json", ANYONE),
          row("GET /tap/photos/{n}", ANYONE),
          row("POST /tap/photo", ANYONE, PHOTO),
          row("POST /tap/{action}", ANYONE),
          // history and the live picture
          row("GET /series/{id}/chart", SEE),
          row("GET /live", SEE),
          row("PUT /live/{viewer}/watch", SEE));

  private Access() {}

  static List<Row> rows() {
    return ROWS;
  }

  static Optional<Row> find(HttpServletRequest request) {
    var method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    var path = path(request);
    return ROWS.stream()
        .filter(row -> row.method.equals(method) && row.path.matches(path))
        .findFirst();
  }

  /** The methods that this path does have; none for an unknown path. */
  static List<String> methodsOf(HttpServletRequest request) {
    var path = path(request);
    return ROWS.stream()
        .filter(row -> row.path.matches(path))
        .map(Row::method)
        .distinct()
        .sorted()
        .toList();
  }

  /** Whether a request goes where links are looked at, and brings one. */
  static boolean bearsLink(HttpServletRequest request) {
    return request.getHeader(LINK) != null
        && find(request).filter(row -> row.path.getPatternString().startsWith(TAP)).isPresent();
  }

  static boolean isApi(HttpServletRequest request) {
    var path = path(request).value();
    return path.equals("/api") || path.startsWith("/api/");
  }

  static boolean isActuator(HttpServletRequest request) {
    var path = path(request).value();
    return path.equals("/actuator") || path.startsWith("/actuator/");
  }

  /** The path as the controllers' own mapping reads it, so that the two can never disagree. */
  static PathContainer path(HttpServletRequest request) {
    return ServletRequestPathUtils.hasParsedRequestPath(request)
        ? ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication()
        : ServletRequestPathUtils.parse(request).pathWithinApplication();
  }

  private static Row row(String endpoint, Permission needs) {
    return row(endpoint, needs, USUAL_BODY);
  }

  private static Row row(String endpoint, Permission needs, long maxBody) {
    int space = endpoint.indexOf(' ');
    var path = PathPatternParser.defaultInstance.parse(API + endpoint.substring(space + 1));
    return new Row(endpoint.substring(0, space), path, needs, maxBody);
  }

  /** The most specific path first: {@code /devices/map} before {@code /devices/{name}}. */
  private static List<Row> sorted(Row... rows) {
    var list = new ArrayList<>(List.of(rows));
    list.sort(Comparator.comparing(Row::path, PathPattern.SPECIFICITY_COMPARATOR));
    return List.copyOf(list);
  }
}
