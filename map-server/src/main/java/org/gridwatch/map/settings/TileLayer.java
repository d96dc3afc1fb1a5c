package org.gridwatch.map.settings;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gridwatch.map.account.BadInput;
import org.jspecify.annotations.Nullable;

/**
 * A background from elsewhere, instead of our own drawing.
 *
 * @param url template with {@code {z} {x} {y}}, and {@code {s}} or {@code {0-7}} for numbered hosts
 * @param attribution whose map it is, plain text
 * @param gcj02 whether its tiles are shifted, as AMap's are
 * @param maxZoom the last level it has, 1..22
 */
public record TileLayer(
    String url, @Nullable String attribution, boolean gcj02, @Nullable Integer maxZoom) {
  private static final Pattern URL =
      Pattern.compile(
          "https?://[A-Za-z0-9.-]*(\\{[a-z0-9-]+}[A-Za-z0-9.-]*)?(:[0-9]{1,5})?/[!-~]*");
  private static final Pattern LOCAL =
      Pattern.compile("http://(localhost|127\\.0\\.0\\.1)(:[0-9]{1,5})?/.*");
  private static final int LONGEST = 500;

  public TileLayer {
    url = url == null ? "" : url.strip();
    attribution = attribution == null ? "" : attribution.strip();
    maxZoom = maxZoom == null ? Integer.valueOf(18) : maxZoom;
    checkUrl(url);
    if (attribution.length() > LONGEST) {
      throw new BadInput(
          "tileLayer.attribution",
          attribution,
          "tileLayer.attribution must have 0..500 characters");
    }
    if (maxZoom < 1 || maxZoom > 22) {
      throw new BadInput(
          "tileLayer.maxZoom", maxZoom, "tileLayer.maxZoom must be 1..22, was " + maxZoom);
    }
  }

  /** Plain http only from this machine: pictures from elsewhere could be changed on their way. */
  private static void checkUrl(String url) {
    boolean complete = Stream.of("{z}", "{x}", "{y}").allMatch(url::contains);
    boolean safe = url.startsWith("https://") || LOCAL.matcher(url).matches();
    if (url.length() > LONGEST || !URL.matcher(url).matches() || !complete || !safe) {
      throw new BadInput(
          "tileLayer.url",
          url,
          "tileLayer.url must be https://host/... with {z}, {x} and {y}, at most 500 characters");
    }
  }
}
